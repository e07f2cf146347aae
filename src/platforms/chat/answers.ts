import type { Bot } from "../../../commands/bot.ts";
import { commands } from "../../../commands/index.ts";
import { failure, type Reply } from "../../../commands/reply.ts";
import type { Asker } from "../../../commands/services.ts";
import type { Random } from "../../clock.ts";
import { parseDestination, type Platform } from "../../delivery/platform.ts";
import { RolecallError, UserError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { verbIn } from "./verb-in.ts";
import { withPictures } from "./with-pictures.ts";

/** Somebody who speaks to the bot, as a platform knows them. */
export interface Speaking {
  readonly asker: Asker;
}

/**
 * @typeParam Caller Who did something, as the platform signed it.
 * @typeParam Speaker What is known of them once it was looked up.
 */
export interface Answers<Caller, Speaker extends Speaking = Speaking> {
  /** Answers a line of /jobs. Never throws: a fault of ours is an answer with a number that stands in the log too. */
  line(line: string, caller: Caller): Promise<Reply>;
  /** Runs a verb whose options were filled in one by one. Never throws, as above. */
  execute(verb: string, options: Readonly<Record<string, string>>, caller: Caller): Promise<Reply>;
  /** Does something else on somebody's behalf. Never throws: what went wrong is the answer. */
  attempt(caller: Caller, work: (speaker: Speaker) => Promise<Reply | null>): Promise<Reply | null>;
}

export interface AnswersOptions<Caller, Speaker extends Speaking> {
  readonly bot: Bot;
  /** Looks up anew who somebody is. @throws UserError where nobody can be answered. */
  readonly speakerOf: (caller: Caller) => Promise<Speaker>;
  /** What somebody may not do, whatever it says. @throws UserError */
  readonly permit?: (speaker: Speaker, verb: string) => void;
  readonly platform: Platform;
  /** What keeps the platform from answering the bot, to whoever waits for that; undefined for a fault of ours. */
  readonly trouble?: (error: unknown) => string | undefined;
  /** Shows the pictures and files of a reply where they do not stand in the reply itself. @returns What is left to say. Never throws. */
  readonly publish?: (reply: Reply, speaker: Speaker) => Promise<Reply>;
  readonly random: Random;
  readonly log: Log;
  /** Sends what a command made due. Never throws. */
  readonly deliver: () => Promise<void>;
  /** Somebody's subscriptions, marks or settings may have changed. Never throws. */
  readonly onChanged?: (caller: Caller) => Promise<void>;
}

/** What people ask of the bot, answered in the same way on every platform. */
export function createAnswers<Caller, Speaker extends Speaking>(
  options: AnswersOptions<Caller, Speaker>,
): Answers<Caller, Speaker> {
  const { bot, platform, random, log, deliver, permit, onChanged } = options;

  async function attempt(caller: Caller, work: (speaker: Speaker) => Promise<Reply | null>): Promise<Reply | null> {
    try {
      const speaker = await options.speakerOf(caller);
      await bot.welcome(speaker.asker.workspace, platform.id);
      return await work(speaker);
    } catch (error) {
      if (error instanceof UserError) return failure(error.message);
      const trouble = options.trouble?.(error);
      if (trouble !== undefined) {
        log.warn({ code: platform.classify(error).code, platform: platform.id }, "a platform did not answer a command");
        return failure(trouble);
      }
      const reference = random.id(6);
      log.error({ error, reference, platform: platform.id }, "a command failed by a fault of ours");
      return failure(
        `That failed on our side. If it happens again, tell whoever runs Rolecall this number: ${reference}.`,
      );
    }
  }

  async function answer(verb: string, caller: Caller, run: (speaker: Speaker) => Promise<Reply>): Promise<Reply> {
    const reply = await attempt(caller, async (speaker) => {
      permit?.(speaker, verb);
      const reply = await withPictures(await run(speaker), bot.draw, log);
      return (await options.publish?.(reply, speaker)) ?? reply;
    });
    if (reply === null) return failure("There is no answer to that.");
    // What the answer promised happens beside it: nobody waits for it.
    void announce(reply);
    void deliver();
    if (commands.some((one) => one.verb === verb && one.isReading !== true)) void onChanged?.(caller);
    return reply;
  }

  async function announce({ announcements = [] }: Reply): Promise<void> {
    for (const { destination, text } of announcements) {
      try {
        await platform.notify(parseDestination(destination), text);
      } catch (error) {
        const { code, reason } = platform.classify(error);
        log.warn({ destination, code, reason }, "a channel could not be told of its subscription");
      }
    }
  }

  return {
    line: (line, caller) => answer(verbIn(line), caller, ({ asker }) => bot.answer(line, asker)),
    execute: (verb, values, caller) =>
      answer(verb, caller, ({ asker }) => {
        const command = commands.find((one) => one.verb === verb);
        if (command === undefined)
          throw new RolecallError("verb", `${platform.id}: there is no verb ${verb}.`, { verb });
        return bot.execute(command, values, asker);
      }),
    attempt,
  };
}
