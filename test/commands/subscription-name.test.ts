import { describe, expect, test } from "vitest";
import { nameFor, SubscriptionName } from "../../commands/subscription-name.ts";

describe("a made name", () => {
  test.each([
    [["role:backend", "lang:go,rust"], [], "backend-go"],
    [["role:backend", "lang:go"], ["backend-go"], "backend-go-2"],
    [["role:backend", "lang:go"], ["Backend-Go", "backend-go-2"], "backend-go-3"],
    [["role:backend,infrastructure", "level:-intern", "lang:go", "mode:remote"], [], "backend-go"],
    [["lang:c++", "speaks:german"], [], "cpp-german"],
    [["lang:c#"], [], "csharp"],
    [['location:"new york"'], [], "new-york"],
    [["pay:>=80k/yr,eur", "posted:<=7d"], [], "jobs"],
    [["level:-intern"], ["jobs"], "jobs-2"],
    [[`company:${"long".repeat(20)}`], [], "long".repeat(8)],
    [[`company:${"long".repeat(20)}`], ["long".repeat(8)], `${"long".repeat(7)}lo-2`],
  ])("of %j with %j taken is %s", (pairs, taken, expected) => {
    const name = nameFor(pairs, taken);

    expect(name).toBe(expected);
    expect(SubscriptionName.safeParse(name).success).toBe(true);
  });
});

test.each([
  ["infra", true],
  ["eu_go-2", true],
  ["2go", true],
  ["münchen", true],
  ["a".repeat(32), true],
  ["a".repeat(33), false],
  ["", false],
  ["-go", false],
  ["c++", false],
  ["two words", false],
  ["#k3f", false],
])("%s may be a name: %s", (name, expected) => {
  expect(SubscriptionName.safeParse(name).success).toBe(expected);
});
