import type { Services } from "../commands/services.ts";
import type { Clock } from "./clock.ts";
import { correctedViews, viewsFor } from "./delivery/corrected-views.ts";
import type { Log } from "./log.ts";
import type { Posting } from "./posting/posting.ts";
import { respellingsOf, search, takeIn } from "./search.ts";
import type { Storage } from "./storage/storage.ts";

/** What was stored a moment ago is found by whoever asks now; more than this many postings would keep them waiting. */
const newestTakenIn = 200;

/** Stored postings, each as whoever asks and their workspace have corrected it. */
export function createPostings(storage: Storage, clock: Clock, log: Log): Services["postings"] {
  return {
    async *since({ workspace, self }, time) {
      const views = correctedViews(await storage.corrections.ofWorkspace(workspace), log);
      for await (const posting of storage.postings.since(workspace, time)) {
        yield views.of(posting, { workspace, destination: self });
      }
    },
    async *search({ workspace, self }, filter, words) {
      await takeIn(storage, clock, newestTakenIn);
      const corrections = await storage.corrections.ofWorkspace(workspace);
      const views = correctedViews(corrections, log);
      const view = (posting: Posting) => views.of(posting, { workspace, destination: self });
      const now = clock.now();
      yield* search(storage.search, { workspace, filter, words, now, view: corrections.length === 0 ? null : view });
    },
    async respellings({ workspace }, words) {
      await takeIn(storage, clock, newestTakenIn);
      return await respellingsOf(storage.search, workspace, words);
    },
    companies: (beginning, limit) =>
      beginning === "" ? storage.search.largestCompanies(limit) : storage.search.companiesWith(beginning, limit),
    async find({ workspace, self }, reference) {
      const posting = await storage.postings.find(workspace, reference);
      return (await viewsFor(storage.corrections, [posting], log)).of(posting, { workspace, destination: self });
    },
    async at({ workspace }, { id }, destinations) {
      const posting = await storage.postings.find(workspace, id);
      const views = await viewsFor(storage.corrections, [posting], log);
      return new Map(destinations.map((destination) => [destination, views.of(posting, { workspace, destination })]));
    },
    isMatched: (posting) => storage.postings.isMatched(posting.id),
    isBaseline: (posting) => storage.postings.isBaseline(posting.id),
  };
}
