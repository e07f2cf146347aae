import type { ModalView } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { RolecallError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import type { Caller } from "./caller.ts";
import { slackCode } from "./classify.ts";
import type { Clients } from "./clients.ts";
import type { Installation, Place } from "./installations.ts";

export interface Forms {
  /** Opens a form within the three seconds that a trigger lives. @returns Its id, or null where it came too late. */
  open(caller: Caller, trigger: string, view: ModalView): Promise<string | null>;
  /** Shows something else in its place. @returns Whether it was still open. */
  update(caller: Caller, viewId: string, view: ModalView): Promise<boolean>;
}

export function createForms(clients: Clients, log: Log): Forms {
  return {
    async open(caller, trigger, view) {
      try {
        const { view: opened } = await inPlaceOf(caller, clients, (client) =>
          client.views.open({ trigger_id: trigger, view }),
        );
        return opened?.id ?? null;
      } catch (error) {
        log.warn({ error, code: slackCode(error) }, "slack form could not be opened");
        return null;
      }
    },
    async update(caller, viewId, view) {
      try {
        await inPlaceOf(caller, clients, (client) => client.views.update({ view_id: viewId, view }));
        return true;
      } catch (error) {
        const code = slackCode(error);
        // Closed meanwhile.
        if (code !== "not_found") log.warn({ error, code }, "slack form could not be changed");
        return false;
      }
    },
  };
}

/** Calls Slack in the first of the caller's workspaces that has the app. @throws RolecallError `not-installed`, or what Slack answers. */
export async function inPlaceOf<Result>(
  { places }: Caller,
  clients: Clients,
  call: (client: WebClient, installation: Installation, place: Place) => Promise<Result>,
): Promise<Result> {
  for (const place of places) {
    try {
      return await clients.call(place, "once", (client, installation) => call(client, installation, place));
    } catch (error) {
      if (!(error instanceof RolecallError) || error.code !== "not-installed") throw error;
    }
  }
  throw new RolecallError("not-installed", "slack: the app is in none of the workspaces.", { places });
}
