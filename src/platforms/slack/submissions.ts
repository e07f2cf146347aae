import type { App, SlackViewAction } from "@slack/bolt";
import { failure, type Reply } from "../../../commands/reply.ts";
import { inert } from "../../delivery/card/inert.ts";
import type { Clock } from "../../clock.ts";
import type { Log } from "../../log.ts";
import type { SlackAnswers } from "./asker.ts";
import { type Caller, callerOf } from "./caller.ts";
import type { Channels } from "./channels.ts";
import { formAgain } from "./form-again.ts";
import type { Forms } from "./forms.ts";
import { inWords } from "./reply-words.ts";
import { type ReadModal, readModal } from "./read-modal.ts";
import { channelBlock, resultModal, workingModal } from "./subscribe-modal.ts";
import type { Telling } from "./telling.ts";

export interface SubmissionOptions {
  readonly answers: SlackAnswers;
  readonly channels: Pick<Channels, "byId" | "remember">;
  readonly forms: Forms;
  readonly tell: Telling;
  readonly clock: Clock;
  readonly log: Log;
}

/** What the answer may take so that it still comes in time for the form: Slack waits three seconds. */
const patienceMs = 1_800;
const unreadable =
  "I could not read that form, and nothing is changed. Open it anew with /jobs; it may be of an older version.";
const unseen = "Rolecall does not see that channel. If it is private, invite it there first: /invite @Rolecall";
/** Characters that a field has room for. */
const mostError = 300;

/**
 * The form of a subscription. What a field holds is checked by itself at once. What only the bot can tell stands in the form
 * too when it comes soon; else the form says that it is being worked on, and then what came of it: where that is a mistake, the
 * form is there again with all that was filled in.
 */
export function handleSubmissions(app: App, { answers, channels, forms, tell, clock, log }: SubmissionOptions): void {
  app.view({ callback_id: /^(?:subscribe|edit)$/, type: "view_submission" }, async ({ ack, body, view }) => {
    const caller = callerOf(body);
    const read = readable(view);
    if (caller === null || read === null) {
      return await ack({ response_action: "update", view: resultModal(failure(unreadable)) });
    }
    if (!read.ok) return await ack({ response_action: "errors", errors: { ...read.errors } });
    const answering = answerTo(read, caller);
    const soon = await Promise.race([answering, clock.sleep(patienceMs).then(() => null)]);
    if (soon === null) {
      await ack({ response_action: "update", view: workingModal(titleOf(read.command)) });
      const late = await answering;
      const shown = late.tone === "error" ? formAgain(view, late) : resultModal(late);
      if (!(await forms.update(caller, view.id, shown))) await tell(caller, late);
      return;
    }
    const place = soon.tone === "error" ? fieldFor(soon, view) : undefined;
    if (place === undefined) return await ack({ response_action: "update", view: resultModal(soon) });
    return await ack({ response_action: "errors", errors: { [place]: inert(inWords(soon), mostError) } });
  });

  /** Null where it cannot be read, by a fault of ours or of an older version that drew it. */
  function readable(view: SlackViewAction["view"]): ReadModal | null {
    try {
      return readModal(view);
    } catch (error) {
      log.error({ error }, "a form could not be read by a fault of ours");
      return null;
    }
  }

  /** A channel that was picked is named first: the language knows channels by their names. */
  async function answerTo(read: ReadModal & { ok: true }, caller: Caller): Promise<Reply> {
    const { command, options, channel: id } = read;
    if (id === undefined) return await answers.execute(command, options, caller);
    let name = "";
    const problem = await answers.attempt(caller, async ({ place }) => {
      const channel = await channels.byId(place, id);
      if (channel === undefined) return { ...failure(unseen), about: channelBlock };
      await channels.remember(place.team, [channel]);
      name = channel.name;
      return null;
    });
    return (
      problem ?? (await answers.execute(command, { ...options, query: `${options["query"]} to:#${name}` }, caller))
    );
  }
}

function titleOf(command: "subscribe" | "edit"): string {
  return command === "subscribe" ? "Subscribe" : "Edit";
}

/** The field that the mistake is about, else the one that takes anything, which is the last. */
function fieldFor({ about }: Reply, { blocks }: SlackViewAction["view"]): string | undefined {
  const inputs = blocks.filter(({ type }) => type === "input").flatMap(({ block_id: id }) => id ?? []);
  return inputs.find((id) => id === about) ?? inputs.at(-1);
}
