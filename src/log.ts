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

/** What else is struck out: the secrets that this process was given, the longest first. One set, as there is one process. */
let secrets: readonly string[] = [];
/** Shorter ones are words that stand anywhere, and no secrets. */
const shortestSecret = 8;

/** From now on strikes out the value too, and each of several with commas between them: not every secret has a form of its own. */
export function keepSecret(value: string): void {
  const parts = [value, ...value.split(",")].map((part) => part.trim()).filter((part) => part.length >= shortestSecret);
  // As it stands in addresses and in lines of JSON.
  const written = parts.flatMap((part) => [part, encodeURIComponent(part), JSON.stringify(part).slice(1, -1)]);
  const all = new Set([...secrets, ...written]);
  secrets = [...all].toSorted((a, b) => b.length - a.length);
}

/** The same text with every token and every secret of this process struck out. */
export function withoutSecrets(text: string): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text).replace(tokens, "[secret]");
}
