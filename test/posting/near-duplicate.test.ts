import { describe, expect, it } from "vitest";
import { isNearDuplicate, shinglesOf } from "../../src/posting/near-duplicate.ts";

const about = "Acme builds the payments of half of Europe, from a small office with a large kitchen and a dog.";
const duties = Array.from({ length: 30 }, (_, n) => `You take care of service number ${n} and of its alarms.`).join(
  " ",
);
const berlin = `${about} We look for an engineer in Berlin. ${duties}`;

describe("near duplicates", () => {
  it.each([
    ["the same", berlin, true],
    ["another city", berlin.replace("Berlin", "Munich"), true],
    ["other letters and signs", berlin.toUpperCase().replaceAll(".", " – "), true],
    ["the same employer and another work", `${about} You draw icons all day, in ink and on paper, for a year.`, false],
    ["something else", "You feed the fish of the aquarium, early in the morning and late at night.", false],
    ["the beginning alone", berlin.slice(0, berlin.length / 2), false],
    ["nothing", "", false],
  ])("%s", (_, other, isSame) => {
    expect(isNearDuplicate(shinglesOf(berlin), shinglesOf(other))).toBe(isSame);
    expect(isNearDuplicate(shinglesOf(other), shinglesOf(berlin))).toBe(isSame);
  });

  it("takes texts of fewer than four words by these, and nothing for like nothing", () => {
    expect(isNearDuplicate(shinglesOf("You write Go"), shinglesOf("you write go!"))).toBe(true);
    expect(isNearDuplicate(shinglesOf("You write Go"), shinglesOf("You write C"))).toBe(false);
    expect(isNearDuplicate(shinglesOf(" "), shinglesOf(""))).toBe(false);
  });
});
