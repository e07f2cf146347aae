import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CompletionContext, completeLine } from "../../commands/complete.ts";

const context = { subscriptions: ["infra", "eu-go", "Infra-2"] };

const verbs = [
  "subscribe",
  "unsubscribe",
  "list",
  "edit",
  "pause",
  "resume",
  "preview",
  "search",
  "why",
  "mark",
  "note",
  "remind",
  "saved",
  "less",
  "similar",
  "fix",
  "trends",
  "settings",
  "sources",
  "status",
  "export",
  "import",
  "adopt",
  "help",
];

/** Lines that Tab could make of this one; the cursor stands at `|`. */
function completed(marked: string, more: Partial<CompletionContext> = {}): readonly string[] {
  const cursor = marked.indexOf("|");
  const line = marked.replace("|", "");
  return completeLine(line, cursor, { ...context, ...more }).map(
    ({ value, start, end }) => line.slice(0, start) + value + line.slice(end),
  );
}

describe("completion", () => {
  test.each([
    ["|", verbs],
    ["/jobs |", verbs.map((verb) => `/jobs ${verb}`)],
    ["su|", ["subscribe"]],
    ["/jobs SU|", ["/jobs subscribe"]],
    ["un|subs", ["unsubscribe"]],
    ["xy|", []],
    ["help w|", ["help why"]],
    ["help why |", []],
    ["unsubscribe |", ["unsubscribe infra", "unsubscribe eu-go", "unsubscribe Infra-2"]],
    ["/jobs unsubscribe in|", ["/jobs unsubscribe infra", "/jobs unsubscribe Infra-2"]],
    ["unsubscribe infra |", []],
    ["why |", []],
    ["why p2abc e|", ["why p2abc eu-go"]],
    ["preview eu|", expect.arrayContaining(["preview eu-go", "preview location:eu"])],
    ["preview role:backen|", ["preview role:backend"]],
    ["preview lang:go e|", expect.not.arrayContaining(["preview lang:go eu-go"])],
    ["subscribe rol|", expect.arrayContaining(["subscribe role:"])],
    ["subscribe infra rol|", expect.arrayContaining(["subscribe infra role:"])],
    ["subscribe infra role:backend lang:pytho|", ["subscribe infra role:backend lang:python"]],
    ["subscribe role:backend,infra|", ["subscribe role:backend,infrastructure"]],
    ["list |", []],
    ["edit e|", ["edit eu-go"]],
    ["edit infra lang:pytho|", ["edit infra lang:python"]],
    ["edit infra lang:go -pa|", expect.arrayContaining(["edit infra lang:go -pay"])],
    ["edit infra -inter|", expect.arrayContaining(["edit infra -level:intern"])],
    ["edit infra -p|", expect.not.arrayContaining(["edit infra -pay:"])],
    ["pause in|", ["pause infra", "pause Infra-2"]],
    ["pause infra |", ["12h", "3d", "2w", "tomorrow", "monday", "2026-12-01"].map((moment) => `pause infra ${moment}`)],
    ["pause infra to|", ["pause infra tomorrow"]],
    ["resume eu|", ["resume eu-go"]],
    ["resume infra |", []],
    ["settings |", ["settings tz:", "settings quiet:", "settings unknown:"]],
    ["settings tz:europe/berl|", ["settings tz:Europe/Berlin"]],
    ["settings quiet:20-08 unk|", ["settings quiet:20-08 unknown:"]],
    ["settings -q|", ["settings -quiet"]],
    ["settings role:back|", []],
    ["settings channels:|", []],
    ["subscribe infra role:backend to:|", ["subscribe infra role:backend to:me"]],
    ["dance |", []],
    ['why "p2 |', []],
  ])("%s", (marked, expected) => {
    expect(completed(marked)).toEqual(expected);
  });

  test("offers the companies that it is told of", () => {
    const companies = ["Stripe", "Acme"];

    expect(completed("subscribe x lang:go company:str|", { companies })).toEqual([
      "subscribe x lang:go company:stripe",
    ]);
  });

  test("offers channels where there are some", () => {
    const channels = { hasChannels: true };

    expect(completed("subscribe x lang:go to:|", channels)).toEqual([
      "subscribe x lang:go to:me",
      "subscribe x lang:go to:#",
    ]);
    expect(completed("settings chan|", channels)).toEqual(["settings channels:admins", "settings channels:members"]);
    expect(completed("settings channels:m|", channels)).toEqual(["settings channels:members"]);
    expect(completed("settings -c|", channels)).toEqual(["settings -channels", "settings -corrections"]);
    expect(completed("settings corr|", channels)).toEqual([
      "settings corrections:admins",
      "settings corrections:members",
    ]);
  });

  test("offers for a correction what a posting can say, and how to take it back", () => {
    expect(completed("fix p2abc undo|")).toEqual(["fix p2abc undo"]);
    expect(completed("fix p2abc mode:|").slice(0, 3)).toEqual([
      "fix p2abc mode:remote",
      "fix p2abc mode:hybrid",
      "fix p2abc mode:onsite",
    ]);
    expect(completed("fix p2abc mode:remote for:|")).toEqual([]);
    expect(completed("fix p2abc mode:remote for:|", { hasChannels: true })).toEqual(["fix p2abc mode:remote for:all"]);
    expect(completed("fix p2abc -p|")).toEqual(["fix p2abc -pay"]);
    expect(completed("fix p2abc company:|")).toEqual([]);
    expect(completed("fix p2abc |").filter((line) => line.endsWith(":"))).not.toContain("fix p2abc to:");
  });

  test("never throws, and stays within the line", () => {
    const piece = fc.constantFrom(
      "/jobs",
      "subscribe",
      "why",
      "mark",
      "saved",
      "less",
      "similar",
      "trends",
      "preview",
      "edit",
      "settings",
      "pause",
      "infra",
      "role:",
      "lang:go,",
      '"',
      " ",
      "-",
      "“",
    );
    const anyLine = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 8 })
      .map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(anyLine, fc.integer({ min: -2, max: 60 }), (line, cursor) => {
        for (const { start, end } of completeLine(line, cursor, context)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(line.length);
        }
      }),
    );
  });
});
