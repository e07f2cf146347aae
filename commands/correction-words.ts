import { ago, counted } from "../src/delivery/card/age.ts";
import { inert } from "../src/delivery/card/inert.ts";
import { postingReference } from "../src/posting/identity.ts";
import type { Posting } from "../src/posting/posting.ts";
import { type Choice, type ReplyPart, table, text } from "./reply.ts";
import type { Correction, CorrectionEffect } from "./services.ts";

const mostName = 60;

/** "Ann, for everybody here, 2 days ago: mode onsite → remote; taken back by Bob just now", and its id. */
export function correctionLine(one: Correction, now: number): string {
  const author = one.isOwn ? "You" : one.authorName === null ? "Somebody" : inert(one.authorName, mostName);
  const whom = one.isForAll ? "everybody here" : "yourself";
  const changes = one.changes.map(({ field, before, after }) => `${field} ${before} → ${after}`).join("; ");
  const undone =
    one.undoneAt === null
      ? ""
      : `; taken back by ${inert(one.undoneBy ?? "somebody", mostName)} ${ago(one.undoneAt, now)}`;
  return `${author}, for ${whom}, ${ago(one.madeAt, now)}: ${changes}${undone} (${one.id})`;
}

/** What changed, and for which subscriptions that decides something. */
export function effectParts({ changes, gained, lost, others }: CorrectionEffect): readonly ReplyPart[] {
  const told = [
    ...(gained.length === 0 ? [] : [`Matches now: ${gained.join(", ")}.`]),
    ...(lost.length === 0 ? [] : [`Matches no more: ${lost.join(", ")}.`]),
    ...(others === 0 ? [] : [`It decides for ${counted(others, "subscription")} of others too.`]),
  ];
  return [
    ...(changes.length === 0
      ? []
      : [table(changes.map(({ field, before, after }) => [field, `${before} → ${after}`]))]),
    text(told.length === 0 ? "It changes nothing for any subscription." : told.join(" ")),
  ];
}

export function undoChoice({ id }: Posting, correction: Correction): Choice {
  return { label: "Undo", line: `/jobs fix ${postingReference(id)} undo ${correction.id}` };
}
