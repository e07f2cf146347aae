import type { z } from "zod";
import type { SourcedPosting } from "../posting/posting.ts";
import type { Dropped, Outline, Snapshot } from "./source.ts";

/**
 * Gathers a snapshot: bad items are dropped and counted, never the whole board. A snapshot that lost a posting without
 * knowing which one is not complete, lest the posting count as closed.
 */
export class SnapshotBuilder {
  readonly #postings = new Map<string, SourcedPosting | Outline>();
  readonly #dropped: Dropped[] = [];
  #isComplete = true;
  #hasRepeats = false;

  /** Takes a posting; the second one of an id is dropped. */
  add(posting: SourcedPosting | Outline): void {
    if (this.#postings.has(posting.externalId)) {
      this.#hasRepeats = true;
      this.#dropped.push({ what: posting.externalId, why: "expected every id once, got it a second time" });
      return;
    }
    this.#postings.set(posting.externalId, posting);
  }

  /** Takes an item in the form of a vendor, if it has that form. */
  addItem<Schema extends z.ZodType>(
    item: unknown,
    index: number,
    schema: Schema,
    postingOf: (item: z.output<Schema>) => SourcedPosting | Outline,
  ): void {
    const read = this.readItem(item, index, schema);
    if (read !== undefined) this.add(postingOf(read));
  }

  /**
   * Reads an item in the form of a vendor; one that has another form is lost, and undefined.
   *
   * @param idKey Where the vendor keeps the id by which a lost item is named.
   */
  readItem<Schema extends z.ZodType>(
    item: unknown,
    index: number,
    schema: Schema,
    idKey = "id",
  ): z.output<Schema> | undefined {
    const parsed = schema.safeParse(item);
    if (parsed.success) return parsed.data;
    const id = idOf(item, idKey);
    this.lose(id ?? `[${index}]`, complaintOf(parsed.error), id);
    return undefined;
  }

  /** Notes what is no posting and was passed over. */
  skip(what: string, why: string): void {
    this.#dropped.push({ what, why });
  }

  /** Notes what is or may be a posting and could not be read, under its id if that is known. */
  lose(what: string, why: string, externalId?: string): void {
    if (externalId === undefined) this.#isComplete = false;
    this.#dropped.push({ what, why, ...(externalId === undefined ? {} : { externalId }) });
  }

  /** Whether an id was taken before, for lists that repeat a posting by design, such as once for each place. */
  has(externalId: string): boolean {
    return this.#postings.has(externalId);
  }

  /** Whether a posting came twice: in a list of pages, one that moved while we read and may have moved another out of sight. */
  get hasRepeats(): boolean {
    return this.#hasRepeats;
  }

  /** @param isWhole Whether the source handed over all that it has. */
  build(isWhole = true): Snapshot {
    return {
      complete: this.#isComplete && isWhole,
      postings: [...this.#postings.values()],
      dropped: this.#dropped,
    };
  }

  /** For a list that shows its newest part only: what it lacks may be open all the same. */
  buildWindow(): Snapshot {
    return { ...this.build(false), isWindow: true };
  }
}

/** The first thing that was wrong: the field, what was expected and what arrived. */
export function complaintOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return "expected another shape";
  const path = issue.path.map(String).join(".");
  return path === "" ? issue.message : `${path}: ${issue.message}`;
}

function idOf(item: unknown, key: string): string | undefined {
  if (typeof item !== "object" || item === null || !Object.hasOwn(item, key)) return undefined;
  const id: unknown = Reflect.get(item, key);
  if (typeof id !== "string" && typeof id !== "number") return undefined;
  return String(id).trim().slice(0, 200) || undefined;
}
