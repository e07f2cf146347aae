import type { Candidate, Complete } from "./completion.ts";

/** What a typed line asks for. */
export type Typed =
  | { readonly kind: "blank" }
  | { readonly kind: "quit" }
  /** The line as every platform hands it on: without `/jobs`, empty when there was nothing else. */
  | { readonly kind: "command"; readonly text: string };

const prefix = /^\s*\/jobs(?:\s+|$)/iu;
/** Without the slash too: no verb is called so, and it is what a person tries. */
const quits: ReadonlySet<string> = new Set(["/quit", "/exit", "quit", "exit"]);
const slashWords = ["/jobs ", "/quit"];

export function readTyped(line: string): Typed {
  const text = line.trim();
  if (text === "") return { kind: "blank" };
  if (quits.has(text.toLowerCase())) return { kind: "quit" };
  return { kind: "command", text: text.replace(prefix, "") };
}

/** Lets `complete` see a line as it will be handed on; the words that only a terminal knows are completed here. */
export function completeTyped(complete: Complete | undefined): Complete {
  return async (text, cursor) => {
    const skipped = prefix.exec(text)?.[0].length ?? 0;
    if (skipped <= cursor && !/^\s*\/\S*$/u.test(text.slice(0, cursor))) {
      const candidates = (await complete?.(text.slice(skipped), cursor - skipped)) ?? [];
      return candidates.map(({ value, start, end }) => {
        return { value: finished(value, text, start + skipped), start: start + skipped, end: end + skipped };
      });
    }
    return slashWords.flatMap((value) => slashCandidate(value, text, cursor));
  };
}

/** A whole word is followed by the next; a key wants its value, and a value may be followed by a comma. */
function finished(value: string, text: string, start: number): string {
  const isWord = start === 0 || /\s/u.test(text[start - 1] ?? "");
  return isWord && !value.includes(":") ? `${value} ` : value;
}

function slashCandidate(value: string, text: string, cursor: number): Candidate[] {
  const start = text.search(/\S/u);
  if (start === -1 || !value.startsWith(text.slice(start, cursor).toLowerCase())) return [];
  return [{ value, start, end: cursor }];
}
