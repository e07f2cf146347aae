import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { execute } from "../../../commands/dispatch.ts";
import { pairsIn } from "../../../commands/query-pairs.ts";
import { readQuery } from "../../../commands/read-query.ts";
import type { Services } from "../../../commands/services.ts";
import type { Query } from "../../../src/filter/filter.ts";
import { parseQuery } from "../../../src/filter/parse.ts";
import { printQuery } from "../../../src/filter/print.ts";
import { autocomplete } from "../../../src/platforms/discord/autocomplete.ts";
import { readOptions } from "../../../src/platforms/discord/read-options.ts";
import { anAsker, aSubscription, memoryServices, theChannels } from "../../doubles/services.ts";
import { deliveries, sensibleFilters } from "../../filter/arbitraries.ts";
import { theCommand } from "./a-command.ts";

function read(verb: string, options: Readonly<Record<string, string | number>>) {
  const given = Object.entries(options).map(([name, value]) => ({ name, value }));
  return readOptions(theCommand(verb), given).options;
}

describe("typed options", () => {
  it.each([
    [
      "keys become the query",
      "subscribe",
      { name: "eu-go", role: "backend, infra", location: "New York" },
      { name: "eu-go", query: "role:backend,infrastructure location:new-york" },
    ],
    [
      "keys follow the query",
      "subscribe",
      { query: "lang:go", role: "backend", every: "day" },
      { query: "lang:go role:backend every:day" },
    ],
    [
      "plain words stay as they are typed",
      "preview",
      { query: "rust in berlin", level: "senior" },
      { query: "rust in berlin level:senior" },
    ],
    ["a query alone stays as it is typed", "subscribe", { query: "  Lang=Go  “x”" }, { query: "  Lang=Go  “x”" }],
    ["a name of a subscription", "preview", { query: "infra" }, { query: "infra" }],
    ["everything for a channel", "subscribe", { query: "everything", to: "#jobs" }, { query: "everything to:#jobs" }],
    [
      "a key is replaced by what is the default",
      "edit",
      { subscription: "infra", status: "open" },
      { subscription: "infra", query: "status:open" },
    ],
    [
      "a key is taken away",
      "edit",
      { subscription: "infra", pay: "-", query: "-visa" },
      { subscription: "infra", query: "-visa -pay" },
    ],
    [
      "settings",
      "settings",
      { tz: "berlin", channels: "members", quiet: "-" },
      { query: "tz:Europe/Berlin -quiet channels:members" },
    ],
    ["nothing is nothing", "settings", {}, {}],
    ["blanks are nothing", "subscribe", { role: "  " }, {}],
    ["a form is asked for", "edit", { subscription: "infra" }, { subscription: "infra" }],
    ["other options stay", "mark", { posting: "p2abc", state: "saved" }, { posting: "p2abc", state: "saved" }],
    ["numbers are text", "saved", { page: 2 }, { page: "2" }],
  ])("%s", (_, verb, options, wanted) => {
    expect(read(verb, options)).toEqual(wanted);
  });

  it.each([
    [
      "a key that both say",
      "subscribe",
      { query: "roles:data", role: "backend" },
      "role is filled in by itself, and role: stands in the query as well",
    ],
    [
      "a key that is cleared and given",
      "edit",
      { subscription: "infra", query: "-pay", pay: ">=80k eur" },
      "pay is filled in by itself",
    ],
    [
      "a value that nobody knows",
      "subscribe",
      { role: "bakend" },
      'Expected a role such as backend after role:, got "bakend". Did you mean backend?',
    ],
    ["an open quote", "subscribe", { query: '"x', role: "backend" }, "a closing quote"],
    [
      "an option from before an update",
      "subscribe",
      { colour: "blue" },
      "/jobs subscribe has no option colour any more",
    ],
  ])("refuse %s", (_, verb, options, message) => {
    expect(() => read(verb, options)).toThrow(message);
  });

  it("take every completion by its name as by its value", () => {
    const context = {
      subscriptions: [{ name: "infra", query: "role:data" }],
      postings: [],
      companies: ["Acme Robotics"],
      channels: ["jobs"],
    };
    for (const [verb, focused, typed] of [
      ["subscribe", "role", ""],
      ["subscribe", "location", "b"],
      ["subscribe", "company", "acm"],
      ["subscribe", "pay", ""],
      ["subscribe", "to", ""],
      ["subscribe", "query", "role:backend l"],
      ["edit", "pay", "-"],
      ["preview", "query", "in"],
      ["pause", "subscription", "in"],
      ["help", "verb", ""],
    ] as const) {
      const offers = autocomplete(theCommand(verb), focused, typed, context);
      expect(offers).not.toEqual([]);
      for (const { name, value } of offers) {
        const by = (text: string) => attempt(() => read(verb, { [focused]: text }));
        expect(by(name)).toEqual(by(value));
      }
    }
  });

  it("leave out nothing that somebody typed", () => {
    expect(() => read("subscribe", { location: "Belgrade, RS · London, GB" })).toThrow("London");
    expect(read("subscribe", { query: 'text:"a · b"' })).toEqual({ query: 'text:"a · b"' });
  });
});

function attempt(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return String(error);
  }
}

/** A query as somebody types it on Discord: some of its keys as options, the others as text. */
function split(query: Pick<Query, "filter" | "delivery">, mask: number) {
  const pairs = [...pairsIn(printQuery(query))];
  const typed = pairs.filter((_, index) => ((mask >> index) & 1) === 1);
  const rest = pairs.filter((_, index) => ((mask >> index) & 1) === 0);
  return { ...Object.fromEntries(typed), query: rest.map(([key, value]) => `${key}:${value}`).join(" ") };
}

describe("typed options and text", () => {
  it("give the same query, however it is divided", () => {
    fc.assert(
      fc.property(sensibleFilters, deliveries, fc.nat({ max: 2 ** 21 }), (filter, delivery, mask) => {
        const canonical = printQuery({ filter, delivery });

        const { query = "" } = read("subscribe", split({ filter, delivery }, mask));

        const { query: understood, isGuess } = readQuery(query);
        expect(printQuery(understood)).toBe(canonical);
        expect(isGuess).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it("make the same subscription", async () => {
    const text =
      "role:backend,infrastructure level:-intern lang:go location:europe mode:remote pay:>=80k/yr,eur unknown:flag to:#jobs every:day at:09:00 tz:Europe/Berlin quiet:20-08";
    const asker = anAsker({ channels: theChannels() });
    const queries = await Promise.all(
      [0, 0b1111, 0b101010101010, 0b111111111111].map(async (mask) => {
        const services: Services = memoryServices();
        const options = read("subscribe", { name: "eu-go", ...split(parseQuery(text), mask) });
        await execute(theCommand("subscribe"), options, asker, services);
        return (await services.subscriptions.list(asker)).map(({ name, query }) => `${name} ${query}`);
      }),
    );

    expect(new Set(queries.map((one) => one.join()))).toEqual(new Set([`eu-go ${printQuery(parseQuery(text))}`]));
  });

  it("make the same edit", async () => {
    const services: Services = memoryServices({
      subscriptions: [aSubscription({ query: "role:backend pay:>=80k/yr,eur status:any" })],
    });

    const options = read("edit", { subscription: "infra", lang: "go", status: "open", pay: "-" });
    await execute(theCommand("edit"), options, anAsker(), services);

    const [edited] = await services.subscriptions.list(anAsker());
    expect(edited?.query).toBe("role:backend lang:go");
  });
});
