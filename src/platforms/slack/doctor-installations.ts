import { messageOf } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { type Check, ok, wrong } from "../chat/check.ts";
import { slackCode } from "./classify.ts";
import { failed } from "./failed-check.ts";
import type { Installation, Installations } from "./installations.ts";
import { installationOfToken } from "./oauth-exchange.ts";
import { historyScopes, missingScopes, uploadScope, requiredScopes } from "./requirements.ts";
import { installUrlOf, type SlackSettings } from "./slack-settings.ts";

interface Asking {
  readonly settings: SlackSettings;
  readonly log: Log;
}

/** @returns What can be spoken to Slack with. */
type InstallationChecks = AsyncGenerator<Check, readonly Installation[]>;

/** Of the one token in the environment. */
export async function* tokenChecks(token: string, { settings, log }: Asking): InstallationChecks {
  let installation: Installation;
  try {
    installation = await installationOfToken(token, settings.apiUrl, log);
  } catch (error) {
    yield failed("slack token", error, "copy SLACK_BOT_TOKEN anew from OAuth & Permissions of the app");
    return [];
  }
  const { name, teamId, scopes } = installation;
  yield ok("slack token", `the bot of ${name} (${teamId})`);
  yield* scopeChecks(scopes, "", "add them under OAuth & Permissions, then install the app again");
  return [installation];
}

/** Of every workspace that installed the app. @param installations Null where there is no database yet. */
export async function* storedChecks(
  installations: Installations | null,
  { settings, log }: Asking,
): InstallationChecks {
  const name = "slack install";
  const ids = (await installations?.all()) ?? [];
  if (ids.length === 0) yield ok(name, `no workspace has installed the app yet: ${installUrlOf(settings)}`);
  const usable: Installation[] = [];
  for (const id of ids) {
    let installation: Installation | null | undefined;
    try {
      installation = await installations?.own(id);
    } catch (error) {
      yield wrong(
        name,
        `give ROLECALL_ENCRYPTION_KEY the key that ${id} was sealed with, as NEW,OLD: ${messageOf(error)}`,
      );
      continue;
    }
    if (installation === null || installation === undefined) continue;
    try {
      const { scopes } = await installationOfToken(installation.token, settings.apiUrl, log);
      yield ok(name, `${installation.name} (${id})`);
      yield* scopeChecks(scopes, ` of ${installation.name}`, `install the app there again: ${installUrlOf(settings)}`);
      usable.push(installation);
    } catch (error) {
      // A refresh token is good once, and the bot's to use.
      const isOver = slackCode(error) === "token_expired" && installation.refreshToken !== null;
      if (isOver) yield ok(name, `${installation.name} (${id}), whose token ran out: the bot renews it once it runs`);
      else
        yield failed(name, error, `install the app in ${installation.name} (${id}) again: ${installUrlOf(settings)}`);
    }
  }
  return usable;
}

function* scopeChecks(scopes: readonly string[], whose: string, remedy: string): Iterable<Check> {
  const missing = missingScopes(requiredScopes, scopes);
  const without = missingScopes(historyScopes, scopes);
  yield missing.length === 0
    ? ok("slack scopes", `all that are needed${whose}`)
    : wrong("slack scopes", `${missing.join(", ")} are missing${whose}: ${remedy}`);
  yield without.length === 0
    ? ok("slack history", "a message whose answer was lost is looked for before it is sent again")
    : ok("slack history", `without ${without.join(", ")} a message whose answer was lost is sent once more and listed`);
  yield scopes.includes(uploadScope)
    ? ok("slack uploads", "what /jobs trends draws is shown, and what is exported comes as a file")
    : ok(
        "slack uploads",
        `without ${uploadScope} what /jobs trends finds is said in words alone, and what is exported stands in the answer`,
      );
}
