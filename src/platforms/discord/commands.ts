import { commands as declared } from "../../../commands/index.ts";
import { failure } from "../../../commands/reply.ts";
import { RolecallError } from "../../errors.ts";
import { likeThis } from "../chat/like-this.ts";
import type { DiscordAnswers } from "./asker.ts";
import type { Attachments } from "./attachments.ts";
import type { Caller } from "./caller.ts";
import type { Completions } from "./completion.ts";
import type { Forms } from "./forms.ts";
import type { CommandInteraction } from "./interaction.ts";
import { quotedText } from "./quoted-text.ts";
import { readOptions } from "./read-options.ts";
import type { Responder } from "./responder.ts";
import type { Speaking } from "./speaking.ts";

/** `/jobs …`, what is completed of it, and the entry in a message's menu. */
export interface Commands {
  run(interaction: CommandInteraction, caller: Caller, responder: Responder): Promise<void>;
  complete(interaction: CommandInteraction, caller: Caller, responder: Responder): Promise<void>;
}

export interface CommandsOptions {
  readonly answers: DiscordAnswers;
  readonly speaking: Speaking;
  readonly forms: Forms;
  readonly completions: Completions;
  readonly attachments: Attachments;
}

type Given = CommandInteraction["data"]["options"][number]["options"];

const chatInput = 1;

export function createCommands(options: CommandsOptions): Commands {
  const { answers, speaking, forms, completions, attachments } = options;

  async function runVerb(
    verb: string,
    given: Given,
    data: CommandInteraction["data"],
    typing: Caller,
    responder: Responder,
  ): Promise<void> {
    const names = given.map(({ name }) => name);
    // Without anything to subscribe or to change, the form asks for it.
    if (verb === "subscribe" && names.length === 0) return await forms.openNew(responder);
    if (verb === "subscribe" && names.join() === "name") {
      return await forms.openNew(responder, String(given[0]?.value ?? "").trim());
    }
    if (verb === "edit" && names.join() === "subscription") {
      return await forms.openEdit(String(given[0]?.value ?? ""), typing, responder);
    }
    if (!(await responder.defer())) return;
    const caller = await speaking.who(typing);
    const reply = await speaking.execute(
      verb,
      async (named) => {
        const command = commandOf(verb);
        const typed = given.map(async ({ name, value = "" }) => {
          const text = String(value);
          return { name, value: await (command.takes[name] === "file" ? attachments.read(text, data) : named(text)) };
        });
        return readOptions(command, await Promise.all(typed)).options;
      },
      caller,
    );
    await speaking.say(reply, caller, responder);
  }

  async function runLikeThis({ data }: CommandInteraction, typing: Caller, responder: Responder): Promise<void> {
    if (!(await responder.defer())) return;
    const caller = await speaking.who(typing);
    const message = data.resolved?.messages?.[data.target_id ?? ""];
    const text = message === undefined ? "" : quotedText(message);
    const reply = await answers.attempt(caller, () => likeThis(text, (line) => answers.line(line, caller)));
    await speaking.say(reply ?? failure("There is no answer to that."), caller, responder);
  }

  return {
    async run(interaction, caller, responder) {
      const { data } = interaction;
      if (data.type !== chatInput) return await runLikeThis(interaction, caller, responder);
      const [subcommand] = data.options;
      if (subcommand === undefined) throw new RolecallError("interaction", "discord: expected a subcommand, got none.");
      await runVerb(subcommand.name, subcommand.options, data, caller, responder);
    },
    async complete({ data }, caller, responder) {
      const [subcommand] = data.options;
      const focused = subcommand?.options.find((option) => option.focused === true);
      if (subcommand === undefined || focused === undefined) return await responder.suggest([]);
      const command = declared.find(({ verb }) => verb === subcommand.name);
      if (command === undefined) return await responder.suggest([]);
      const { name, value = "" } = focused;
      await responder.suggest(await completions.of(command, name, String(value), caller));
    },
  };
}

/** @throws RolecallError for a verb that Discord still knows and we do not. */
function commandOf(verb: string) {
  const command = declared.find((one) => one.verb === verb);
  if (command === undefined) throw new RolecallError("verb", `discord: there is no verb ${verb}.`, { verb });
  return command;
}
