import type { App } from "@slack/bolt";
import type { Log } from "../../log.ts";
import type { SlackAnswers } from "./asker.ts";
import { likeThis } from "../chat/like-this.ts";
import { callerOf } from "./caller.ts";
import type { Channels } from "./channels.ts";
import { fileVerbIn } from "./file-modal.ts";
import type { AskForFile } from "./files.ts";
import type { Forms } from "./forms.ts";
import { renderReply } from "./render-reply.ts";
import { likeThisShortcut } from "./requirements.ts";
import type { Responding } from "./responding.ts";
import { formButton } from "./form-button.ts";
import { subscribeModal } from "./subscribe-modal.ts";
import { typedText } from "./typed-text.ts";
import { textOfMessage } from "./message-text.ts";

export interface CommandOptions {
  readonly answers: SlackAnswers;
  readonly channels: Channels;
  readonly forms: Forms;
  readonly askForFile: AskForFile;
  readonly respondPrivately: Responding;
  readonly log: Log;
}

/** Without anything to subscribe, the form asks for it. */
const wantsForm = /^\s*(?:subscribe\s*)?$/iu;

/** `/jobs …`, by whatever name the operator gave the command, and the shortcut of messages. Acknowledged before anything else. */
export function handleCommands(
  app: App,
  { answers, channels, forms, askForFile, respondPrivately, log }: CommandOptions,
): void {
  app.command(/^\//, async ({ ack, body, respond }) => {
    await ack();
    const caller = callerOf(body);
    if (caller === null) return;
    const { text, channels: named } = typedText(body.text);
    const taking = fileVerbIn(text);
    if (taking !== undefined) {
      const problem = await askForFile(taking, caller, body.trigger_id);
      if (problem !== null) await respondPrivately(respond, renderReply(problem), caller);
      return;
    }
    if (wantsForm.test(text)) {
      const opened = await forms.open(caller, body.trigger_id, subscribeModal({}));
      if (opened === null) await respondPrivately(respond, [formButton()], caller);
      return;
    }
    await rememberNamed(body.team_id, named);
    await respondPrivately(respond, renderReply(await answers.line(`/jobs ${text}`, caller)), caller);
  });

  app.shortcut({ callback_id: likeThisShortcut, type: "message_action" }, async ({ ack, shortcut, respond }) => {
    await ack();
    const caller = callerOf(shortcut);
    if (caller === null) return;
    const reply = await answers.attempt(caller, () =>
      likeThis(textOfMessage(shortcut.message), (line) => answers.line(line, caller)),
    );
    if (reply !== null) await respondPrivately(respond, renderReply(reply), caller);
  });

  /** What was named is looked up without this too, only more slowly. */
  async function rememberNamed(team: string, named: Parameters<Channels["remember"]>[1]): Promise<void> {
    try {
      await channels.remember(team, named);
    } catch (error) {
      log.warn({ error }, "names of channels could not be remembered");
    }
  }
}
