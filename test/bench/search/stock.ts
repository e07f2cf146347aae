import type { PostingDraft } from "../../../src/storage/posting-store.ts";
import { aDraft, testNow } from "../../builders.ts";
import { postings } from "../match/workload.ts";

const minuteMs = 60_000;
/** Of a text: MiniSearch holds them all in memory. */
const mostWords = 60;

/** Postings to be stored, the same ones for a seed: one a minute until now, each with the words of its facts in its title. */
export function* stock(seed: number, count: number): Generator<PostingDraft> {
  let number = 0;
  for (const { posting } of postings(seed).take(count)) {
    const { facts } = posting.reading;
    number += 1;
    const title = [facts.levels[0], facts.languages[0], facts.roles[0], "engineer"].filter(Boolean).join(" ");
    const id = number.toString(36).padStart(8, "0");
    yield aDraft({
      id,
      externalId: id,
      openingKeys: [id],
      title,
      company: facts.company,
      text: posting.text.split(" ").slice(0, mostWords).join(" "),
      reading: { ...posting.reading, facts: { ...facts, title } },
      publishedAt: testNow - (count - number) * minuteMs,
      contentHash: id,
    });
  }
}
