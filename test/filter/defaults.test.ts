import { describe, expect, it } from "vitest";
import { type Defaults, withDefaults } from "../../src/filter/defaults.ts";
import { parseQuery } from "../../src/filter/parse.ts";
import { printQuery } from "../../src/filter/print.ts";

const nothing: Defaults = { tz: null, quiet: null, unknown: null };
const all: Defaults = { tz: "Europe/Berlin", quiet: { from: "20:00", until: "08:00" }, unknown: "flag" };

describe("defaults", () => {
  it.each([
    ["lang:go", all, "lang:go tz:Europe/Berlin quiet:20-08 unknown:flag"],
    ["lang:go", { ...nothing, unknown: "hide" }, "lang:go unknown:hide"],
    ["lang:go unknown:hide", all, "lang:go tz:Europe/Berlin quiet:20-08 unknown:hide"],
    ["lang:go tz:Asia/Tokyo quiet:22-07", all, "lang:go tz:Asia/Tokyo quiet:22-07 unknown:flag"],
    ["lang:go every:day max:5/day", { ...nothing, tz: "UTC" }, "lang:go every:day tz:UTC max:5/day"],
    ["lang:go", { ...nothing, unknown: "show" }, "lang:go unknown:show"],
    ["lang:go unknown:show", all, "lang:go tz:Europe/Berlin quiet:20-08 unknown:show"],
    ["lang:go unknown:flag", nothing, "lang:go unknown:flag"],
  ] as const)("%s with %j works as %s", (text, defaults, expected) => {
    expect(printQuery(withDefaults(parseQuery(text), defaults))).toBe(expected);
  });

  it("leave the query as it is", () => {
    const query = parseQuery("lang:go");

    withDefaults(query, all);

    expect(printQuery(query)).toBe("lang:go");
    expect(withDefaults(query, nothing)).toEqual(query);
  });
});
