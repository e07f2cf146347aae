import type { App } from "@slack/bolt";
import { type Command, fileOptionOf } from "../../../commands/command.ts";
import { failure, type Reply } from "../../../commands/reply.ts";
import type { Log } from "../../log.ts";
import { type FetchFile, fileOrigins, readGivenFile } from "../chat/read-file.ts";
import type { SlackAnswers } from "./asker.ts";
import { type Caller, callerOf } from "./caller.ts";
import type { Clients } from "./clients.ts";
import { fileForm, fileModal, readFileModal } from "./file-modal.ts";
import { type Forms, inPlaceOf } from "./forms.ts";
import { fileScope } from "./requirements.ts";
import { resultModal, workingModal } from "./subscribe-modal.ts";
import type { Telling } from "./telling.ts";

export interface FileOptions {
  readonly answers: SlackAnswers;
  readonly clients: Clients;
  readonly forms: Forms;
  readonly tell: Telling;
  readonly fetchFile: FetchFile;
  readonly apiUrl: string;
  /** Where the app is installed anew, for what needs that. */
  readonly installUrl: string;
  readonly log: Log;
}

/** Asks for the file of a verb. @returns What to say where no form could be opened; null where it stands open. */
export type AskForFile = (command: Command, caller: Caller, trigger: string) => Promise<Reply | null>;

/** Where Slack keeps files. */
const fileOrigin = "https://files.slack.com";
const slackOrigin = "https://slack.com";

/** Files that people hand over: a slash command carries none, so a form asks for them. */
export function handleFiles(app: App, options: FileOptions): AskForFile {
  const { answers, clients, forms, tell, fetchFile, apiUrl, installUrl, log } = options;
  const kept = fileOrigins(fileOrigin, slackOrigin, apiUrl);

  app.view({ callback_id: fileForm, type: "view_submission" }, async ({ ack, body, view }) => {
    const caller = callerOf(body);
    const read = readFileModal(view);
    if (caller === null || read === undefined) {
      const unread = failure("I could not read that form, and nothing is changed. Open it anew with /jobs import.");
      return await ack({ response_action: "update", view: resultModal(unread) });
    }
    // Slack waits three seconds, which fetching may take.
    await ack({ response_action: "update", view: workingModal(`/jobs ${read.command.verb}`) });
    const reply = await answerTo(read, caller);
    if (!(await forms.update(caller, view.id, resultModal(reply)))) await tell(caller, reply);
  });

  async function answerTo(
    { command, file }: NonNullable<ReturnType<typeof readFileModal>>,
    caller: Caller,
  ): Promise<Reply> {
    let text = "";
    const problem = await answers.attempt(caller, async () => {
      const token = await inPlaceOf(caller, clients, (_, installation) => Promise.resolve(installation.token));
      text = await readGivenFile(file, {
        platform: "Slack",
        ...kept,
        credentials: { authorization: `Bearer ${token}` },
        fetchFile,
        log,
      });
      return null;
    });
    return problem ?? (await answers.execute(command.verb, { [fileOptionOf(command) ?? fileForm]: text }, caller));
  }

  /** What was stored of an installation may be older than the right; Slack itself knows. */
  async function mayRead(caller: Caller): Promise<boolean> {
    return await inPlaceOf(caller, clients, async (client, { scopes }) => {
      if (scopes.includes(fileScope)) return true;
      const { response_metadata: told } = await client.auth.test();
      return told?.scopes?.includes(fileScope) === true;
    });
  }

  return async (command, caller, trigger) =>
    await answers.attempt(caller, async () => {
      if (!(await mayRead(caller))) {
        return failure(
          `/jobs ${command.verb} takes lines behind it. For a whole file the app lacks the right ${fileScope}: an admin can give it ` +
            `by installing the app again: ${installUrl}`,
        );
      }
      const opened = await forms.open(caller, trigger, fileModal(command));
      return opened === null ? failure(`The form did not open in time. Try /jobs ${command.verb} again.`) : null;
    });
}
