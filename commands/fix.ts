import { z } from "zod";
import { UserError } from "../src/errors.ts";
import { saidBy } from "../src/filter/correction/print-facts.ts";
import { correctableText, isEmpty, printSaid, type Said, saidIn } from "../src/filter/correction/said.ts";
import { postingReference } from "../src/posting/identity.ts";
import { isClosed, type Posting } from "../src/posting/posting.ts";
import { clearingIn, refuseBoth } from "./clearing.ts";
import { defineCommand } from "./command.ts";
import { correctionLine, effectParts, undoChoice } from "./correction-words.ts";
import { postingLine } from "./posting-line.ts";
import { saidPairs } from "./query-pairs.ts";
import { readQuery } from "./read-query.ts";
import { type Choice, choices, info, line, list, type Reply, table, text } from "./reply.ts";
import type { Asker, Services } from "./services.ts";

const undoing = /^\s*undo(?:\s+(?<more>\S.*?))?\s*$/isu;
const correctionId = /^[0-9a-z]+$/u;
/** `for:all`, or "for all" where nothing follows that it could be said of: "for all levels" is no audience. */
const audience =
  /(?<!\S)for(?:[:=\uff1a]\s*|\s+(?=(?:all|everyone|everybody)(?:\s+here)?\s*(?:[,.;!]|$)))(?<who>[^\s,.;!]*)(?:\s+here(?![^\s,.;!]))?/iu;
const mostListed = 10;
/** What no key has to stand before, since there is nothing else that it could mean of a posting. */
const stateWord = /(?<!\S)(?<not>(?:not|no longer)\s+)?(?<state>open|closed)(?=[\s,.;!]|$)/giu;
/** What a statement on a posting begins with: "it is remote" speaks of no IT. */
const subject = /(?<!\S)[Ii]t(?=\s+(?:is|was|has|pays|says)(?!\S))/gu;
const allWords: ReadonlySet<string> = new Set(["all", "everyone", "everybody"]);

/** Says what a posting was read wrongly, for the asker alone or for their whole workspace, and takes that back. */
export const fix = defineCommand({
  verb: "fix",
  summary: "Correct how a posting was read",
  example: "/jobs fix p2abc mode:remote location:eu",
  options: z.object({
    posting: z.string().describe("its id, as its card shows it"),
    facts: z.string().optional().describe("what is right, as key:value; or undo"),
  }),
  takes: { posting: "posting", facts: "facts" },
  async run({ options, asker, services }) {
    const posting = await services.postings.find(asker, options.posting);
    const typed = options.facts ?? "";
    if (typed.trim() === "") return await shown(posting, asker, services);
    const undo = undoing.exec(typed);
    if (undo !== null) {
      const effect = await services.corrections.undo(asker, posting, idIn(undo));
      return info(
        text(`Taken back${forWhom(effect.correction.isForAll)}: ${postingLine(effect.posting, services.now())}`),
        ...effectParts(effect),
        choices([again(posting, effect.correction.says, effect.correction.isForAll)]),
      );
    }
    const { said, isForAll, notes } = factsIn(typed);
    const says = printSaid(said);
    const effect = await services.corrections.add(asker, posting, { says, isForAll });
    if (effect === null) {
      return info(text(`It reads so already (${says}): ${postingLine(posting, services.now())}`), ...notes.map(text));
    }
    const mayWiden = !isForAll && (await services.corrections.mayForAll(asker));
    return info(
      text(`Corrected${forWhom(isForAll)}: ${postingLine(effect.posting, services.now())}`),
      ...effectParts(effect),
      ...notes.map(text),
      line(fixLine(posting, says, isForAll)),
      choices([
        undoChoice(posting, effect.correction),
        ...(mayWiden ? [{ label: "For everybody here", line: fixLine(posting, says, true) }] : []),
      ]),
    );
  },
});

/** Which one to take back; the last one where nothing follows. */
function idIn({ groups }: RegExpExecArray): string | undefined {
  const more = groups?.["more"];
  if (more === undefined || correctionId.test(more)) return more;
  throw new UserError("correction", `Expected undo alone or with the id of one correction, got "undo ${more}".`);
}

