import type { Posting } from "../src/posting/posting.ts";
import type { Asker, Services } from "./services.ts";

/** Stored postings that were first seen since then, but for the openings that the asker has hidden. */
export async function* notHidden(asker: Asker, services: Services, since: number): AsyncGenerator<Posting> {
  const marked = await services.marks.list(asker);
  const hidden = new Set(marked.flatMap(({ posting, mark }) => (mark === "hidden" ? [posting.openingId] : [])));
  for await (const posting of services.postings.since(asker, since)) if (!hidden.has(posting.openingId)) yield posting;
}
