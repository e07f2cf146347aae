import type { Bot } from "../../../commands/bot.ts";
import { commands } from "../../../commands/index.ts";
import { failure, type Reply } from "../../../commands/reply.ts";
import { afterSlash } from "../../../commands/typed-options.ts";
import { nextWord } from "../../../commands/words.ts";
import type { Random } from "../../clock.ts";
import { parseDestination, type Platform } from "../../delivery/platform.ts";
import { RolecallError, UserError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import type { Askers, Speaker } from "./asker.ts";
import type { Caller } from "./caller.ts";

/** What people of other organisations may do with a card that they see in a shared channel. */
const forOutsiders: ReadonlySet<string> = new Set(["why"]);

export interface Answers {
  /** Answers a line of /jobs. Never throws: a fault of ours is an answer with a number that stands in the log too. */
  line(line: string, caller: Caller): Promise<Reply>;
  /** Runs a verb whose options were filled in one by one. Never throws, as above. */
  execute(verb: string, options: Readonly<Record<string, string>>, caller: Caller): Promise<Reply>;
  /** Does something else on somebody's behalf. Never throws: what went wrong is the answer. */
  attempt(caller: Caller, work: (speaker: Speaker) => Promise<Reply | null>): Promise<Reply | null>;
}

export interface AnswersOptions {
  readonly bot: Bot;
  readonly askers: Askers;
  readonly platform: Platform;
  readonly random: Random;
  readonly log: Log;
  /** Sends what a command made due. Never throws. */
  readonly deliver: () => Promise<void>;
  /** Somebody's subscriptions or marks may have changed. Never throws. */
  readonly onAnswered: (caller: Caller) => Promise<void>;
}

export function createAnswers(options: AnswersOptions): Answers {
  const { bot, askers, platform, random, log, deliver, onAnswered } = options;
  async function speakerOf(caller: Caller): Promise<Speaker> {
    const speaker = await askers.of(caller);
    await bot.welcome(speaker.asker.workspace, "slack");
    return speaker;
  }

  async function attempt(caller: Caller, work: (speaker: Speaker) => Promise<Reply | null>): Promise<Reply | null> {
    try {
      return await work(await speakerOf(caller));
    } catch (error) {
      if (error instanceof UserError) return failure(error.message);
      const reference = random.id(6);
      log.error({ error, reference, user: caller.user }, "a command failed by a fault of ours");
      return failure(
        `That failed on our side. If it happens again, tell whoever runs Rolecall this number: ${reference}.`,
      );
    }
  }

  async function answer(verb: string, caller: Caller, run: (speaker: Speaker) => Promise<Reply>): Promise<Reply> {
    const reply = await attempt(caller, async (speaker) => {
      if (speaker.person.isOutsider && !forOutsiders.has(verb)) {
        throw new UserError(
          "outsider",
          "This card belongs to another organisation's Rolecall: from yours, only Why is possible here.",
        );
      }
      return await run(speaker);
    });
    if (reply === null) return failure("There is no answer to that.");
    // What the answer promised happens beside it: nobody waits for it.
    void announce(reply);
    void deliver();
    void onAnswered(caller);
    return reply;
  }

  async function announce({ announcement }: Reply): Promise<void> {
    if (announcement === undefined) return;
    try {
      await platform.notify(parseDestination(announcement.destination), announcement.text);
    } catch (error) {
      const { code, reason } = platform.classify(error);
      log.warn(
        { destination: announcement.destination, code, reason },
        "a channel could not be told of its subscription",
      );
    }
  }

  return {
    line: (line, caller) => answer(verbIn(line), caller, ({ asker }) => bot.answer(line, asker)),
    execute: (verb, values, caller) =>
      answer(verb, caller, ({ asker }) => {
        const command = commands.find((one) => one.verb === verb);
        if (command === undefined) throw new RolecallError("verb", `slack: there is no verb ${verb}.`, { verb });
        return bot.execute(command, values, asker);
      }),
    attempt,
  };
}

/** Empty where the line cannot be read: it is answered with what is wrong with it. */
function verbIn(line: string): string {
  try {
    return nextWord(line, afterSlash(line))?.text.toLowerCase() ?? "";
  } catch (error) {
    if (error instanceof UserError) return "";
    throw error;
  }
}
