import { failure, type Reply } from "../../../commands/reply.ts";
import type { Caller } from "./caller.ts";
import { chosenOpening } from "./chosen-opening.ts";
import { readPressed } from "./custom-id.ts";
import { guildInCustomId } from "./direct-key.ts";
import type { Forms } from "./forms.ts";
import type { PressInteraction } from "./interaction.ts";
import type { RememberedLines } from "./remembered-lines.ts";
import type { Responder } from "./responder.ts";
import type { Speaking } from "./speaking.ts";

/** Buttons and menus. Nothing is trusted from one: it stands for a line that whoever pressed it might have typed. */
export interface Presses {
  run(interaction: PressInteraction, caller: Caller, responder: Responder): Promise<void>;
}

export interface PressesOptions {
  readonly speaking: Speaking;
  readonly forms: Forms;
  readonly lines: RememberedLines;
}

const tooOld = failure("This button is too old for me to know what it was for. Type /jobs help for what there is.");

export function createPresses({ speaking, forms, lines }: PressesOptions): Presses {
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

  return {
    async run({ data: { custom_id: id, values } }, caller, responder) {
      const pressed = readPressed(id);
      const hint = guildInCustomId(id);
      if (pressed?.kind === "subscribe") return await forms.openNew(responder);
      if (pressed?.kind === "again") return await forms.openAgain(pressed.key, caller, responder);
      if (!(await responder.defer())) return;
      switch (pressed?.kind) {
        case "line":
          return await answer(caller, hint, responder, (who) => speaking.line(pressed.line, who));
        case "openings": {
          const [chosen = ""] = values;
          return await answer(caller, hint, responder, (who) =>
            chosenOpening(chosen, (line) => speaking.line(line, who)),
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
