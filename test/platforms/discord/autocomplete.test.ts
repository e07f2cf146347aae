import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commands } from "../../../commands/index.ts";
import { parseOptions } from "../../../src/filter/parse.ts";
import { printQuery } from "../../../src/filter/print.ts";
import { autocomplete, type AutocompleteContext } from "../../../src/platforms/discord/autocomplete.ts";
import { nearlyQueries } from "../../filter/arbitraries.ts";
import { anyText } from "../a-card.ts";
import { theCommand } from "./a-command.ts";

const context: AutocompleteContext = {
  subscriptions: [
    { name: "infra", query: "role:infrastructure lang:go" },
    { name: "Inbox", query: "role:data" },
    { name: "web", query: "role:frontend" },
  ],
  postings: [{ reference: "p2abc", about: "Backend Engineer — Acme" }],
  companies: ["Acme Robotics", "Initech", "New Acme"],
  channels: ["jobs", "jobs-go", "general"],
};

function values(verb: string, focused: string, typed: string, given: AutocompleteContext = context) {
  return autocomplete(theCommand(verb), focused, typed, given).map(({ value }) => value);
}

describe("completion", () => {
  it.each([
    ["a role", "subscribe", "role", "infra", "infrastructure"],
    ["a role by another name", "subscribe", "role", "back-e", "backend"],
    ["the last of a list", "subscribe", "role", "data, back", "data, backend"],
    ["an exclusion", "subscribe", "level", "senior,-int", "senior,-intern"],
    ["both of two", "preview", "lang", "go+ru", "go+rust"],
    ["a place of two words", "subscribe", "location", "new yo", "new-york"],
    ["a place behind a quoted one", "subscribe", "location", '"san juan, ar", berl', '"san juan, ar", berlin'],
    ["a human language", "edit", "speaks", "germ", "german"],
    ["a company by its first word", "subscribe", "company", "acm", '"acme robotics"'],
    ["a company by another word", "subscribe", "company", "-acm", '-"new acme"'],
    ["a zone by its city", "settings", "tz", "berl", "Europe/Berlin"],
    ["pay by example", "subscribe", "pay", ">=80", ">=80k/yr,eur"],
    ["a channel", "subscribe", "to", "#jobs", "#jobs-go"],
    ["a channel without its sign", "subscribe", "to", "gen", "#general"],
    ["oneself", "subscribe", "to", "m", "me"],
    ["a subscription in any case", "pause", "subscription", "in", "Inbox"],
    ["the second option of a verb", "why", "subscription", "we", "web"],
    ["a posting", "why", "posting", "backend", "p2abc"],
    ["a moment", "pause", "until", "tom", "tomorrow"],
    ["a verb", "help", "verb", "sub", "subscribe"],
    ["a key of a query", "subscribe", "query", "role:backend loc", "role:backend location:"],
    ["a value of a query", "edit", "query", "-pay lang:go,ru", "-pay lang:go,rust"],
    ["a key that is to be cleared", "edit", "query", "lang:go -pa", "lang:go -pay"],
    ["a subscription in the place of a query", "preview", "query", "inf", "infra"],
    ["a setting", "settings", "query", "qui", "quiet:"],
  ])("knows %s", (_, verb, focused, typed, wanted) => {
    expect(values(verb, focused, typed)).toContain(wanted);
  });

  it("says what is known of what it offers", () => {
    expect(autocomplete(theCommand("pause"), "subscription", "infra", context)).toEqual([
      { name: "infra \u22c5 role:infrastructure lang:go", value: "infra" },
    ]);
    expect(autocomplete(theCommand("subscribe"), "location", "berlin", context)[0]).toEqual({
      name: "berlin \u22c5 Berlin, DE",
      value: "berlin",
    });
  });

  it("offers nothing that is in the list already", () => {
    expect(values("subscribe", "role", "Backend, back")).not.toContain("Backend, backend");
    expect(values("subscribe", "level", "-senior, sen")).not.toContain("-senior, senior");
  });

  it("offers to take a key away where there may be one", () => {
    expect(values("edit", "role", "").at(-1)).not.toBe("role");
    expect(autocomplete(theCommand("edit"), "pay", "", context).at(-1)).toEqual({
      name: "- \u22c5 no longer",
      value: "-",
    });
    expect(values("settings", "quiet", "-")[0]).toBe("-");
    expect(values("subscribe", "pay", "")).not.toContain("-");
  });

  it("offers no channels where there are none", () => {
    expect(values("subscribe", "to", "", { ...context, channels: null })).toEqual(["me"]);
  });

  it("has nothing to say to what it does not know", () => {
    expect(values("subscribe", "name", "inf")).toEqual([]);
    expect(values("list", "role", "back")).toEqual([]);
    expect(values("saved", "state", "p2")).toEqual([]);
  });
});

const focusable = commands.flatMap((command) =>
  [...Object.keys(command.takes), "role", "location", "company", "to", "tz", "pay"].map((focused) => ({
    command,
    focused,
  })),
);

describe("any completion", () => {
  it("is of at most 25 that Discord takes, each once, whatever is typed", () => {
    fc.assert(
      fc.property(fc.constantFrom(...focusable), fc.oneof(anyText, nearlyQueries), ({ command, focused }, typed) => {
        const offered = autocomplete(command, focused, typed, context);

        expect(offered.length).toBeLessThanOrEqual(25);
        for (const { name, value } of offered) {
          expect(Math.min(name.length, value.length)).toBeGreaterThanOrEqual(1);
          expect(Math.max(name.length, value.length)).toBeLessThanOrEqual(100);
          expect(name).not.toMatch(/[\p{Cf}\p{Cc}]/u);
        }
        expect(new Set(offered.map(({ value }) => value)).size).toBe(offered.length);
      }),
      { numRuns: 300 },
    );
  });

  it("of a list keeps what was typed before, and can be read", () => {
    const listed = fc.constantFrom("role", "level", "mode", "lang", "type");
    const typed = fc.tuple(fc.constantFrom("", "-"), fc.constantFrom("", "a", "s", "m", "re", "go", "in"));
    fc.assert(
      fc.property(
        listed,
        fc.array(fc.constantFrom("x", "y z", '"a, b"'), { maxLength: 2 }),
        typed,
        (key, before, [sign, word]) => {
          const start = before.map((value) => `${value}, `).join("");

          for (const value of values("subscribe", key, `${start}${sign}${word}`)) {
            expect(value.startsWith(start)).toBe(true);
            expect(printQuery(parseOptions({ [key]: value.slice(start.length) }))).toContain(`${key}:`);
          }
        },
      ),
    );
  });
});
