import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mostFileBytes } from "../../../commands/given-file.ts";
import { silentLog } from "../../../src/log.ts";
import { createAttachments } from "../../../src/platforms/discord/attachments.ts";
import { memoryServices } from "../../doubles/services.ts";
import { startServer } from "../../http/loopback-server.ts";
import { aDiscord, type ADiscord } from "./a-discord.ts";

let discord: ADiscord;
let services: ReturnType<typeof memoryServices>;

beforeEach(async () => {
  services = memoryServices();
  discord = await (await aDiscord({ services })).ready();
});

afterEach(() => discord.close());

function someone() {
  const guild = discord.people.guild("Acme");
  return { guild, ann: discord.people.member(guild, "ann"), jobs: discord.people.channel(guild, "jobs") };
}

const outlines = Array.from(
  { length: 40 },
  (_, n) =>
    `<outline text="Company number ${n}" type="rss" xmlUrl="https://company-${n}.example/with/a/long/path/jobs.rss"/>`,
);
const opml = `<?xml version="1.0"?><opml version="2.0"><head/><body>${outlines.join("\n")}</body></opml>`;

describe("a file attached to /jobs import", () => {
  it("is taken whole, though no line could hold it", async () => {
    const { ann, jobs } = someone();
    const file = discord.people.upload(ann, "feeds.opml", opml);

    const said = await discord.answered(discord.people.slash(ann, jobs, "jobs import", { file: file.id }));

    expect(opml.length).toBeGreaterThan(4_000);
    expect(said).toContain("Company number 0");
    expect(said).toContain("Company number 39");
    expect(discord.violations).toEqual([]);
  });

  it("makes the subscriptions that it holds as lines, with what divides a completion from its detail in it", async () => {
    const { ann, jobs } = someone();
    const lines = '/jobs subscribe infra role:backend\n/jobs subscribe dots text:"a \u22c5 b"\n';
    const file = discord.people.upload(ann, "lines.txt", lines);

    const said = await discord.answered(discord.people.slash(ann, jobs, "jobs import", { file: file.id }));

    expect(said).toContain("2 of 2 made:");
    expect(services.stored.subscriptions.map(({ query }) => query)).toEqual(["role:backend", 'text:"a \u22c5 b"']);
  });

  it.each([
    ["too large", "feeds.opml", "x".repeat(mostFileBytes + 1), "at most 256 KiB, feeds.opml has 257"],
    [
      "no text",
      "cat.png",
      Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
      "Expected a text such as OPML or JSON, cat.png",
    ],
    ["empty", "feeds.opml", " \n", "feeds.opml is empty"],
    ["something else", "notes.txt", "Milk, eggs", "Expected lines that begin with /jobs subscribe"],
  ])("is refused in words where it is %s", async (_, name, content, words) => {
    const { ann, jobs } = someone();
    const file = discord.people.upload(ann, name, content);

    const said = await discord.answered(discord.people.slash(ann, jobs, "jobs import", { file: file.id }));

    expect(said).toContain(words);
  });

  it("is refused as too large also where Discord says that it is small", async () => {
    const { ann, jobs } = someone();
    const file = discord.people.upload(ann, "feeds.opml", "x".repeat(mostFileBytes + 1));
    file.size = 10;

    const said = await discord.answered(discord.people.slash(ann, jobs, "jobs import", { file: file.id }));

    expect(said).toContain("at most 256 KiB");
  });

  it("is asked for anew where its address is out of date", async () => {
    const { ann, jobs } = someone();
    const file = discord.people.upload(ann, "feeds.opml", opml, -1_000);

    const said = await discord.answered(discord.people.slash(ann, jobs, "jobs import", { file: file.id }));

    expect(said).toContain("Discord has feeds.opml no more: hand it over anew.");
  });

  it("is fetched from nowhere but where Discord keeps files", async () => {
    const asked: string[] = [];
    await using other = await startServer((request, response) => {
      asked.push(request.url ?? "");
      response.end(opml);
    });
    const { ann, jobs } = someone();

    for (const url of [`${other.origin}/feeds.opml`, "file:///etc/passwd", "http://169.254.169.254/", "no address"]) {
      const file = discord.people.upload(ann, "feeds.opml", opml);
      file.url = url;
      const said = await discord.answered(discord.people.slash(ann, jobs, "jobs import", { file: file.id }));
      expect(said).toContain("failed on our side");
    }

    expect(asked).toEqual([]);
    expect(discord.lines.filter(({ level }) => level === "error")).toHaveLength(4);
  });

  it("stands beside no lines, and one of the two there has to be", async () => {
    const { ann, jobs } = someone();
    const file = discord.people.upload(ann, "feeds.opml", opml);

    const both = await discord.answered(
      discord.people.slash(ann, jobs, "jobs import", { file: file.id, lines: "/jobs subscribe a lang:go" }),
    );
    const none = await discord.answered(discord.people.slash(ann, jobs, "jobs import"));

    expect(both).toContain("Expected lines or a file, got both");
    expect(none).toContain("import needs lines or a file");
  });

  it("is the person's own: another one's cannot be attached, and none that did not come with the command is read", async () => {
    const { guild, ann, jobs } = someone();
    const bob = discord.people.member(guild, "bob");
    const file = discord.people.upload(bob, "feeds.opml", opml);

    await expect(discord.people.slash(ann, jobs, "jobs import", { file: file.id })).rejects.toThrow("no such file");
    const typed = await discord.answered(
      discord.people.slash(ann, jobs, "jobs import", { lines: `file:${file.id} ${file.url}` }),
    );

    expect(typed).not.toContain("Company number");
  });

  it.each([
    ["https://cdn.discordapp.com/ephemeral-attachments/1/2/feeds.opml?ex=1&hm=2", true],
    ["https://cdn.discordapp.com.evil.example/feeds.opml", false],
    ["http://cdn.discordapp.com/feeds.opml", false],
    ["https://discord.com/api/feeds.opml", false],
  ])("is fetched from Discord's content network alone: %s", async (url, isFetched) => {
    const asked: unknown[] = [];
    const fetchFile = async (request: object) => {
      asked.push(request);
      return opml;
    };
    const attachments = createAttachments({ apiUrl: "https://discord.com/api", fetchFile, log: silentLog });
    const resolved = { attachments: { "2": { filename: "feeds.opml", size: 9, url } } };

    const read = await attachments.read("2", { name: "jobs", type: 1, options: [], resolved }).catch(() => undefined);

    expect(read).toBe(isFetched ? opml : undefined);
    expect(asked).toEqual(isFetched ? [{ url, maxBytes: mostFileBytes, allowHosts: [], credentials: {} }] : []);
  });

  it("is none of another command's, whatever id is given", async () => {
    const { ann } = someone();
    const file = discord.people.upload(ann, "feeds.opml", opml);
    const fetchFile = () => Promise.reject(new Error("expected nothing to be fetched"));
    const attachments = createAttachments({ apiUrl: discord.apiUrl, fetchFile, log: silentLog });

    const read = attachments.read(file.id, { name: "jobs", type: 1, options: [] });

    await expect(read).rejects.toThrow("did not come with the command");
  });
});
