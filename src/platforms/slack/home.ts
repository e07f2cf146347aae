import type { Services } from "../../../commands/services.ts";
import { UserError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import type { Askers } from "./asker.ts";
import type { Caller } from "./caller.ts";
import { slackCode } from "./classify.ts";
import type { Clients } from "./clients.ts";
import { homeView, homePage } from "./home-view.ts";

export interface Home {
  /** Shows somebody's Home tab anew. Never throws. @param page As its button has it; the first when left out. */
  publish(caller: Caller, page?: string): Promise<void>;
  /** The same, where that person has looked at it since this process began. */
  refresh(caller: Caller): Promise<void>;
}

export interface HomeOptions {
  readonly clients: Clients;
  readonly askers: Askers;
  readonly services: Services;
  readonly log: Log;
}

/** Whoever looked longest ago is forgotten first. */
const mostSeen = 10_000;

/** The Home tab of the app: one's subscriptions and marks, and how the sources fare. */
export function createHome({ clients, askers, services, log }: HomeOptions): Home {
  const seen = new Set<string>();

  async function publish(caller: Caller, page?: string): Promise<void> {
    seen.delete(caller.user);
    seen.add(caller.user);
    for (const oldest of seen) {
      if (seen.size <= mostSeen) break;
      seen.delete(oldest);
    }
    try {
      const { asker, place } = await askers.of(caller);
      const settings = await services.settings.get(asker);
      const view = homeView({
        subscriptions: await services.subscriptions.list(asker),
        marked: await services.marks.list(asker),
        sources: await services.sources(),
        page: homePage(page),
        now: services.now(),
        asker,
        settings,
      });
      await clients.call(place, "once", (client) => client.views.publish({ user_id: caller.user, view }));
    } catch (error) {
      if (error instanceof UserError) log.debug({ error }, "slack home tab of nobody");
      else if (slackCode(error) !== undefined) log.warn({ code: slackCode(error) }, "slack home tab was not taken");
      else log.error({ error }, "slack home tab failed");
    }
  }

  return {
    publish,
    async refresh(caller) {
      if (seen.has(caller.user)) await publish(caller);
    },
  };
}
