import { failure } from "../../../commands/reply.ts";
import type { Caller } from "./caller.ts";
import { readCustomId } from "./custom-id.ts";
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
      // What a menu offers are custom ids too.
      const meant = readCustomId(values[0] ?? id);
      if (meant === null) {
        if (await responder.defer()) await speaking.say(tooOld, responder);
        return;
      }
      if (meant.kind === "form") return await forms.openNew("", caller, responder);
      if (!(await responder.defer())) return;
      const line = meant.kind === "line" ? meant.line : await lines.recall(meant.key);
      await speaking.say(line === null ? tooOld : await speaking.line(line, caller), responder);
    },
  };
}
