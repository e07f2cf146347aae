/** The smallest logger that the core needs. Text is static, facts go into fields; `error` is for our own bugs. */
export interface Log {
  debug(fields: object, text: string): void;
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** Tokens of Slack and Discord wherever they stand: in the words of an error, in a stack, in an address. */
const tokens = /\b(?:xox[a-z](?:\.xox[a-z])?|xapp)-[\w-]+|\b[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,}/g;

/** The same text with every token struck out. */
export function withoutTokens(text: string): string {
  return text.replace(tokens, "[secret]");
}
