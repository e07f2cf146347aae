import type { Card } from "../src/delivery/card/card.ts";

/** What a command answers, before any platform renders it. All text is plain; renderers escape it. */
export interface Reply {
  readonly tone: "info" | "error";
  readonly parts: readonly ReplyPart[];
}

export type ReplyPart =
  /** A paragraph. */
  | { readonly kind: "text"; readonly text: string }
  /** A canonical line, to be copied as it is. */
  | { readonly kind: "line"; readonly text: string }
  /** What was typed with a caret under the place of a mistake: two lines of equal width per character. */
  | { readonly kind: "mistake"; readonly text: string; readonly caret: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  /** Names with what is said of them, aligned where the platform can. */
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "card"; readonly card: Card };

export function text(value: string): ReplyPart {
  return { kind: "text", text: value };
}

export function line(value: string): ReplyPart {
  return { kind: "line", text: value };
}

export function list(items: readonly string[]): ReplyPart {
  return { kind: "list", items };
}

export function table(rows: readonly (readonly string[])[]): ReplyPart {
  return { kind: "table", rows };
}

export function card(value: Card): ReplyPart {
  return { kind: "card", card: value };
}

export function info(...parts: readonly ReplyPart[]): Reply {
  return { tone: "info", parts };
}

export function failure(message: string, ...more: readonly ReplyPart[]): Reply {
  return { tone: "error", parts: [text(message), ...more] };
}
