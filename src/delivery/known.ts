import type { Posting } from "../posting/posting.ts";
import type { Known } from "../storage/mark-store.ts";
import type { CardFact } from "./card/card.ts";
import { cardOf } from "./card/card-of.ts";

/** What matters of a posting to whoever keeps it, as its card says it. */
export function knownOf(posting: Posting, now: number): Known {
  const { state, title, url, facts } = cardOf(posting, [], now);
  const fact = (wanted: CardFact["name"]) => facts.find(({ name }) => name === wanted)?.value ?? null;
  return { version: posting.reading.version, state, title, place: fact("place"), pay: fact("pay"), url };
}

/** What its person knows once they have seen, of all that differs from what they knew, only that it went from `was` to `is`. */
export function knownSince(known: Known, was: Known, is: Known): Known {
  return {
    version: known.version,
    state: was.state === is.state ? known.state : is.state,
    title: was.title === is.title ? known.title : is.title,
    place: was.place === is.place ? known.place : is.place,
    pay: was.pay === is.pay ? known.pay : is.pay,
    url: was.url === is.url ? known.url : is.url,
  };
}

/** What is read out of the words of a posting: a better reader is no news of it. */
const read = ["title", "place", "pay"] as const;

/** What became of an opening since its person last heard of it, in words: "It closed.", "Its pay: not stated → 90,000 EUR a year." */
export function newsOf(before: Known, after: Known): readonly string[] {
  const isSameReader = before.version === after.version;
  return [
    ...(before.state === after.state ? [] : [after.state === "closed" ? "It closed." : "It is open again."]),
    ...read.flatMap((name) =>
      isSameReader && before[name] !== after[name]
        ? [`Its ${name}: ${before[name] ?? "not stated"} → ${after[name] ?? "not stated"}.`]
        : [],
    ),
    // Where somebody applies does not matter while nobody can.
    ...(before.url !== after.url && after.state === "open" ? ["It is applied for at another address."] : []),
  ];
}
