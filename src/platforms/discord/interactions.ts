import type { Services } from "../../../commands/services.ts";
import type { Clock } from "../../clock.ts";
import type { Log } from "../../log.ts";
import type { FetchFile } from "../chat/read-file.ts";
import type { Api } from "./api.ts";
import type { DiscordAnswers } from "./asker.ts";
import { createAttachments } from "./attachments.ts";
import { type Caller, callerOf } from "./caller.ts";
import { createCommands } from "./commands.ts";
import { createCompletions } from "./completion.ts";
import { createForms } from "./forms.ts";
import type { Guilds } from "./guilds.ts";
import type { Homes } from "./homes.ts";
import { type Interaction, interactionSchema } from "./interaction.ts";
import type { Places } from "./places.ts";
import { createPresses } from "./presses.ts";
import type { RememberedLines } from "./remembered-lines.ts";
import { createResponder, type Responder } from "./responder.ts";
import { createSpeaking } from "./speaking.ts";
import type { ZoneHint } from "./zone-hint.ts";

/** What people do: they type commands, press buttons and fill in forms. */
export interface Interactions {
  /** Handles one as Discord sent it: acknowledged before anything else. Never throws. */
  handle(sent: unknown): Promise<void>;
}

export interface InteractionsOptions {
  /** Without a token: each interaction has its own. */
  readonly api: Api;
  readonly apiUrl: string;
  readonly fetchFile: FetchFile;
  readonly answers: DiscordAnswers;
  readonly services: Services;
  readonly homes: Homes;
  readonly guilds: Guilds;
  readonly places: Places;
  readonly lines: RememberedLines;
  readonly zoneHint: ZoneHint;
  readonly clock: Clock;
  readonly log: Log;
}

/** Far more than happen in the three seconds for which Discord waits for an acknowledgement. */
const mostRemembered = 1_000;

export function createInteractions(options: InteractionsOptions): Interactions {
  const { api, answers, services, clock, log } = options;
  const speaking = createSpeaking({ ...options, subscriptions: services.subscriptions });
  const forms = createForms({ ...options, subscriptions: services.subscriptions, speaking });
  const completions = createCompletions(options);
  const attachments = createAttachments(options);
  const commands = createCommands({ ...options, attachments, speaking, forms, completions });
  const presses = createPresses({ ...options, speaking, forms, subscriptions: services.subscriptions });
  const handled = new Set<string>();

  /** A session that goes on may repeat what it said last. */
  function isRepeated(id: string): boolean {
    if (handled.has(id)) return true;
    handled.add(id);
    for (const oldest of handled) {
      if (handled.size <= mostRemembered) break;
      handled.delete(oldest);
    }
    return false;
  }

  async function run(interaction: Interaction, caller: Caller, responder: Responder): Promise<void> {
    switch (interaction.type) {
      case 2:
        return await commands.run(interaction, caller, responder);
      case 3:
        return await presses.run(interaction, caller, responder);
      case 4:
        return await commands.complete(interaction, caller, responder);
      case 5:
        return await forms.submit(interaction, caller, responder);
    }
  }

  return {
    async handle(sent) {
      const { success, data: interaction, error: problem } = interactionSchema.safeParse(sent);
      const caller = success ? callerOf(interaction) : null;
      if (!success || caller === null) {
        // Whoever did it is told by Discord that the app did not respond.
        const where = problem?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
        return log.warn({ problem: where ?? "nobody did it" }, "discord interaction cannot be read");
      }
      if (isRepeated(interaction.id)) return;
      const responder = createResponder(interaction, { api, clock, log });
      try {
        await run(interaction, caller, responder);
      } catch (error) {
        const reply = await answers.attempt(caller, () => Promise.reject(error));
        if (reply !== null) await speaking.say(reply, caller, responder);
      }
    },
  };
}
