import { inert } from "../src/delivery/card/inert.ts";
import { postingReference } from "../src/posting/identity.ts";
import type { Posting } from "../src/posting/posting.ts";
import { type Choice, type ReplyPart, text } from "./reply.ts";
import type { Asker, Mark, Services } from "./services.ts";

/** Where a person is with a posting, in the order in which things go. */
export const followed = ["saved", "applied", "interview", "offer"] as const satisfies readonly Mark[];
/** Those of which nothing more is awaited. */
export const over = ["rejected", "withdrawn"] as const satisfies readonly Mark[];

/** What may come next, most likely first. */
const nextMarks: Readonly<Record<Mark, readonly Mark[]>> = {
  saved: ["applied"],
  applied: ["interview", "rejected", "withdrawn"],
  interview: ["offer", "rejected", "withdrawn"],
  offer: ["rejected", "withdrawn"],
  rejected: ["applied"],
  withdrawn: ["saved"],
  hidden: [],
};

const labels: Readonly<Record<Mark, string>> = {
  saved: "Save",
  applied: "I applied",
  interview: "Interview",
  offer: "Offer",
  rejected: "Rejected",
  withdrawn: "I withdrew",
  hidden: "Hide",
};

const mostLabel = 40;

/** What a note or a reminder is about to change beside itself. */
interface Saving {
  /** To be said beside it. */
  readonly parts: readonly ReplyPart[];
  /** What it is marked now, in the words of `mark`. */
  readonly before: "none" | "hidden";
}

/** That a note or a reminder is about to save a posting; undefined where it is kept already. */
export async function savingToo({ openingId }: Posting, asker: Asker, services: Services): Promise<Saving | undefined> {
  const kept = (await services.marks.list(asker)).find(({ posting }) => posting.openingId === openingId);
  if (kept !== undefined && kept.mark !== "hidden") return undefined;
  const words = `It is ${kept === undefined ? "" : "no longer hidden, and "}saved now, for /jobs saved.`;
  return { parts: [text(words)], before: kept === undefined ? "none" : "hidden" };
}

/** Buttons that move a posting on. @param posting Its id as it was typed. */
export function waysOn(mark: Mark, posting: string): readonly Choice[] {
  return nextMarks[mark].map((next) => ({ label: labels[next], line: `/jobs mark ${posting} ${next}` }));
}

/** The likeliest of them, with the title of the posting: for lists. At most two. */
export function waysOnOf({ id, title, reading }: Posting, mark: Mark): readonly Choice[] {
  const reference = postingReference(id);
  const ways =
    mark === "hidden" ? [{ label: "Show again", line: `/jobs mark ${reference} none` }] : waysOn(mark, reference);
  const named = reading.facts.title ?? title ?? reference;
  return ways.slice(0, 2).map(({ label, line }) => ({ label: inert(`${label}: ${named}`, mostLabel), line }));
}
