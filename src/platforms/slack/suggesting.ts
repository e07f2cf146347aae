import type { App } from "@slack/bolt";
import type { Log } from "../../log.ts";
import { suggestions } from "./suggestions.ts";

/** Completes what is typed into the form's menus, from the vocabularies alone: nothing is waited for. */
export function handleSuggestions(app: App, log: Log): void {
  app.options(/^[\s\S]*$/, async ({ ack, options }) => {
    try {
      await ack(suggestions(options.action_id, options.value));
    } catch (error) {
      log.error({ error, menu: options.action_id }, "suggestions failed by a fault of ours");
      await ack({ options: [] });
    }
  });
}
