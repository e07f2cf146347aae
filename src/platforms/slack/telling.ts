import type { Reply } from "../../../commands/reply.ts";
import { parseDestination, type Platform } from "../../delivery/platform.ts";
import type { Log } from "../../log.ts";
import type { SlackAnswers } from "./asker.ts";
import type { Caller } from "./caller.ts";
import { inWords } from "./reply-words.ts";

/**
 * Answers in somebody's own conversation with the bot, in the workspace whose subscriptions are meant: for what has no other
 * place, as when a form is closed or did not open in time. Never throws.
 */
export type Telling = (caller: Caller, reply: Reply) => Promise<void>;

export function createTelling(answers: SlackAnswers, platform: Platform, log: Log): Telling {
  return async (caller, reply) => {
    const problem = await answers.attempt(caller, async ({ asker }) => {
      await platform.notify(parseDestination(asker.self), inWords(reply));
      return null;
    });
    if (problem !== null) log.warn({ user: caller.user }, "nobody could be told what came of a form");
  };
}
