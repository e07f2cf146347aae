import type { Logger } from "@slack/bolt";
import { LogLevel } from "@slack/bolt";
import { messageOf } from "../../errors.ts";
import { type Log, withoutSecrets } from "../../log.ts";

/**
 * What Slack's packages have to say, in our own log: their warnings and errors, a socket's ups and downs as `debug`. Their
 * own `debug` is left out altogether, for it holds the bodies of requests. An error of theirs is a warning of ours:
 * `error` is for our own bugs.
 */
export function sdkLog(log: Log, part: string): Logger {
  return {
    debug() {},
    info: (...said) => log.debug({ part, said: inWords(said) }, "slack package"),
    warn: (...said) => log.debug({ part, said: inWords(said) }, "slack package warns"),
    error: (...said) => log.warn({ part, said: inWords(said) }, "slack package reports an error"),
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  };
}

/** Of an error the message alone: its other fields can hold what was sent. */
function inWords(said: readonly unknown[]): string {
  return said.map((one) => withoutSlackSecrets(messageOf(one))).join(" ");
}

/** Slack's tokens and what addresses of its sockets and answers hold. */
export function withoutSlackSecrets(text: string): string {
  return withoutSecrets(text)
    .replace(/\b(?<name>ticket|app_id|code|state|client_secret)=[^&\s]+/g, "$<name>=[secret]")
    .replace(/\bhttps:\/\/hooks\.slack\.com\/\S+/g, "https://hooks.slack.com/[secret]");
}
