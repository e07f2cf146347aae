import { keyNames, keys } from "./keys.ts";

/** What help says of one key. */
export interface KeyHelp {
  /** `role:backend,infrastructure` */
  readonly usage: string;
  readonly summary: string;
  /** What the key may also be called. */
  readonly also: readonly string[];
}

/** Help on every key, in canonical order. */
export function keyHelp(): readonly KeyHelp[] {
  return keyNames.map((key) => {
    const { example, summary, also } = keys[key];
    return { usage: `${key}:${example}`, summary, also };
  });
}
