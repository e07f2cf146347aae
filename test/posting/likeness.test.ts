import { describe, expect, it } from "vitest";
import { likeness } from "../../src/posting/likeness.ts";
import type { Facts, Place } from "../../src/posting/posting.ts";
import { aReading } from "../builders.ts";

const berlin: Place = { city: "Berlin", region: null, country: "DE" };
const munich: Place = { city: "Munich", region: null, country: "DE" };
const london: Place = { city: "London", region: null, country: "GB" };

function facts(of: Partial<Facts> = {}): Facts {
  return aReading({ roles: ["backend"], levels: ["senior"], places: [berlin], languages: ["Go"], ...of }).facts;
}

describe("likeness", () => {
  it.each<[Partial<Facts>, string]>([
    [{}, "same role and level, also Berlin, DE, Go as well"],
    [{ levels: [] }, "same role, also Berlin, DE, Go as well"],
    [{ places: [munich], languages: [] }, "same role and level, also in Germany"],
    [
      { places: [], modes: ["remote"], remoteFrom: ["DE"], languages: [] },
      "same role and level, remote, also from Germany",
    ],
    [{ places: [], modes: ["remote"], languages: [] }, "same role and level, remote, also from Germany"],
  ])("%o: %s", (other, reason) => {
    expect(likeness(facts(), facts(other))?.reason).toBe(reason);
  });

  it.each<[string, Partial<Facts>]>([
    ["another role", { roles: ["design"] }],
    ["no role", { roles: [] }],
    ["another level", { levels: ["junior"] }],
    ["elsewhere", { places: [london] }],
    ["remote from elsewhere", { places: [], modes: ["remote"], remoteFrom: ["US"] }],
    ["nowhere", { places: [] }],
  ])("none where the other is %s", (_, other) => {
    expect(likeness(facts(), facts(other))).toBeNull();
  });

  it("none of what is of no role that has a name", () => {
    expect(likeness(facts({ roles: ["other"] }), facts({ roles: ["other"] }))).toBeNull();
  });

  it("takes remote with remote where they can be from the same place", () => {
    const remote = facts({ places: [], modes: ["remote"], remoteFrom: ["US", "CA"], languages: [] });

    expect(likeness(remote, facts({ places: [], modes: ["remote"], remoteFrom: ["CA"] }))?.reason).toContain(
      "also remote",
    );
    expect(likeness(remote, facts({ places: [], remoteFrom: ["worldwide"] }))?.reason).toContain("also remote");
    expect(likeness(remote, facts({ places: [], modes: ["remote"], remoteFrom: ["DE"] }))).toBeNull();
    expect(likeness(remote, facts({ places: [berlin] }))).toBeNull();
  });

  it("asks for no place where the one says none", () => {
    expect(likeness(facts({ places: [] }), facts({ places: [london] }))?.reason).toBe(
      "same role and level, Go as well",
    );
  });

  it("is more for the same city than for the same country, and for more languages", () => {
    const score = (other: Partial<Facts>) => likeness(facts({ languages: ["Go", "Rust"] }), facts(other))?.score ?? 0;

    expect(score({})).toBeGreaterThan(score({ places: [munich] }));
    expect(score({ languages: ["Go", "Rust"] })).toBeGreaterThan(score({}));
    expect(score({})).toBeGreaterThan(score({ levels: [] }));
  });
});
