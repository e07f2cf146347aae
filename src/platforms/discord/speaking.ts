import { failure, type Reply } from "../../../commands/reply.ts";
import { messageOf } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { verbIn } from "../chat/verb-in.ts";
import type { DiscordAnswers } from "./asker.ts";
import type { Caller } from "./caller.ts";
import type { Guilds } from "./guilds.ts";
import type { Homes } from "./homes.ts";
import type { Places } from "./places.ts";
import type { RememberedLines } from "./remembered-lines.ts";
import { renderReply } from "./render-reply.ts";
import type { Responder } from "./responder.ts";
import { withNames } from "./with-names.ts";
import type { ZoneHint } from "./zone-hint.ts";

type Options = Readonly<Record<string, string>>;
/** Names channels and roles in what was typed as people call them. */
type Named = (text: string) => Promise<string>;

/** Runs what somebody asked for, and says what came of it. Nothing here throws. */
export interface Speaking {
  /** The same person, as a member of the server whose subscriptions are meant. */
  who(caller: Caller): Promise<Caller>;
  /** A line of /jobs, as if it had been typed. */
  line(line: string, caller: Caller): Promise<Reply>;
  /** A verb with its options. @param options May throw a UserError, which is the answer. */
  execute(verb: string, options: (named: Named) => Promise<Options>, caller: Caller): Promise<Reply>;
  /** @param form Draft of the form that this is the answer to, to be opened again. */
  say(reply: Reply, caller: Caller, responder: Responder, form?: string): Promise<void>;
}

export interface SpeakingOptions {
  readonly answers: DiscordAnswers;
  readonly homes: Homes;
  readonly guilds: Guilds;
  readonly places: Places;
  readonly lines: RememberedLines;
  readonly zoneHint: ZoneHint;
  readonly log: Log;
}

export function createSpeaking(options: SpeakingOptions): Speaking {
  const { answers, homes, guilds, places, lines, zoneHint, log } = options;

  async function answered(verb: string, caller: Caller, run: (named: Named) => Promise<Reply>): Promise<Reply> {
    const named: Named = (text) => withNames(text, caller, { guilds, places });
    const reply = await answers.attempt(caller, async (speaker) => zoneHint(verb, speaker, await run(named)));
    return reply ?? failure("There is no answer to that.");
  }

  return {
    async who(caller) {
      try {
        return await homes.resolve(caller);
      } catch (error) {
        // Whatever is asked for next fails in the same way, and is answered with that.
        log.warn({ error: messageOf(error) }, "discord does not say whose subscriptions are meant");
        return caller;
      }
    },
    line: (line, caller) => answered(verbIn(line), caller, async (named) => answers.line(await named(line), caller)),
    execute: (verb, read, caller) =>
      answered(verb, caller, async (named) => answers.execute(verb, await read(named), caller)),
    async say(reply, { guild }, responder, form) {
      const remember = (text: string) => lines.remember({ text, guild });
      try {
        await responder.answer(await renderReply(reply, remember, form === undefined ? {} : { form }));
      } catch (error) {
        // Without the cache there are no buttons; what they are about was done all the same.
        log.error({ error }, "an answer could not be laid out with its buttons");
        const parts = reply.parts.filter(({ kind }) => kind !== "choices");
        await responder.answer(await renderReply({ ...reply, parts }, async () => ""));
      }
    },
  };
}
