import { cardOf } from "../src/delivery/card/card-of.ts";
import { counted, lasting } from "../src/delivery/card/age.ts";
import type { Posting } from "../src/posting/posting.ts";
import { choices, info, line, list, type Reply, type ReplyPart, table, text } from "./reply.ts";
import type { CheckedSource } from "./services.ts";

const mostDropped = 3;

/**
 * What was found at an address: which source, how much, the first few as the bot reads them, and what to do next.
 *
 * @param address By which it can be added from here; null where it cannot.
 */
export function checkedSourceReply(
  checked: CheckedSource,
  isPolled: boolean,
  address: string | null,
  now: number,
): Reply {
  const { key, title, because, configuration, dropped, unread, samples } = checked;
  const name = configuration === null ? title : `${key} (${title})`;
  return info(
    text(`${name}: ${because}. ${amountWords(checked)}`),
    ...(samples.length === 0 ? [] : [table(samples.map((posting) => sampleRow(posting, now)))]),
    ...(dropped.length === 0
      ? []
      : [text(`${dropped.length.toLocaleString("en")} could not be used:`), droppedList(dropped)]),
    ...(unread.length === 0
      ? []
      : [text(unreadWords(unread.length, samples.length + unread.length)), droppedList(unread)]),
    ...terms(checked),
    ...next(configuration, isPolled, address),
  );
}

function unreadWords(unread: number, looked: number): string {
  return looked === 1 ? "The first could not be read:" : `Of the first ${looked}, ${unread} could not be read:`;
}

/** What there is to do for it. */
function next(configuration: string | null, isPolled: boolean, address: string | null): readonly ReplyPart[] {
  if (configuration === null) {
    return [
      text("A file does not tell where it is from: check the address of its board to get the line that polls it."),
    ];
  }
  if (isPolled) return [text("It is polled already.")];
  return [
    ...(address === null
      ? []
      : [
          text("To have it watched for this workspace:"),
          choices([{ label: "Add it", line: `/jobs sources add ${address}` }]),
        ]),
    text("To have it polled for all, whoever runs this bot adds this line to sources in its configuration:"),
    line(configuration),
  ];
}

const extents = { whole: "", newest: ", the newest part of it", part: ", not all that it has" } as const;

function amountWords({ postings, extent }: CheckedSource): string {
  if (postings === 0) return "It works, and nothing is open there right now.";
  return `${counted(postings, "posting")}${extents[extent]}.`;
}

/** Title, company, place and what else a card would say. */
function sampleRow(posting: Posting, now: number): readonly string[] {
  const { title, company, facts } = cardOf(posting, [], now);
  const said = (name: string) => facts.find((fact) => fact.name === name)?.value;
  const rest = ["level", "languages", "pay"].map(said).filter((value) => value !== undefined);
  return [title, company ?? "", said("place") ?? "", rest.join("; ")];
}

function droppedList(dropped: readonly string[]) {
  const more = dropped.length - mostDropped;
  return list([...dropped.slice(0, mostDropped), ...(more > 0 ? [`and ${more.toLocaleString("en")} more`] : [])]);
}

function terms({ credit, minEveryMs }: CheckedSource) {
  const words = [
    ...(credit === null ? [] : [`${credit} is named on its cards`]),
    ...(minEveryMs === null ? [] : [`it is asked every ${lasting(minEveryMs)} at most`]),
  ];
  return words.length === 0 ? [] : [text(`By its terms ${words.join(", and ")}.`)];
}
