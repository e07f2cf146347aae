import { describe, expect, it } from "vitest";
import { readEnvironment } from "../config/environment.ts";
import { crashingAt, parseCrashPoint } from "../src/checkpoint.ts";

describe("CRASH_AT", () => {
  it.each([
    ["sent", { name: "sent", nth: 1 }],
    ["match-stored:3", { name: "match-stored", nth: 3 }],
    ["sent:0", undefined],
    ["sent:", undefined],
    ["nowhere", undefined],
  ])("%s", (text, point) => {
    expect(parseCrashPoint(text)).toEqual(point);
  });

  it("is refused where it names no point, with the nearest one", () => {
    expect(() => readEnvironment({ CRASH_AT: "setled" })).toThrow(
      /expected CRASH_AT to be one of .*settled.*, got setled\. Did you mean settled\?/,
    );
  });

  it("strikes once, when its point is passed for the time that it names", () => {
    const passed: string[] = [];
    const checkpoint = crashingAt({ name: "sent", nth: 2 }, () => passed.push("died"));

    for (const name of ["sent", "claimed", "sent", "sent"] as const) {
      passed.push(name);
      checkpoint(name);
    }

    expect(passed).toEqual(["sent", "claimed", "sent", "died", "sent"]);
  });
});
