import type { Card } from "../../delivery/card/card.ts";

/** "Go Engineer — Acme — Berlin, DE · senior — matches infra: Go (p2abc)". */
export function cardLine({ title, company, facts, why, postingId, state }: Card): string {
  const said = [title, company, ...facts.map(({ value }) => value), why].filter(Boolean).join(" — ");
  return `${state === "closed" ? "Closed: " : ""}${said} (${postingId})`;
}
