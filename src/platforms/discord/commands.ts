import { commands as declared } from "../../../commands/index.ts";
import { failure } from "../../../commands/reply.ts";
import type { Services } from "../../../commands/services.ts";
import type { Clock } from "../../clock.ts";
import { RolecallError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { likeThis } from "../chat/like-this.ts";
import type { DiscordAnswers } from "./asker.ts";
import type { Caller } from "./caller.ts";
import { autocomplete, readOptions } from "./definition.ts";
import type { Forms } from "./forms.ts";
import type { CommandInteraction } from "./interaction.ts";
import { quotedText } from "./quoted-text.ts";
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
  readonly subscriptions: Services["subscriptions"];
  readonly clock: Clock;
  readonly log: Log;
}

type Typed = Readonly<Record<string, string>>;

const chatInput = 1;
/** Discord waits three seconds for what completes a word; what comes later is for nobody. */
const completeWithinMs = 2_000;

export function createCommands(options: CommandsOptions): Commands {
  const { answers, speaking, forms, subscriptions, clock, log } = options;

  async function runVerb(verb: string, typed: Typed, caller: Caller, responder: Responder): Promise<void> {
    const names = Object.keys(typed);
    // Without anything to subscribe or to change, the form asks for it.
    if (verb === "subscribe" && names.length === 0) return await forms.openNew("", caller, responder);
    if (verb === "edit" && names.join() === "subscription") {
      return await forms.openEdit(typed["subscription"] ?? "", caller, responder);
    }
    if (!(await responder.defer())) return;
    const reply = await speaking.execute(
      verb,
      async (named) => {
        const entries = await Promise.all(Object.entries(typed).map(async ([name, text]) => [name, await named(text)]));
        return readOptions(commandOf(verb), Object.fromEntries(entries));
      },
      caller,
    );
    await speaking.say(reply, responder);
  }

  async function runLikeThis({ data }: CommandInteraction, caller: Caller, responder: Responder): Promise<void> {
    if (!(await responder.defer())) return;
    const message = data.resolved?.messages?.[data.target_id ?? ""];
    const text = message === undefined ? "" : quotedText(message);
    const reply = await answers.attempt(caller, () => likeThis(text, (line) => answers.line(line, caller)));
    await speaking.say(reply ?? failure("There is no answer to that."), responder);
  }

  /** Names of the caller's subscriptions; none where the database takes too long. */
  async function ownNames(caller: Caller): Promise<readonly string[]> {
    const names: string[] = [];
    await answers.attempt(caller, async ({ asker }) => {
      names.push(...(await subscriptions.list(asker)).map(({ name }) => name));
      return null;
    });
    return names;
  }

  return {
    async run(interaction, caller, responder) {
      const { data } = interaction;
      if (data.type !== chatInput) return await runLikeThis(interaction, caller, responder);
      const [subcommand] = data.options;
      if (subcommand === undefined) throw new RolecallError("interaction", "discord: expected a subcommand, got none.");
      const typed = subcommand.options.map(({ name, value }) => [name, String(value ?? "")] as const);
      await runVerb(subcommand.name, Object.fromEntries(typed), caller, responder);
    },
    async complete({ data }, caller, responder) {
      const [subcommand] = data.options;
      const focused = subcommand?.options.find((option) => option.focused === true);
      if (subcommand === undefined || focused === undefined) return await responder.suggest([]);
      const names = await Promise.race([ownNames(caller), clock.sleep(completeWithinMs).then(() => [])]);
      try {
        const context = { subscriptions: names, hasChannels: caller.guild !== null };
        await responder.suggest(
          autocomplete(commandOf(subcommand.name), focused.name, String(focused.value ?? ""), context),
        );
      } catch (error) {
        log.error({ error }, "suggestions failed by a fault of ours");
        await responder.suggest([]);
      }
    },
  };
}

/** @throws RolecallError for a verb that Discord still knows and we do not. */
function commandOf(verb: string) {
  const command = declared.find((one) => one.verb === verb);
  if (command === undefined) throw new RolecallError("verb", `discord: there is no verb ${verb}.`, { verb });
  return command;
}
