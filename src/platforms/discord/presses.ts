import { choices, failure, info, line, type Reply, text } from "../../../commands/reply.ts";
import type { Services } from "../../../commands/services.ts";
import { subscriptionBy } from "../../../commands/subscription-ref.ts";
import type { Clock } from "../../clock.ts";
import type { DiscordAnswers } from "./asker.ts";
import type { Caller } from "./caller.ts";
import { chosenOpening } from "./chosen-opening.ts";
import { readPressed } from "./custom-id.ts";
import { guildInCustomId } from "./direct-key.ts";
import { buttonTooOld, type Forms } from "./forms.ts";
import type { PressInteraction } from "./interaction.ts";
import { ownSubscription } from "./own-subscriptions.ts";
import type { RememberedLines } from "./remembered-lines.ts";
import type { Responder } from "./responder.ts";
import type { Speaking } from "./speaking.ts";

/** Buttons and menus. Nothing is trusted from one: it stands for a line that whoever pressed it might have typed. */
export interface Presses {
  run(interaction: PressInteraction, caller: Caller, responder: Responder): Promise<void>;
}

export interface PressesOptions {
  readonly answers: DiscordAnswers;
  readonly subscriptions: Services["subscriptions"];
  readonly clock: Clock;
  readonly speaking: Speaking;
  readonly forms: Forms;
  readonly lines: RememberedLines;
}

const tooOld = failure(buttonTooOld);

/** What takes something away is done only by a second press. */
function askedAgain(asked: string): Reply {
  return info(text("Shall I do this?"), line(asked), choices([{ label: "Yes, do it", line: asked }]));
}

export function createPresses({ answers, subscriptions, clock, speaking, forms, lines }: PressesOptions): Presses {
  /** Runs something for whoever pressed, as a member of the server that the button is about. */
  async function answer(
    pressing: Caller,
    hint: string | null,
    responder: Responder,
    run: (caller: Caller) => Promise<Reply>,
  ): Promise<void> {
    const caller = await speaking.who({ ...pressing, hint });
    await speaking.say(await run(caller), caller, responder);
  }

  async function chosen(reference: string, caller: Caller): Promise<Reply> {
    const reply = await answers.attempt(caller, async ({ asker }) =>
      ownSubscription(subscriptionBy(reference, await subscriptions.list(asker)), clock.now()),
    );
    return reply ?? tooOld;
  }

  return {
    async run({ data: { custom_id: id, values } }, caller, responder) {
      const pressed = readPressed(id);
      const hint = guildInCustomId(id);
      if (pressed?.kind === "subscribe") return await forms.openNew(responder);
      if (pressed?.kind === "again") return await forms.openAgain(pressed.key, caller, responder);
      if (pressed?.kind === "edit") return await forms.openKept(pressed.key, caller, responder);
      if (!(await responder.defer())) return;
      const [value = ""] = values;
      switch (pressed?.kind) {
        case "line":
          return await answer(caller, hint, responder, (who) => speaking.line(pressed.line, who));
        case "openings":
          return await answer(caller, hint, responder, (who) => chosenOpening(value, (one) => speaking.line(one, who)));
        case "own":
          return await answer(caller, hint, responder, (who) => chosen(value, who));
        case "sure": {
          const kept = await lines.recall(pressed.key);
          return await answer(caller, kept?.guild ?? null, responder, async () =>
            kept === null ? tooOld : askedAgain(kept.text),
          );
        }
        case "kept": {
          const kept = await lines.recall(pressed.key);
          return await answer(caller, kept?.guild ?? null, responder, async (who) =>
            kept === null ? tooOld : await speaking.line(kept.text, who),
          );
        }
        case undefined:
          return await speaking.say(tooOld, caller, responder);
      }
    },
  };
}
