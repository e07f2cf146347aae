import type { Asker, Services } from "../../commands/services.ts";
import { untilResumed } from "../../commands/services.ts";
import { UserError } from "../../src/errors.ts";
import { parseQuery } from "../../src/filter/parse.ts";
import { printQuery } from "../../src/filter/print.ts";
import { chatKinds } from "./chat.ts";
import { between, type Faults, pick } from "./faults.ts";

const hourMs = 3_600_000;

/** People of several workspaces, who do with their subscriptions what people do. */
export interface People {
  readonly workspaces: readonly { readonly id: string; readonly platform: string }[];
  /** One more subscription of someone. Returns what was done, in words. */
  subscribe(services: Services): Promise<string>;
  /** Something at random. */
  act(services: Services): Promise<string>;
}

const filters = [
  "role:backend",
  "role:backend,data-engineering",
  "role:design",
  "lang:go,rust",
  "lang:python",
  "location:europe",
  "location:berlin",
  "pay:60000eur/year",
  "pay:60000eur/year unknown:hide",
  "level:senior",
  "-role:design lang:-java",
  "everything",
  "everything",
];
const cadences = ["", "", "", "every:hour", "every:day", "every:day at:18:30", "every:week"];
const quietHours = ["", "", "", "quiet:20-08", "quiet:12-14"];
const budgets = ["", "", "max:2/hour", "max:3/day", "max:5/week"];
const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Auckland"];

export function createPeople(faults: Faults): People {
  const random = faults.random("people");
  const workspaces = Array.from({ length: 3 }, (_, i) => ({
    id: `w${i}`,
    platform: chatKinds[i % chatKinds.length]?.id ?? "whole",
  }));
  const askers = workspaces.flatMap(({ id, platform }) =>
    Array.from({ length: 4 }, (_, i): Asker => {
      return { workspace: id, user: `u${i}`, self: `${platform}:${id}-u${i}`, zone: pick(random, zones) };
    }),
  );
  let named = 0;

  function aQuery(): string {
    const parts = [filters, cadences, quietHours].map((choices) => pick(random, choices));
    // What is gathered anyway has no budget.
    if (parts[1] === "") parts.push(pick(random, budgets));
    if (random.next() < 0.3) parts.push(`tz:${pick(random, zones)}`);
    return printQuery(parseQuery(parts.join(" ")));
  }

  function destinationOf(asker: Asker): string {
    const platform = asker.self.slice(0, asker.self.indexOf(":"));
    return random.next() < 0.4 ? asker.self : `${platform}:${asker.workspace}-channel${between(random, 0, 2)}`;
  }

  async function subscribe(services: Services): Promise<string> {
    const asker = pick(random, askers);
    const draft = { name: `s${++named}`, query: aQuery(), destination: destinationOf(asker) };
    const { id } = await services.subscriptions.add(asker, draft);
    return `${asker.user} of ${asker.workspace} subscribes ${draft.destination} to "${draft.query}" (${id})`;
  }

  return {
    workspaces,
    subscribe,
    async act(services) {
      const asker = pick(random, askers);
      const what = random.next();
      if (what < 0.1) {
        if (!faults.has("people-set")) return "";
        const now = await services.settings.get(asker);
        const quiet = random.next() < 0.5 ? null : ({ from: "21:00", until: "07:30" } as const);
        const tz = random.next() < 0.5 ? null : pick(random, zones);
        await services.settings.set(asker, { ...now, quiet, tz });
        return `${asker.user} of ${asker.workspace} sets ${JSON.stringify({ quiet, tz })}`;
      }
      const own = await services.subscriptions.list(asker);
      if (own.length === 0) return await subscribe(services);
      const { id } = pick(random, own);
      const who = `${asker.user} of ${asker.workspace}`;
      try {
        if (what < 0.3) {
          if (!faults.has("people-unsubscribe")) return "";
          await services.subscriptions.remove(asker, id);
          const added = await subscribe(services);
          return `${who} unsubscribes ${id}; ${added}`;
        }
        if (what < 0.5) {
          if (!faults.has("people-edit")) return "";
          const query = aQuery();
          await services.subscriptions.change(asker, id, { query });
          return `${who} changes ${id} to "${query}"`;
        }
        if (!faults.has("people-pause")) return "";
        if (what < 0.75) {
          const forMs = random.next() < 0.3 ? null : between(random, hourMs, 72 * hourMs);
          await services.subscriptions.pause(asker, id, forMs === null ? untilResumed : services.now() + forMs);
          return `${who} pauses ${id} ${forMs === null ? "until resumed" : `for ${Math.round(forMs / hourMs)} h`}`;
        }
        await services.subscriptions.resume(asker, id);
        return `${who} resumes ${id}`;
      } catch (error) {
        if (error instanceof UserError) return `${who} is told: ${error.message}`;
        throw error;
      }
    },
  };
}
