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
  #lost = 0;

  /** Takes a posting; the second one of an id is dropped. */
  add(posting: SourcedPosting | Outline): void {
    if (this.#postings.has(posting.externalId)) {
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
    const parsed = this.parse(item, index, schema);
    if (parsed !== undefined) this.add(postingOf(parsed));
  }

  /**
   * An item in the form of a vendor; one of another form is dropped.
   *
   * @param idField Where the vendor keeps the id by which a dropped one counts as there all the same.
   */
  parse<Schema extends z.ZodType>(
    item: unknown,
    index: number,
    schema: Schema,
    idField = "id",
  ): z.output<Schema> | undefined {
    const parsed = schema.safeParse(item);
    if (parsed.success) return parsed.data;
    const externalId = idOf(item, idField);
    this.lose(externalId ?? `[${index}]`, complaintOf(parsed.error), externalId);
    return undefined;
  }

  /** Notes what is no posting and was passed over. */
  skip(what: string, why: string): void {
    this.#dropped.push({ what, why });
  }

  /** Notes what is or may be a posting and could not be read, under its id if that is known. */
  lose(what: string, why: string, externalId?: string): void {
    this.#lost += 1;
    if (externalId === undefined) this.#isComplete = false;
    this.#dropped.push({ what, why, ...(externalId === undefined ? {} : { externalId }) });
  }

  /** How many different postings the source showed, those that could not be read among them. */
  get size(): number {
    return this.#postings.size + this.#lost;
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

function idOf(item: unknown, field: string): string | undefined {
  if (typeof item !== "object" || item === null) return undefined;
  const id: unknown = Reflect.get(item, field);
  if (typeof id !== "string" && typeof id !== "number") return undefined;
  return String(id).trim().slice(0, 200) || undefined;
}
