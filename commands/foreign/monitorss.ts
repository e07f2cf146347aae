import { z } from "zod";
import { UserError } from "../../src/errors.ts";
import { type Foreign } from "./foreign.ts";

/** Words by part of the article: any of them will do, `!` excludes, `~` also takes parts of words. */
const wordFilters = z.record(z.string(), z.union([z.array(z.string()), z.string().transform((one) => [one])]));

/** The newer form: comparisons joined by AND and OR. */
interface Expression {
  readonly type: string;
  readonly op: string;
  readonly not?: boolean | undefined;
  readonly children?: readonly Expression[] | undefined;
  readonly right?: { readonly value: string } | undefined;
}
const expression: z.ZodType<Expression> = z.lazy(() =>
  z.looseObject({
    type: z.string(),
    op: z.string(),
    not: z.boolean().optional(),
    children: z.array(expression).optional(),
    right: z.looseObject({ value: z.string() }).optional(),
  }),
);

const feed = z.looseObject({
  title: z.string().nullish(),
  url: z.string().optional(),
  link: z.string().optional(),
  filters: z.looseObject({ expression: z.unknown().optional() }).nullish(),
});

const envelope = z.union([
  z.looseObject({ feeds: z.array(z.unknown()) }).transform(({ feeds }) => feeds),
  // The oldest exports name each feed by a key of its own.
  z.looseObject({ sources: z.record(z.string(), z.unknown()) }).transform(({ sources }) => Object.values(sources)),
  z.array(z.looseObject({ url: z.string() })),
]);

/** More than anybody follows. */
const mostFeeds = 5_000;
/** Levels of an expression, of which a file can hold more than can be gone down. */
const mostLevels = 50;
/** Alternatives that a product of clauses may come to before it is too much for one line. */
const mostAlternatives = 16;

export function isMonitoRss(text: string): boolean {
  return /^\s*[[{]/.test(text) && envelope.safeParse(jsonIn(text)).success;
}

/**
 * The feeds of an export, and of each that filters by words the same wish in our language.
 *
 * @throws UserError `import` for more than 5,000 feeds.
 */
export function readMonitoRss(text: string): Foreign {
  const feeds = envelope.parse(jsonIn(text));
  if (feeds.length > mostFeeds) {
    throw new UserError("import", `At most ${mostFeeds.toLocaleString("en")} feeds can be taken at once.`);
  }
  return feeds.reduce<Foreign>(
    (all, one, index) => {
      const parsed = feed.safeParse(one);
      const url = parsed.data?.url ?? parsed.data?.link;
      if (!parsed.success || url === undefined || !URL.canParse(url)) {
        return { ...all, left: [...all.left, { what: `feed ${index + 1}`, why: "it has no address" }] };
      }
      const calledThere = parsed.data.title ?? url;
      const wish = wishOf(parsed.data.filters ?? {});
      return {
        addresses: [...all.addresses, { url, calledThere }],
        wishes: wish.query === null ? all.wishes : [...all.wishes, { query: wish.query, calledThere }],
        left: wish.why === null ? all.left : [...all.left, { what: `the filters of ${calledThere}`, why: wish.why }],
      };
    },
    { wishes: [], addresses: [], left: [] },
  );
}

interface ReadWish {
  readonly query: string | null;
  /** Why it is not taken over, or not wholly. */
  readonly why: string | null;
}

const unknownForm: ReadWish = { query: null, why: "they are in a form that I do not know" };
const tooMuch: ReadWish = { query: null, why: "they combine words in a way that one line cannot say" };

function wishOf({ expression: tree, ...rest }: NonNullable<z.output<typeof feed>["filters"]>): ReadWish {
  if (tree !== undefined) {
    if (!isWithin(tree, mostLevels)) return tooMuch;
    const read = expression.safeParse(tree);
    return read.success ? wishOfExpression(read.data) : unknownForm;
  }
  const words = wordFilters.safeParse(rest);
  if (!words.success) return unknownForm;
  const all = Object.values(words.data).flat();
  if (all.length === 0) return { query: null, why: null };
  const isBroad = all.some((word) => /^!?~/.test(word));
  return {
    query: `text:${[...new Set(all.map(termOf))].join(",")}`,
    why: isBroad ? "words match as a whole here, never as a part of another" : null,
  };
}

/** `!~word` is `-word`, and `\!word` is the word `!word`. */
function termOf(word: string): string {
  const { not = "", text = "" } = /^(?<not>!)?~?\\?(?<text>.*)$/su.exec(word)?.groups ?? {};
  return `${not === "" ? "" : "-"}${quoted(text)}`;
}

function wishOfExpression(tree: Expression): ReadWish {
  const excluded: string[] = [];
  /** Alternatives, each of which is words that must all be there; undefined where that cannot be said. */
  function alternatives(node: Expression, isTop: boolean): readonly (readonly string[])[] | undefined {
    const { type, op, not = false, children = [], right } = node;
    if (type === "RELATIONAL") {
      if (!/^(?:CONTAINS|EQ)$/i.test(op) || right === undefined) return undefined;
      if (!not) return [[right.value]];
      if (!isTop) return undefined;
      excluded.push(right.value);
      return [[]];
    }
    const all = children.map((child) => alternatives(child, isTop && /^AND$/i.test(op)));
    if (not || all.length === 0 || all.some((one) => one === undefined)) return undefined;
    const known = all.filter((one) => one !== undefined);
    if (/^OR$/i.test(op)) return known.flat();
    // Counted first: the product grows with the power of its clauses.
    if (known.reduce((count, { length }) => count * length, 1) > mostAlternatives) return undefined;
    return known.reduce((sum, next) => sum.flatMap((one) => next.map((other) => [...one, ...other])));
  }
  const wanted = alternatives(tree, true);
  if (wanted === undefined || wanted.length > mostAlternatives) return tooMuch;
  const terms = [
    ...wanted.filter(({ length }) => length > 0).map((words) => words.map(quoted).join("+")),
    ...excluded.map((word) => `-${quoted(word)}`),
  ];
  return { query: terms.length === 0 ? null : `text:${terms.join(",")}`, why: null };
}

/** Whether it has no more levels than that. */
function isWithin(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isWithin(inner, levels - 1));
}

function quoted(word: string): string {
  const text = word.replaceAll('"', "").trim();
  return /^[\p{L}\p{N}]+$/u.test(text) ? text : `"${text}"`;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
