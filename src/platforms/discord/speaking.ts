import { failure, type Reply } from "../../../commands/reply.ts";
import type { Services } from "../../../commands/services.ts";
import { messageOf } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { verbIn } from "../chat/verb-in.ts";
import type { DiscordAnswers, Speaker } from "./asker.ts";
import type { Caller } from "./caller.ts";
import type { Row } from "./card-buttons.ts";
import type { Guilds } from "./guilds.ts";
import type { Homes } from "./homes.ts";
import { ownMenus } from "./own-subscriptions.ts";
import type { Places } from "./places.ts";
import type { RememberedLines } from "./remembered-lines.ts";
import { renderReply } from "./render-reply.ts";
import type { Responder } from "./responder.ts";
import { withNames } from "./with-names.ts";
import type { ZoneHint } from "./zone-hint.ts";

type Options = Readonly<Record<string, string>>;
/** Names channels and roles in what was typed as people call them. */
type Named = (text: string) => Promise<string>;

/** An answer with what may be chosen below it. */
export interface Answer extends Reply {
  readonly menus?: readonly Row[];
}

/** Runs what somebody asked for, and says what came of it. Nothing here throws. */
export interface Speaking {
  /** The same person, as a member of the server whose subscriptions are meant. */
  who(caller: Caller): Promise<Caller>;
  /** A line of /jobs, as if it had been typed. */
  line(line: string, caller: Caller): Promise<Answer>;
  /** A verb with its options. @param options May throw a UserError, which is the answer. */
  execute(verb: string, options: (named: Named) => Promise<Options>, caller: Caller): Promise<Answer>;
  /** @param form Draft of the form that this is the answer to, to be opened again. */
  say(reply: Answer, caller: Caller, responder: Responder, form?: string): Promise<void>;
}

export interface SpeakingOptions {
  readonly answers: DiscordAnswers;
  readonly subscriptions: Services["subscriptions"];
  readonly homes: Homes;
  readonly guilds: Guilds;
  readonly places: Places;
  readonly lines: RememberedLines;
  readonly zoneHint: ZoneHint;
  readonly log: Log;
}

export function createSpeaking(options: SpeakingOptions): Speaking {
  const { answers, subscriptions, homes, guilds, places, lines, zoneHint, log } = options;

  async function answered(verb: string, caller: Caller, run: (named: Named) => Promise<Reply>): Promise<Answer> {
    const named: Named = (text) => withNames(text, caller, { guilds, places });
    let menus: readonly Row[] = [];
    const reply = await answers.attempt(caller, async (speaker) => {
      const said = await run(named);
      if (verb === "list" && said.tone !== "error") {
        menus = ownMenus(await subscriptions.list(speaker.asker), speaker.caller.guild);
      }
      return await withZoneHint(verb, speaker, said);
    });
    return { ...(reply ?? failure("There is no answer to that.")), menus };
  }

  /** What was asked for is done by now, whatever becomes of a question beside it. */
  async function withZoneHint(verb: string, speaker: Speaker, said: Reply): Promise<Reply> {
    try {
      return await zoneHint(verb, speaker, said);
    } catch (error) {
      log.warn({ error: messageOf(error) }, "somebody could not be asked for their time zone");
      return said;
    }
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
    async say({ menus = [], ...reply }, { guild }, responder, form) {
      const remember = (text: string) => lines.remember({ text, guild });
      try {
        await responder.answer(await renderReply(reply, remember, { menus, ...(form === undefined ? {} : { form }) }));
      } catch (error) {
        // Without the cache there are no buttons; what they are about was done all the same.
        log.error({ error }, "an answer could not be laid out with its buttons");
        const parts = reply.parts.filter(({ kind }) => kind !== "choices");
        await responder.answer(await renderReply({ ...reply, parts }, async () => ""));
      }
    },
  };
}
