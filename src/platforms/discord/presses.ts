import { failure, type Reply } from "../../../commands/reply.ts";
import type { Caller } from "./caller.ts";
import { chosenOpening } from "./chosen-opening.ts";
import { type Pressed, readPressed } from "./custom-id.ts";
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
  return {
    async run({ data: { custom_id: id, values } }, caller, responder) {
      const pressed = readPressed(id);
      if (pressed?.kind === "subscribe") return await forms.openNew("", caller, responder);
      if (pressed?.kind === "again") return await forms.openAgain(pressed.key, caller, responder);
      if (!(await responder.defer())) return;
      await speaking.say(pressed === undefined ? tooOld : await answer(pressed, values, caller), responder);
    },
  };

  async function answer(
    pressed: Exclude<Pressed, { kind: "subscribe" | "again" }>,
    [chosen = ""]: readonly string[],
    caller: Caller,
  ): Promise<Reply> {
    switch (pressed.kind) {
      case "line":
        return await speaking.line(pressed.line, caller);
      case "openings":
        return await chosenOpening(chosen, (line) => speaking.line(line, caller));
      case "kept": {
        const line = await lines.recall(pressed.key);
        return line === null ? tooOld : await speaking.line(line, caller);
      }
    }
  }
}
