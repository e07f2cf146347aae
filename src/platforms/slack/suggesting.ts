import type { App } from "@slack/bolt";
import { companiesLike } from "../../../commands/known-companies.ts";
import type { Services } from "../../../commands/services.ts";
import type { Clock } from "../../clock.ts";
import type { Log } from "../../log.ts";
import { suggestions } from "./suggestions.ts";

export interface SuggestingOptions {
  readonly services: Pick<Services, "postings">;
  readonly clock: Clock;
  readonly log: Log;
}

/** Slack waits three seconds for what completes a word; what comes later is for nobody. */
const patienceMs = 1_500;

/** Completes what is typed into the form's menus: from the vocabularies, and of companies from those that are known in time. */
export function handleSuggestions(app: App, { services, clock, log }: SuggestingOptions): void {
  /** None where they cannot be read, or not in time: the next letter that is typed asks again. */
  async function companiesInTime(typed: string): Promise<readonly string[]> {
    try {
      return await Promise.race([companiesLike(typed, services), clock.sleep(patienceMs).then(() => [])]);
    } catch (error) {
      log.warn({ error }, "companies could not be read for suggestions");
      return [];
    }
  }

  app.options(/^[\s\S]*$/, async ({ ack, options }) => {
    try {
      const companies = options.action_id === "company" ? await companiesInTime(options.value) : [];
      await ack(suggestions(options.action_id, options.value, companies));
    } catch (error) {
      log.error({ error, menu: options.action_id }, "suggestions failed by a fault of ours");
      await ack({ options: [] });
    }
  });
}
