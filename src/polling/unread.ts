import { z } from "zod";
import type { Storage } from "../storage/storage.ts";

const Unread = z.object({
  /** Of its outline; another one is worth another try. */
  hash: z.string(),
  /** When it was asked for, milliseconds since the epoch. */
  at: z.number(),
  /** Whether it belongs to the baseline of its source, whenever it can be read. */
  isBaseline: z.boolean(),
  /** Whether the fault was its own, and not one of the way there. */
  isOwn: z.boolean(),
  /** Whether there is no posting there at all: nothing is missing. */
  isNothing: z.boolean(),
});
export type Unread = Readonly<z.output<typeof Unread>>;

const stored = z.record(z.string(), Unread).catch({});

/** What could not be read by its own fault is asked for once a day, not at every poll. */
const againAfterMs = 24 * 3_600_000;

type Cache = ReturnType<Storage["cache"]>;

/** Postings of a source that were listed and could not be read, by their ids. */
export class UnreadPostings {
  readonly #cache: Cache | null;
  readonly #source: string;
  readonly #before: Readonly<Record<string, Unread>>;
  readonly #now = new Map<string, Unread>();

  /** @param storage Null for lists that are whole, of which nothing has to be read. */
  static async of(source: string, storage: Pick<Storage, "cache"> | null): Promise<UnreadPostings> {
    const cache = storage?.cache("unread") ?? null;
    return new UnreadPostings(cache, source, stored.parse((await cache?.get(source)) ?? {}));
  }

  private constructor(cache: Cache | null, source: string, before: Readonly<Record<string, Unread>>) {
    this.#cache = cache;
    this.#source = source;
    this.#before = before;
  }

  /** What is known of one that was asked for lately, as it is listed now, and is of no use. It stays among those. */
  known(externalId: string, hash: string, now: number): Unread | undefined {
    const before = this.#before[externalId];
    if (before === undefined || !before.isOwn || before.hash !== hash || now - before.at >= againAfterMs)
      return undefined;
    this.#now.set(externalId, before);
    return before;
  }

  /** Whether it was there, unread, when its source was looked at first. */
  isOfBaseline(externalId: string): boolean {
    return this.#before[externalId]?.isBaseline === true;
  }

  note(externalId: string, unread: Omit<Unread, "isBaseline">, isBaseline: boolean): void {
    this.#now.set(externalId, { ...unread, isBaseline: isBaseline || this.isOfBaseline(externalId) });
  }

  /** Keeps what was noted, and forgets what was read or is listed no more. */
  async save(): Promise<void> {
    if (this.#now.size > 0) await this.#cache?.set(this.#source, Object.fromEntries(this.#now));
    else if (Object.keys(this.#before).length > 0) await this.#cache?.delete(this.#source);
  }
}