interface Facts {
  readonly said: Said;
  readonly isForAll: boolean;
  readonly notes: readonly string[];
}

/**
 * What was typed as a statement on one posting.
 *
 * @throws UserError in the columns of what was typed.
 */
function factsIn(typed: string): Facts {
  const pair = audience.exec(typed);
  const rest = pair === null ? typed : blank(typed, pair.index, pair[0].length);
  const states = [...rest.matchAll(stateWord)];
  const unstated = [...states, ...rest.matchAll(subject)].reduce(
    (left, { index, 0: { length } }) => blank(left, index, length),
    rest,
  );
  const { cleared, rest: wanted } = clearingIn(unstated, () => false);
  const { query, saysEverything, notes } = readQuery(wanted);
  const pairs = saidPairs(wanted, query);
  refuseBoth(cleared, pairs);
  const said = withState(saidIn(query, cleared, pairs.has("status")), states);
  if (saysEverything || isEmpty(said)) {
    throw new UserError("correction", `Expected what the posting says (${correctableText()}), got nothing of it.`);
  }
  return { said, isForAll: pair !== null && isAll(pair), notes };
}

function withState(said: Said, words: readonly RegExpExecArray[]): Said {
  const [first, ...others] = words.map((word) => ({ status: statusOf(word), start: word.index }));
  if (first === undefined) return said;
  if (said.status !== null) {
    throw new UserError("correction", "status: stands there as well. Leave one of them out.", { start: first.start });
  }
  const other = others.find(({ status }) => status !== first.status);
  if (other === undefined) return { ...said, status: first.status };
  throw new UserError("correction", "Expected open or closed, got both.", { start: other.start });
}

function statusOf({ groups }: RegExpExecArray): "open" | "closed" {
  const isOpen = groups?.["state"]?.toLowerCase() === "open";
  return isOpen === (groups?.["not"] === undefined) ? "open" : "closed";
}

function isAll({ groups, index: start }: RegExpExecArray): boolean {
  const who = (groups?.["who"] ?? "").toLowerCase();
  if (who === "me") return false;
  if (allWords.has(who)) return true;
  throw new UserError("correction", `Expected me or all after for:, got "${who}".`, { start });
}

/** How it reads, who corrected it, and what can be pressed. */
async function shown(posting: Posting, asker: Asker, services: Services): Promise<Reply> {
  const corrections = await services.corrections.of(asker, posting);
  const now = services.now();
  const { facts } = posting.reading;
  const modes = (["remote", "hybrid", "onsite"] as const).filter((mode) => facts.modes.join() !== mode);
  const latest = corrections.find(({ undoneAt, isOwn }) => undoneAt === null && isOwn);
  return info(
    text(`${postingLine(posting, now)} reads:`),
    table([...saidBy(posting)]),
    ...(corrections.length === 0
      ? []
      : [text("Corrections:"), list(corrections.slice(0, mostListed).map((one) => correctionLine(one, now)))]),
    ...(corrections.length > mostListed ? [text(`And ${corrections.length - mostListed} older ones.`)] : []),
    text("Say what is right:"),
    line(fixLine(posting, "mode:remote location:eu", false)),
    choices([
      ...modes.map((mode): Choice => ({ label: `It is ${mode}`, line: fixLine(posting, `mode:${mode}`, false) })),
      isClosed(posting)
        ? { label: "It is open", line: fixLine(posting, "status:open", false) }
        : { label: "It is closed", line: fixLine(posting, "status:closed", false) },
      ...(latest === undefined ? [] : [undoChoice(posting, latest)]),
    ]),
  );
}

function again(posting: Posting, says: string, isForAll: boolean): Choice {
  return { label: "Correct it again", line: fixLine(posting, says, isForAll) };
}

function fixLine({ id }: Posting, says: string, isForAll: boolean): string {
  return `/jobs fix ${postingReference(id)} ${says}${isForAll ? " for:all" : ""}`;
}

function forWhom(isForAll: boolean): string {
  return isForAll ? " for everybody here" : " for you";
}

function blank(typed: string, start: number, length: number): string {
  return typed.slice(0, start) + " ".repeat(length) + typed.slice(start + length);
}
