import { UserError } from "../../src/errors.ts";
import { printQuery } from "../../src/filter/print.ts";
import { readQuery } from "../read-query.ts";
import { type Choice, choices, info, line, list, type Reply, type ReplyPart, text } from "../reply.ts";
import { pairsIn } from "../query-pairs.ts";
import { nameFor } from "../subscription-name.ts";
import type { Foreign, Wish } from "./foreign.ts";

/** More buttons than these are more than anybody presses. */
const mostButtons = 5;
const mostListed = 50;
/** Characters: what is longer fits into no line. */
const mostQuery = 4_000;
/** So many at once at most: a button holds no more, and `import` takes no more. */
const linesOfButton = 10;
/** Each has its place on a button; each costs a reading, and a file may hold ten thousands. */
const mostWishes = mostButtons * linesOfButton;

/**
 * What there is to take over, as lines that make it: nothing is made by reading it.
 *
 * @param taken Names that the asker's subscriptions have.
 */
export function foreignReply({ wishes, addresses, left }: Foreign, taken: readonly string[]): Reply {
  const names = [...taken];
  const lines: string[] = [];
  const refused = [...left];
  const later = wishes.length - mostWishes;
  if (later > 0) {
    const why = `import them by themselves: at most ${mostWishes} are proposed at once`;
    refused.unshift({ what: `the last ${later.toLocaleString("en")}`, why });
  }
  for (const wish of wishes.slice(0, mostWishes)) {
    const query = canonicalOf(wish);
    if (query === undefined) {
      refused.push({ what: wish.calledThere, why: `it cannot be said in one line: ${wish.query}` });
      continue;
    }
    const name = nameFor(
      [...pairsIn(query)].map(([key, values]) => `${key}:${values}`),
      names,
    );
    names.push(name);
    lines.push(`/jobs subscribe ${name} ${query}`);
  }
  const distinct = [...new Map(addresses.map((address) => [address.url, address])).values()];
  if (lines.length + distinct.length + refused.length === 0)
    throw new UserError("import", "There is nothing in it to take over.");
  return info(
    ...(lines.length === 0
      ? []
      : [text("As subscriptions here, which you can edit first:"), line(lines.join("\n")), make(lines)]),
    ...(distinct.length === 0 ? [] : placesOf(distinct)),
    ...(refused.length === 0
      ? []
      : [
          text("Not taken over:"),
          listOf(refused.map(({ what, why }) => `${what.slice(0, 100)}: ${why.slice(0, 200)}`)),
        ]),
  );
}

function make(lines: readonly string[]): ReplyPart {
  const groups = Array.from({ length: Math.min(mostButtons, Math.ceil(lines.length / linesOfButton)) }, (_, group) =>
    lines.slice(group * linesOfButton, (group + 1) * linesOfButton),
  );
  return choices(
    groups.map((some, group) => ({
      label: labelOf(group, some.length, lines.length),
      line: `/jobs import ${some.join(" ")}`,
    })),
  );
}

function labelOf(group: number, count: number, all: number): string {
  if (count === all) return all === 1 ? "Subscribe" : "Subscribe all";
  const first = group * linesOfButton + 1;
  return `Subscribe ${first} to ${first + count - 1}`;
}

/** The first of many, and how many more there are. */
function listOf(items: readonly string[]): ReplyPart {
  const more = items.length - mostListed;
  return list([...items.slice(0, mostListed), ...(more > 0 ? [`and ${more.toLocaleString("en")} more`] : [])]);
}

/** Addresses with what to do with them: each has to be looked at, since not every feed is one of jobs. */
function placesOf(addresses: Foreign["addresses"]): readonly ReplyPart[] {
  const shown = addresses.slice(0, mostButtons);
  const buttons = shown.map(({ url, calledThere }): Choice => {
    return { label: (calledThere || new URL(url).host).slice(0, 40), line: `/jobs sources ${url}` };
  });
  return [
    text("Where postings came from; look at those that are about jobs, and add them:"),
    listOf(addresses.map(({ url, calledThere }) => [calledThere, url].filter((part) => part !== "").join(": "))),
    choices(buttons),
  ];
}

/** The canonical text of a wish; with its words taken literally where they are none that mean something. */
function canonicalOf({ query }: Wish): string | undefined {
  if (query.length > mostQuery) return undefined;
  const keys = query.match(/\b[a-z]+:(?:"[^"]*"|\S+)/g) ?? [];
  const words = keys
    .reduce((rest, key) => rest.replace(key, ""), query)
    .replace(/["\s]+/g, " ")
    .trim();
  return tried(query) ?? tried([...(words === "" ? [] : [`text:"${words}"`]), ...keys].join(" "));
}

function tried(query: string): string | undefined {
  try {
    const read = readQuery(query);
    return printQuery(read.query) || undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
