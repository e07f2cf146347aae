import { inert } from "../src/delivery/card/inert.ts";
import type { Backtest } from "../src/filter/backtest.ts";
import { postingLine } from "./posting-line.ts";
import { list, type ReplyPart, text } from "./reply.ts";

const maxReason = 120;

/** The newest that one clause alone kept out, each with that clause and what it says instead; nothing where there are none. */
export function nearMissParts({ nearest }: Backtest, now: number): readonly ReplyPart[] {
  if (nearest.length === 0) return [];
  const items = nearest.map(({ posting, clause: { wanted, reason } }) => {
    return `${postingLine(posting, now)}: ${inert(reason, maxReason)}, against ${wanted}`;
  });
  return [text("Kept out by one clause alone:"), list(items)];
}
