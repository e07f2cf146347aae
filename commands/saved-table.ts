import { DateTime } from "luxon";
import { cardOf } from "../src/delivery/card/card-of.ts";
import type { CardFact } from "../src/delivery/card/card.ts";
import { inert } from "../src/delivery/card/inert.ts";
import type { MarkedPosting } from "./services.ts";

const heads = ["state", "since", "title", "company", "place", "pay", "posting", "address", "note", "reminder", "id"];
const mostNote = 1_000;

/** What somebody keeps, a row each below the heads of the columns; times are those of the zone. */
export function savedTable(
  marked: readonly MarkedPosting[],
  now: number,
  zone: string,
): readonly (readonly string[])[] {
  const time = (at: number | null) =>
    at === null ? "" : DateTime.fromMillis(at, { zone }).toFormat("yyyy-MM-dd HH:mm");
  const rows = marked.map(({ posting, mark, at, note, remindAt }) => {
    const card = cardOf(posting, [], now);
    const fact = (wanted: CardFact["name"]) => card.facts.find(({ name }) => name === wanted)?.value ?? "";
    return [
      mark,
      time(at),
      card.title,
      card.company ?? "",
      fact("place"),
      fact("pay"),
      card.state,
      card.url ?? "",
      inert(note ?? "", mostNote),
      time(mark === "hidden" ? null : remindAt),
      card.postingId,
    ];
  });
  return [heads, ...rows];
}
