import { describe, expect, it } from "vitest";
import { keyHelp } from "../../src/filter/help.ts";
import { keyNames, keys, resolveKey } from "../../src/filter/keys.ts";
import { queryOptions } from "../../src/filter/options.ts";
import { parseQuery } from "../../src/filter/parse.ts";
import { printQuery } from "../../src/filter/print.ts";

describe("the table of keys", () => {
  it("has the keys of the language in canonical order", () => {
    expect(keyNames.join(" ")).toBe(
      "role level location mode lang speaks pay company type visa source text posted status to every at tz quiet max unknown",
    );
  });

  it.each(keyNames)("%s has an example in canonical form, and a summary that platforms show whole", (key) => {
    const line = `${key}:${keys[key].example}`;

    expect(printQuery(parseQuery(line))).toBe(line);
    expect(keys[key].summary.length).toBeLessThanOrEqual(100);
    expect(queryOptions.shape[key]?.description).toContain(keys[key].summary);
    expect(queryOptions.shape[key]?.description?.length).toBeLessThanOrEqual(100);
  });

  it("gives no name to two keys", () => {
    const names = keyNames.flatMap((key) => [key, ...keys[key].also]);

    expect(new Set(names).size).toBe(names.length);
    for (const key of keyNames) for (const name of keys[key].also) expect(resolveKey(name)).toBe(key);
  });

  it("is what help tells", () => {
    expect(keyHelp().map(({ usage }) => usage)).toContain("role:backend,infrastructure");
    expect(keyHelp()).toHaveLength(keyNames.length);
  });

  it("is what a form takes, key by key", () => {
    expect(queryOptions.parse({ role: "backend" })).toEqual({ role: "backend" });
    expect(Object.keys(queryOptions.shape)).toEqual(keyNames);
  });
});
