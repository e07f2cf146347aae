import { annual } from "../annual.ts";
import type { PayClause } from "../filter.ts";
import { payText } from "../pay-text.ts";
import { evidenceFor, fail, type Finding, pass, type PostingView, unknown } from "./finding.ts";

/**
 * Whether the pay reaches the floor of its currency: its upper end counts, since that much can be had. Without an upper
 * end a lower one below the floor leaves it open. Pay in a currency that the clause has no floor for cannot be
 * compared; one floor in its currency decides, whatever the floors of others.
 */
export function testPay({ any }: PayClause, posting: PostingView): Finding {
  const { pay } = posting.reading.facts;
  if (pay === null || (pay.min === null && pay.max === null)) return unknown("pay not stated");
  const evidence = evidenceFor(posting, "pay");
  const text = payText(pay);
  const floor = any.find(({ currency }) => currency === pay.currency);
  if (floor === undefined) return unknown(`pay in ${pay.currency}: ${text}`, evidence);
  const wanted = annual(floor.amount, floor.period);
  const reaches = (amount: number | null): boolean => amount !== null && annual(amount, pay.period) >= wanted;
  if (reaches(pay.max) || reaches(pay.min)) return pass(text, evidence);
  return pay.max === null ? unknown(`pay open upwards: ${text}`, evidence) : fail(`pays ${text}`, evidence);
}
