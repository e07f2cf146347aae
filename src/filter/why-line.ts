import { spokenOrder } from "./describe.ts";
import type { Key } from "./keys.ts";
import type { ClauseVerdict, PostingView, Verdict } from "./verdict.ts";

/** What a card shows anyway (source, age) is left out. */
const telling: readonly Key[] = spokenOrder.filter((key) => key !== "source" && key !== "posted");

/** The card's one line on why a posting matches: "Go, Belgrade; pay not stated". */
export function whyLine({ clauses }: Verdict, posting: Pick<PostingView, "closedAt" | "reading">): string {
  const inOrder = telling.flatMap((key) => clauses.find((clause) => clause.key === key) ?? []);
  const found = inOrder.flatMap((clause) => (clause.result === "pass" ? (clause.found ?? []) : []));
  const isClosed = posting.closedAt !== null || posting.reading.facts.closed;
  const parts = [
    found.length > 0 ? found.join(", ") : emptily(clauses),
    clauses
      .filter((clause) => clause.result === "unknown")
      .map(({ reason }) => reason)
      .join(", "),
    isClosed ? "closed" : "",
  ];
  return parts.filter((part) => part !== "").join("; ");
}

/** Where no value of the posting was asked for and found. */
function emptily(clauses: readonly ClauseVerdict[]): string {
  if (clauses.every(({ key }) => key === "status")) return "everything";
  return clauses.some(({ result }) => result === "unknown") ? "" : "nothing against it";
}
