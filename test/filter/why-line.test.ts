import { describe, expect, it } from "vitest";
import { parseQuery } from "../../src/filter/parse.ts";
import { evaluate } from "../../src/filter/verdict.ts";
import { whyLine } from "../../src/filter/why-line.ts";
import { aPosting, testNow } from "../builders.ts";

describe("whyLine", () => {
  it.each([
    ["lang:go location:serbia pay:>=80k,eur", "Go, Belgrade; pay not stated"],
    ["location:belgrade role:backend lang:go,rust", "backend, Go, Belgrade"],
    ["lang:go level:senior mode:remote", "Go; level not stated, mode not stated"],
    ["pay:>=80k,eur", "pay not stated"],
    ["level:-intern", "nothing against it"],
    ["posted:<=7d source:ashby lang:go", "Go; date not stated"],
    ["", "everything"],
  ])("%s", (query, expected) => {
    const posting = aPosting();

    expect(whyLine(evaluate(parseQuery(query).filter, posting, testNow), posting)).toBe(expected);
  });

  it("says that a posting is closed", () => {
    const posting = aPosting({ closedAt: testNow });

    expect(whyLine(evaluate(parseQuery("lang:go status:any").filter, posting, testNow), posting)).toBe("Go; closed");
  });
});
