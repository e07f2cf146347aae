import type { Services } from "../../../commands/services.ts";
import { UserError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import type { Askers } from "./asker.ts";
import type { Caller } from "./caller.ts";
import { slackCode } from "./classify.ts";
import type { Clients } from "./clients.ts";
import { type HomePage, homePage, homeView } from "./home-view.ts";

export interface Home {
  /** Shows somebody's Home tab anew. Never throws. @param page As its button or the tab itself has it; the first when left out. */
  publish(caller: Caller, page: string | undefined): Promise<void>;
  /** The same at the page where they are, if that person has looked at it since this process began. */
  refresh(caller: Caller): Promise<void>;
  /** That somebody is at that page of it now, as what they pressed there says. */
  note(caller: Caller, page: string): void;
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
  /** Who has looked at it, and where they are. */
  const seen = new Map<string, HomePage>();

  function look({ user }: Caller, page: HomePage): void {
    seen.delete(user);
    seen.set(user, page);
    for (const oldest of seen.keys()) {
      if (seen.size <= mostSeen) break;
      seen.delete(oldest);
    }
  }

  async function show(caller: Caller, page: HomePage): Promise<void> {
    look(caller, page);
    try {
      const { asker, place } = await askers.of(caller);
      const settings = await services.settings.get(asker);
      const view = homeView({
        subscriptions: await services.subscriptions.list(asker),
        marked: await services.marks.list(asker),
        sources: await services.sources(asker),
        page,
        now: services.now(),
        asker,
        settings,
      });
      await clients.call(place, "once", (client) => client.views.publish({ user_id: caller.user, view }));
    } catch (error) {
      if (error instanceof UserError && error.code === "not-installed")
        log.debug({ error }, "slack home tab of nobody");
      else if (error instanceof UserError) log.warn({ error }, "slack home tab could not be shown");
      else if (slackCode(error) !== undefined) log.warn({ code: slackCode(error) }, "slack home tab was not taken");
      else log.error({ error }, "slack home tab failed");
    }
  }

  return {
    publish: (caller, page) => show(caller, homePage(page)),
    async refresh(caller) {
      const page = seen.get(caller.user);
      if (page !== undefined) await show(caller, page);
    },
    note: (caller, page) => look(caller, homePage(page)),
  };
}
