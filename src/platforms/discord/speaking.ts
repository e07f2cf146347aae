import { failure, type Reply } from "../../../commands/reply.ts";
import type { Log } from "../../log.ts";
import { verbIn } from "../chat/verb-in.ts";
import type { DiscordAnswers } from "./asker.ts";
import type { Caller } from "./caller.ts";
import type { Guilds } from "./guilds.ts";
import type { Places } from "./places.ts";
import type { RememberedLines } from "./remembered-lines.ts";
import { renderReply } from "./render-reply.ts";
import type { Responder } from "./responder.ts";
import { withNames } from "./with-names.ts";
import type { ZoneHint } from "./zone-hint.ts";

/** Runs what somebody asked for, and says what came of it. Nothing here throws. */
export interface Speaking {
  /** A line of /jobs, as if it had been typed. */
  line(line: string, caller: Caller): Promise<Reply>;
  /** A verb with its options, each as it was typed. @param options May throw a UserError, which is the answer. */
  execute(
    verb: string,
    options: (typed: (text: string) => Promise<string>) => Promise<Options>,
    caller: Caller,
  ): Promise<Reply>;
  say(reply: Reply, responder: Responder): Promise<void>;
}

type Options = Readonly<Record<string, string>>;

export interface SpeakingOptions {
  readonly answers: DiscordAnswers;
  readonly guilds: Guilds;
  readonly places: Places;
  readonly lines: RememberedLines;
  readonly zoneHint: ZoneHint;
  readonly log: Log;
}

export function createSpeaking({ answers, guilds, places, lines, zoneHint, log }: SpeakingOptions): Speaking {
  async function answered(verb: string, caller: Caller, run: () => Promise<Reply>): Promise<Reply> {
    const reply = await answers.attempt(caller, async (speaker) => await zoneHint(verb, speaker, await run()));
    return reply ?? failure("There is no answer to that.");
  }

  function named(text: string, { guild }: Caller): Promise<string> {
    return withNames(text, guild, { guilds, places });
  }

  return {
    line: (line, caller) =>
      answered(verbIn(line), caller, async () => await answers.line(await named(line, caller), caller)),
    execute: (verb, options, caller) =>
      answered(verb, caller, async () => answers.execute(verb, await options((text) => named(text, caller)), caller)),
    async say(reply, responder) {
      try {
        await responder.answer(await renderReply(reply, (line) => lines.remember(line)));
      } catch (error) {
        // Without the cache there are no buttons; what they are about was done all the same.
        log.error({ error }, "an answer could not be laid out with its buttons");
        const parts = reply.parts.filter(({ kind }) => kind !== "choices");
        await responder.answer(await renderReply({ ...reply, parts }, async () => ""));
      }
    },
  };
}
