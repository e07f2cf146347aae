/**
 * What Discord makes of its markdown, as far as it does anything: generous in what it sees as an effect, so that what has none
 * here has none there. Styles need no second sign, and brackets no address.
 */
export interface Shown {
  /** What people read. */
  readonly text: string;
  readonly effects: readonly Effect[];
}

export interface Effect {
  readonly kind:
    | "bold"
    | "style"
    | "spoiler"
    | "code"
    | "mention"
    | "link"
    | "address"
    | "emoji"
    | "heading"
    | "point"
    | "quote"
    | "invitation";
  /** Of a link, where it leads. */
  readonly target?: string;
}

interface Rule {
  readonly kind: Effect["kind"];
  readonly pattern: RegExp;
  /** What is read in its place; nothing when left out. */
  readonly inner?: (match: RegExpExecArray) => string;
  readonly target?: (match: RegExpExecArray) => string;
}

const beginningLine: readonly Rule[] = [
  { kind: "heading", pattern: /(?:#{1,3}|-#)\s+(?=\S)/y },
  { kind: "point", pattern: /\s*(?:[-*+]|\d+[.)])\s+(?=\S)/y },
  { kind: "quote", pattern: />(?:>>)?\s/y },
];

const anywhere: readonly Rule[] = [
  { kind: "code", pattern: /```(?:\w*\n)?([\s\S]+?)```/y, inner: ([, code = ""]) => `\0${code}\0` },
  { kind: "code", pattern: /`/y },
  {
    kind: "link",
    pattern: /\[((?:\\.|[^\]\\])*)\]\(\s*<?((?:[^)\\>]|\\.)*)>?\s*\)/y,
    inner: ([, words = ""]) => words,
    target: ([, , target = ""]) => target,
  },
  { kind: "link", pattern: /[[\]]/y },
  { kind: "mention", pattern: /@(?:everyone|here)/y },
  { kind: "mention", pattern: /<(?:@[!&]?|#|id:|t:|\/)[^>]*>/y },
  { kind: "emoji", pattern: /<a?:\w+:\d+>/y },
  { kind: "address", pattern: /<\w+:[^>]*>/y, target: ([whole]) => whole.slice(1, -1) },
  { kind: "address", pattern: /\w+:\/\/\S/y },
  { kind: "emoji", pattern: /:[\w+-]+:/y },
  { kind: "bold", pattern: /\*\*/y },
  { kind: "style", pattern: /[*_]|~~/y },
  { kind: "spoiler", pattern: /\|\|/y },
];

export function interpreted(markdown: string): Shown {
  const effects: Effect[] = [];
  if (/discord(?:app)?\.(?:gg|me|com\/invite)\/\S/i.test(markdown.replace(/```[\s\S]*?```/g, "")))
    effects.push({ kind: "invitation" });
  let text = "";
  let rest = markdown;
  let isBeginning = true;
  while (rest !== "") {
    const rule = [...(isBeginning ? beginningLine : []), ...anywhere].find((one) => at(one, rest) !== null);
    const match = rule === undefined ? null : at(rule, rest);
    if (rule !== undefined && match !== null) {
      effects.push({ kind: rule.kind, ...(rule.target === undefined ? {} : { target: rule.target(match) }) });
      const inner = rule.inner?.(match) ?? (rule.kind === "address" ? match[0] : "");
      if (inner.startsWith("\0")) text += inner.slice(1, -1);
      else if (rule.inner !== undefined) text += take(interpreted(inner));
      else text += inner;
      rest = rest.slice(match[0].length);
    } else if (/^\\[^\dA-Za-z\s]/.test(rest)) {
      text += rest[1] ?? "";
      rest = rest.slice(2);
    } else {
      text += rest[0] ?? "";
      isBeginning = rest.startsWith("\n");
      rest = rest.slice(1);
      continue;
    }
    isBeginning = false;
  }
  return { text, effects };

  function take(shown: Shown): string {
    effects.push(...shown.effects);
    return shown.text;
  }
}

function at({ pattern }: Rule, text: string): RegExpExecArray | null {
  pattern.lastIndex = 0;
  return pattern.exec(text);
}
