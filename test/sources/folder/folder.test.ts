import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { folder } from "../../../src/sources/folder/index.ts";
import { SourceError } from "../../../src/sources/source.ts";
import { testSource } from "../conformance.ts";
import { aContext, type WholeSnapshot, wholeOf } from "../harness.ts";

const postings = [
  {
    id: 7,
    title: "Cartographer",
    company: "Contour",
    location: "Graz",
    text: "Maps in C++.",
    url: "https://example.com/7",
  },
  { title: "Surveyor", company: "Contour", text: "You own boots.", publishedAt: "2026-01-02" },
];

testSource({
  source: folder,
  options: { path: "postings" },
  board: "postings",
  full: postings,
  ids: ["7", "52907ffd13d9ede25a08045d"],
  empty: [],
  withBadItem: [...postings, { id: "bad", text: 7 }],
  badItem: "list.json[2]",
  pages: [],
  strangers: ["https://example.com/postings"],
  fuzzRuns: 60,
  poll: (payload) => pollFiles({ "list.json": JSON.stringify(payload) }),
});

describe("folder", () => {
  test("texts and pages go by their paths, sorted, subfolders included", async () => {
    const { postings, complete } = await pollFiles({
      "z.txt": "A pastry cook is wanted.",
      "b/page.html": "<h1>Baker</h1>",
      "b/a/old.HTM": "<h1>Miller</h1>",
      "note.md": "# Brewer",
      "long.markdown": "# Cooper",
    });

    expect(postings.map(({ externalId, format }) => [externalId, format])).toEqual([
      ["b/a/old.HTM", "html"],
      ["b/page.html", "html"],
      ["long.markdown", "markdown"],
      ["note.md", "markdown"],
      ["z.txt", "plain"],
    ]);
    expect(postings[4]).toEqual({
      externalId: "z.txt",
      url: null,
      title: null,
      company: null,
      location: null,
      text: "A pastry cook is wanted.",
      format: "plain",
    });
    expect(complete).toBe(true);
  });

  test("JSON in its three forms", async () => {
    const { postings, dropped } = await pollFiles({
      "one.json": '\uFEFF{"text":"Only words","title":" "}',
      "lines.jsonl": '{"id":"a","text":"A"}\r\n\n{"id":"b","text":"B","format":"html","publishedAt":86400000}\n',
      "list.json": '[{"id":"c","text":"C","url":"https://example.com/c","source":"elsewhere"}]',
    });

    expect(dropped).toEqual([]);
    expect(postings).toMatchObject([
      { externalId: "a", format: "plain" },
      { externalId: "b", format: "html", publishedAt: 86_400_000 },
      { externalId: "c", url: "https://example.com/c" },
      { externalId: "one.json", title: null, text: "Only words" },
    ]);
  });

  test("an id that was made up stays when its neighbours or its text change", async () => {
    const [first] = (await pollFiles({ "a.json": '[{"title":"Smith","text":"x"}]' })).postings;

    const { postings } = await pollFiles({ "a.json": '[{"title":"Potter","text":"x"},{"title":"Smith","text":"y"}]' });

    expect(postings[1]?.externalId).toBe(first?.externalId);
  });

  test.each([
    ["notes.pdf", "x", "expected one of .txt", true],
    ["README", "x", "got no ending", true],
    [".hidden.txt", "x", "hidden", true],
    ["empty.txt", " \n", "empty", true],
    ["latin.txt", Buffer.from([0x4b, 0xf6, 0x63, 0x68]), "UTF-8", true],
    ["large.txt", Buffer.alloc(5 * 1024 * 1024 + 1, 0x61), "5242880 bytes", true],
    ["bad.json", "{", "JSON", false],
    ["deep.json", "[".repeat(70), "64 deep", false],
    ["word.json", '"word"', "expected object", false],
    ["link.json", '{"text":"x","url":"javascript:alert(1)"}', "url", false],
    ["date.json", '{"text":"x","publishedAt":"some day"}', "publishedAt: expected a date", false],
    ["blank.json", '{"text":" "}', "text: expected words", false],
  ])("%s is named among the dropped", async (name, content, why, complete) => {
    const snapshot = await pollFiles({ "good.txt": "A good one", [name]: content });

    expect(snapshot.postings).toHaveLength(1);
    expect(snapshot.dropped).toMatchObject([{ what: name, why: expect.stringContaining(why) }]);
    expect(snapshot.complete).toBe(complete);
  });

  test("a bad line costs itself only, and is named by its number", async () => {
    const snapshot = await pollFiles({ "a.jsonl": '{"text":"A"}\n{"text":\n{"text":"B"}' });

    expect(snapshot).toMatchObject({ complete: false, postings: [{ text: "A" }, { text: "B" }] });
    expect(snapshot.dropped).toEqual([{ what: "a.jsonl:2", why: expect.stringContaining("JSON") }]);
  });

  test("links are not followed", async () => {
    const dir = await aFolder({ "postings/a.txt": "A" });
    await symlink(dir, join(dir, "postings/loop"));

    expect(await pollIn(dir)).toMatchObject({ postings: [{}], dropped: [{ what: "loop" }] });
  });

  test.each(["missing", "postings/a.txt"])("%s is no folder", async (path) => {
    const dir = await aFolder({ "postings/a.txt": "A" });

    const polling = pollIn(dir, path);

    await expect(polling).rejects.toBeInstanceOf(SourceError);
    await expect(polling).rejects.toMatchObject({ code: "not-found", fields: { path } });
  });

  test("progress counts files, and a stop ends it between two", async () => {
    const dir = await aFolder({ "postings/a.txt": "A", "postings/b.txt": "B" });
    const stop = new AbortController();
    const seen: unknown[] = [];
    const progress = (...counts: unknown[]) => {
      seen.push(counts);
      stop.abort(new Error("stopping"));
    };

    const polling = folder.snapshot({ path: "postings" }, aContext({ baseDir: dir, signal: stop.signal, progress }));

    await expect(polling).rejects.toThrow("stopping");
    expect(seen).toEqual([[1, 2]]);
  });
});

type Files = Readonly<Record<string, string | Buffer>>;

async function aFolder(files: Files): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "rolecall-folder-"));
  onTestFinished(() => rm(dir, { recursive: true }));
  await writeFiles(dir, files);
  return dir;
}

async function writeFiles(dir: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), content);
  }
}

async function pollFiles(files: Files): Promise<WholeSnapshot> {
  const dir = await mkdtemp(join(tmpdir(), "rolecall-folder-"));
  try {
    await writeFiles(join(dir, "postings"), files);
    return await pollIn(dir);
  } finally {
    await rm(dir, { recursive: true });
  }
}

async function pollIn(baseDir: string, path = "postings"): Promise<WholeSnapshot> {
  return await wholeOf(await folder.snapshot({ path }, aContext({ baseDir })));
}
