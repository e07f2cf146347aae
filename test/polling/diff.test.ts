import { describe, expect, it } from "vitest";
import { differenceOf, hashOf } from "../../src/polling/diff.ts";
import type { KnownPosting } from "../../src/storage/posting-store.ts";
import { aSourced } from "../builders.ts";

function known(posting: Partial<KnownPosting> = {}): KnownPosting {
  return { id: "p1", externalId: "1", contentHash: hashOf(aSourced()), absences: 0, closedAt: null, ...posting };
}

function snapshot(postings = [aSourced()], complete = true) {
  return { complete, postings, dropped: [] };
}

const nothing = { added: [], changed: [], seen: [], missed: [], closed: [], reopened: [] };

describe("a snapshot against what is known", () => {
  it.each([
    ["new", snapshot(), [], { added: [aSourced()] }],
    ["the same", snapshot(), [known()], { seen: ["p1"] }],
    ["changed", snapshot(), [known({ contentHash: "other" })], { changed: [aSourced()] }],
    ["twice in it", snapshot([aSourced(), aSourced()]), [], { added: [aSourced()] }],
    ["absent once", snapshot([]), [known()], { missed: ["p1"] }],
    ["absent twice", snapshot([]), [known({ absences: 1 })], { missed: ["p1"], closed: ["p1"] }],
    ["absent from a part", snapshot([], false), [known({ absences: 1 })], {}],
    [
      "there but not readable",
      { ...snapshot([]), dropped: [{ what: "1", why: "expected a title", externalId: "1" }] },
      [known({ absences: 1 })],
      {},
    ],
    ["absent and closed already", snapshot([]), [known({ absences: 2, closedAt: 5 })], {}],
    ["back again", snapshot(), [known({ absences: 2, closedAt: 5 })], { seen: ["p1"], reopened: ["p1"] }],
  ])("%s", (_, taken, before, expected) => {
    expect(differenceOf(taken, before)).toEqual({ ...nothing, ...expected });
  });
});
