/** The postings that a first run shows, read as a person reads them: the labels beside this file were written by hand. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Label } from "../../src/posting/reader/label.ts";
import type { Facts, Role } from "../../src/posting/posting.ts";
import { read } from "../../src/posting/reader/read.ts";
import { folder } from "../../src/sources/folder/index.ts";
import { virtualClock } from "../doubles/virtual-clock.ts";
import { aContext, wholeOf } from "../sources/harness.ts";

const labels = readFileSync(join(import.meta.dirname, "labels.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line): Label => JSON.parse(line));

const snapshot = await wholeOf(
  await folder.snapshot(
    { path: "samples" },
    aContext({ clock: virtualClock(Date.UTC(2026, 10, 16, 9)), baseDir: join(import.meta.dirname, "../../config") }),
  ),
);
const factsById = new Map(snapshot.postings.map((posting) => [posting.externalId, read(posting).facts]));

test("the folder yields every labelled posting and nothing else", () => {
  const ids = [...factsById.keys()].toSorted();

  expect(ids).toEqual(labels.map(({ id }) => id).toSorted());
  expect(snapshot.dropped).toEqual([]);
  expect(snapshot.complete).toBe(true);
});

test.each(labels)("$id is read as a person reads it", (label) => {
  const facts = factsOf(label.id);

  expect(decisive(facts)).toEqual(decisive(label));
});

test.each(labels)("$id belongs to the right roles, give or take one", (label) => {
  const { roles } = factsOf(label.id);

  const story = `read as ${roles.join(", ") || "no role"}, labelled ${label.roles.join(", ")}`;
  expect(new Set(roles).isDisjointFrom(new Set(label.roles)), story).toBe(false);
  expect(difference(roles, label.roles), story).toBeLessThanOrEqual(1);
});

test.each([
  ["marrowtide-trust-and-safety-analyst", "Rust"],
  ["calloway-drift-go-to-market-manager", "Go"],
])("%s does not ask for %s", (id, language) => {
  const { languages } = factsOf(id);

  expect(languages).not.toContain(language);
});

function factsOf(id: string): Facts {
  const facts = factsById.get(id);
  if (facts === undefined) throw new RangeError(`samples: expected a posting with the id ${id}, got none`);
  return facts;
}

/** The fields that decide whether and how a posting is announced, without the order of lists. */
function decisive({ title, company, languages, places, levels, modes, closed, pay }: Omit<Facts, "tools">) {
  return {
    title,
    company,
    languages: languages.toSorted(),
    cities: places.map(({ city, country }) => city ?? country ?? "nowhere").toSorted(),
    levels: levels.toSorted(),
    modes: modes.toSorted(),
    closed,
    pay,
  };
}

/** How many roles one list has and the other has not. */
function difference(a: readonly Role[], b: readonly Role[]): number {
  return new Set(a).symmetricDifference(new Set(b)).size;
}
