import { ago } from "../src/delivery/card/age.ts";
import { isClosed, type Posting } from "../src/posting/posting.ts";
import type { Services } from "./services.ts";
import type { Compared } from "./verdict-parts.ts";

/** Why nothing was sent of a posting: every reason that holds; none where there is no subscription to ask for. */
export async function whyNothing(
  posting: Posting,
  compared: readonly Compared[],
  services: Services,
): Promise<readonly string[]> {
  if (compared.length === 0) return [];
  const wanting = compared.filter(matchesWhileOpen);
  if (wanting.length === 0) return ["Nothing was sent: it does not match."];
  if (!(await services.postings.isMatched(posting))) return ["It was read just now, and is about to be matched."];
  const now = services.now();
  const reasons: string[] = [];
  if (wasClosedAtFirst(posting)) reasons.push("It was closed before it was first seen, so it is not announced.");
  if (await services.postings.isBaseline(posting)) {
    reasons.push(`It was there at the first look at ${posting.source}, which announces nothing.`);
  }
  for (const { subscription } of wanting) {
    if (subscription.createdAt <= posting.firstSeenAt) continue;
    const made = ago(subscription.createdAt, now);
    reasons.push(`${subscription.name} was made ${made}, after this was first seen: it announces what comes later.`);
  }
  if (reasons.length > 0) return reasons;
  return [isClosed(posting) ? "Nothing was sent, and it is closed by now." : "Nothing is queued or sent yet."];
}

/** Whether it matches, or would if it were open. */
function matchesWhileOpen({ verdict }: Compared): boolean {
  return (
    verdict.outcome === "match" || verdict.clauses.every(({ key, result }) => key === "status" || result !== "fail")
  );
}

function wasClosedAtFirst({ reading, closedAt, firstSeenAt }: Posting): boolean {
  return reading.facts.closed || (closedAt !== null && closedAt <= firstSeenAt);
}
