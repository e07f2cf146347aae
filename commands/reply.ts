import type { Dashboard } from "../src/charts/dashboard.ts";
import type { Card } from "../src/delivery/card/card.ts";

/** What a command answers, before any platform renders it. All text is plain; renderers escape it. */
export interface Reply {
  readonly tone: "info" | "error";
  readonly parts: readonly ReplyPart[];
  /** Of an error: the key or the option that it is about, so that a form can say it there: `to`, `at`, `name`. */
  readonly about?: string;
  /** What whole channels are told, each in one line; all else is for the asker alone. */
  readonly announcements?: readonly Announcement[];
}

export interface Announcement {
  /** Printed. */
  readonly destination: string;
  readonly text: string;
}

/** Something to do next: a line of /jobs that runs as whoever chooses it, as if that person had typed it. */
export interface Choice {
  /** At most 40 characters. */
  readonly label: string;
  readonly line: string;
  /** Whether it takes something away. */
  readonly isDanger?: boolean;
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
  | { readonly kind: "card"; readonly card: Card }
  /** Text to keep as a file: attached where the platform can, else shown line by line. */
  | { readonly kind: "file"; readonly name: string; readonly content: string }
  /** A picture where the platform can show one, else its words or what can be drawn with characters. */
  | DashboardPart
  /** Buttons where the platform has them, else the lines. */
  | { readonly kind: "choices"; readonly choices: readonly Choice[] };

export interface DashboardPart {
  readonly kind: "dashboard";
  readonly dashboard: Dashboard;
  /** PNG, once a platform has had it drawn. */
  readonly picture?: Uint8Array;
}

export function text(value: string): Extract<ReplyPart, { kind: "text" }> {
  return { kind: "text", text: value };
}

export function line(value: string): ReplyPart {
  return { kind: "line", text: value };
}

export function list(items: readonly string[]): Extract<ReplyPart, { kind: "list" }> {
  return { kind: "list", items };
}

export function table(rows: readonly (readonly string[])[]): ReplyPart {
  return { kind: "table", rows };
}

export function card(value: Card): ReplyPart {
  return { kind: "card", card: value };
}

export function file(name: string, content: string): ReplyPart {
  return { kind: "file", name, content };
}

export function dashboard(value: Dashboard): DashboardPart {
  return { kind: "dashboard", dashboard: value };
}

export function choices(values: readonly Choice[]): ReplyPart {
  return { kind: "choices", choices: values };
}

export function info(...parts: readonly ReplyPart[]): Reply {
  return { tone: "info", parts };
}

export function failure(message: string, ...more: readonly ReplyPart[]): Reply {
  return { tone: "error", parts: [text(message), ...more] };
}
