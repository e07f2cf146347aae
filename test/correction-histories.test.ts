import { describe, expect, it } from "vitest";
import type { Asker } from "../commands/services.ts";
import { type Card } from "../src/delivery/card/card.ts";
import { cardOf } from "../src/delivery/card/card-of.ts";
import { viewsFor } from "../src/delivery/corrected-views.ts";
import { parseDestination } from "../src/delivery/platform.ts";
import { wantedBy } from "../src/delivery/wanted.ts";
import { evaluate } from "../src/filter/verdict.ts";
import { silentLog } from "../src/log.ts";
import { isClosed, type Facts, type Posting } from "../src/posting/posting.ts";
import { postingReference } from "../src/posting/identity.ts";
import { aBot, type Bot } from "./doubles/bot.ts";
import { seededRandom } from "./doubles/seeded-random.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;
const facts: readonly Partial<Facts>[] = [
  { modes: ["onsite"], languages: ["Go"] },
  { modes: ["remote"], languages: [] },
  { modes: [], languages: ["Rust"] },
  { modes: ["onsite"], closed: true },
];
const queries = [
  "mode:remote unknown:hide",
  "mode:onsite unknown:hide",
  "lang:go unknown:hide every:day",
  "role:backend",
];
const sayings = ["mode:remote", "mode:onsite", "lang:go", "-lang", "closed", "open"];

function person(user: string, workspace = "w"): Asker {
  const channels = { isAdmin: true, destination: async () => `null:${workspace}/C1` };
  return { workspace, user, self: `null:${workspace}-${user}`, zone: "UTC", channels };
}
const people = [person("ann"), person("bob"), person("cy", "x")];

/** People, a board and a correction or its end, in any order, until all has come to rest. */
async function live(bot: Bot, seed: number): Promise<readonly string[]> {
  const random = seededRandom(seed);
  const pick = <One>(list: readonly One[]): One => list[Math.floor(random.next() * list.length)] as One;
  const told: string[] = [];
  await bot.storage.workspaces.ensure("x", "null", bot.clock.now());
  for (const [index, { workspace, user, self }] of people.entries()) {
    for (const [n, query] of queries.entries()) {
      if (random.next() < 0.4) continue;
      const destination = n === 0 && index !== 1 ? `null:${workspace}/C1` : self;
      const asker = people[index] ?? pick(people);
      const said = destination === self ? query : `${query} to:#jobs`;
      await bot.services.subscriptions.add(asker, { name: `${user}${n}`, query: said, destination });
    }
  }
  const ids = [await bot.finds(pick(facts)), await bot.finds(pick(facts))];
  for (let step = 0; step < 14; step++) {
    const id = pick(ids);
    const what = random.next();
    bot.clock.advance(1);
    if (what < 0.2) await bot.finds({ ...pick(facts), title: `Dev ${step}` }, id);
    else if (what < 0.26) await bot.storage.postings.missed([id], [id], bot.clock.now());
    else if (what < 0.32) await bot.storage.postings.seen([id], bot.clock.now());
    else if (what < 0.55) await bot.tick(pick([1, minuteMs, dayMs]));
    else {
      const line = what < 0.85 ? `${pick(sayings)}${random.next() < 0.5 ? " for:all" : ""}` : "undo";
      const asker = pick(people);
      await bot.answer(`/jobs fix ${id} ${line}`, asker);
      told.push(`${asker.user}: ${id} ${line}`);
      continue;
    }
    told.push(what < 0.2 ? `change ${id}` : what < 0.26 ? `close ${id}` : what < 0.32 ? `open ${id}` : "tick");
  }
  for (const afterMs of [minuteMs, 2 * minuteMs, dayMs, 2 * minuteMs, 2 * minuteMs]) await bot.tick(afterMs);
  return told;
}

/** What is shown of a posting in a place, as often as it is shown. */
function shownIn(
  bot: Bot,
  destination: string,
  posting: Posting,
): readonly { readonly card: Card | null; readonly state: string }[] {
  const reference = postingReference(posting.id);
  return bot.platform.messages(parseDestination(destination)).flatMap(({ versions }) => {
    const message = versions.at(-1);
    if (message === undefined) return [];
    if (message.kind === "card") {
      return message.card.postingId === reference ? [{ card: message.card, state: message.card.state }] : [];
    }
    return message.digest.groups.flatMap(({ entries }) =>
      entries.flatMap((entry) => {
        const one = entry.kind === "card" ? entry.card : entry.line;
        return one.postingId === reference
          ? [{ card: entry.kind === "card" ? entry.card : null, state: one.state }]
          : [];
      }),
    );
  });
}

describe("corrections beside all else that happens", () => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed + 1))(
    "show everybody once what they want, as it reads to them (history %i)",
    async (seed) => {
      await using bot = await aBot({ startAt: Date.UTC(2026, 4, 20, 10) });

      const told = await live(bot, seed);

      const subscriptions = [
        ...(await bot.storage.subscriptions.ofWorkspace("w")),
        ...(await bot.storage.subscriptions.ofWorkspace("x")),
      ];
      for (const posting of (await bot.storage.postings.byIds(["p000001", "p000002"])).values()) {
        const views = await viewsFor(bot.storage.corrections, [posting], silentLog);
        for (const subscription of subscriptions) {
          const view = views.of(posting, subscription);
          const shown = shownIn(bot, subscription.destination, posting);
          const where = `${posting.id} in ${subscription.destination} (${subscription.query}): ${told.join("; ")}`;
          const isWanted = evaluate(wantedBy(subscription).query.filter, view, bot.clock.now()).outcome === "match";
          expect(shown.length, where).toBeLessThanOrEqual(1);
          if (isWanted) expect(shown.length, where).toBe(1);
          for (const { card, state } of shown) {
            expect(state, where).toBe(isClosed(view) ? "closed" : "open");
            if (card !== null) expect(factsOf(card), where).toEqual(factsOf(cardOf(view, [], bot.clock.now())));
          }
        }
      }
    },
  );
});

/** Ages change by themselves. */
function factsOf({ title, facts: said }: Card): readonly string[] {
  return [title, ...said.filter(({ name }) => name !== "age").map(({ name, value }) => `${name} ${value}`)];
}
