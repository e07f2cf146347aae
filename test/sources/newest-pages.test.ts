import { describe, expect, test } from "vitest";
import { z } from "zod";
import { id } from "../../src/sources/fields.ts";
import { newestPages } from "../../src/sources/newest-pages.ts";

const item = z.object({ id });

/** Reads a list whose pages hold these ids; returns the ids taken, in their order, and how many pages were read. */
async function read(pages: readonly (readonly unknown[])[], { known = [] as string[], maxPages = 9 } = {}) {
  const done: number[] = [];
  const snapshot = await newestPages(
    {
      first: 0,
      maxPages,
      item,
      idField: "id",
      readPage: async (at) => ({ items: pages[at] ?? [], next: at + 1 < pages.length ? at + 1 : undefined }),
      postingOf: (read) => ({
        externalId: read.id,
        url: null,
        title: null,
        company: null,
        location: null,
        text: "",
        format: "plain",
      }),
    },
    { isKnown: async (externalId) => known.includes(externalId), progress: (page) => done.push(page) },
  );
  return { snapshot, ids: snapshot.postings.map(({ externalId }) => externalId).join(" "), pages: done.length };
}

function page(ids: string) {
  return ids.split(" ").map((each) => ({ id: each }));
}

describe("the newest pages of a list", () => {
  test.each([
    ["to the end where nothing is known", {}, "a b c d e f", 3],
    ["no further than to a page without news", { known: ["c", "d"] }, "c d e f", 2],
    ["on where a known one stands above news, as one that is pinned does", { known: ["f", "c", "d"] }, "c d e f", 2],
    ["one page where all of it is known", { known: ["e", "f"] }, "e f", 1],
    ["not more pages than it may", { maxPages: 2 }, "c d e f", 2],
  ])("are read %s", async (_name, options, ids, pages) => {
    expect(await read([page("f e"), page("d c"), page("b a")], options)).toMatchObject({ ids, pages });
  });

  test("are a window, with the oldest first", async () => {
    const { snapshot } = await read([page("c b"), page("a")]);

    expect(snapshot).toMatchObject({ complete: false, isWindow: true, postings: [{ externalId: "a" }, {}, {}] });
  });

  test("may bring a posting twice when the list moves meanwhile", async () => {
    const { snapshot, ids } = await read([page("c b"), page("c b"), page("b a")]);

    expect([ids, snapshot.dropped]).toEqual(["a b c", []]);
  });

  test("name what cannot be read, and go on behind it", async () => {
    const { snapshot, ids } = await read([[{ id: 7.5 }, { id: "c" }], page("b a")]);

    expect(ids).toBe("a b c");
    expect(snapshot.dropped).toMatchObject([{ what: "7.5", externalId: "7.5" }]);
  });

  test("tell when there is more than they may hold", async () => {
    const all = [page("c"), page("b"), page("a")];

    const [short, whole, known] = [
      await read(all, { maxPages: 2 }),
      await read(all, { maxPages: 3 }),
      await read(all, { maxPages: 2, known: ["b"] }),
    ];

    expect(short.snapshot.dropped).toMatchObject([{ what: "older postings", why: expect.stringContaining("2 pages") }]);
    expect([whole.snapshot.dropped, known.snapshot.dropped]).toEqual([[], []]);
  });

  test("end at an empty page", async () => {
    expect(await read([page("b"), [], page("a")])).toMatchObject({ ids: "b", pages: 2 });
  });
});
