import { messageOf, UserError } from "../errors.ts";
import { corrected } from "../filter/correction/corrected.ts";
import type { Log } from "../log.ts";
import type { Posting } from "../posting/posting.ts";
import type { CorrectionStore, StoredCorrection } from "../storage/correction-store.ts";

/** Who reads a posting: whoever is at a printed destination of a workspace, or one of its people by their id. */
export type Reader = { readonly workspace: string } & ({ readonly destination: string } | { readonly person: string });

/** How postings read to those who have corrected them. */
export interface CorrectedViews {
  /** The posting itself to whom nobody has corrected it. */
  of(posting: Posting, reader: Reader): Posting;
  /** How it reads anywhere but as it was read; none of most. */
  others(posting: Posting): readonly Posting[];
}

/** The views of postings, of some openings each. */
export async function viewsFor(
  store: Pick<CorrectionStore, "ofOpenings">,
  postings: Iterable<Pick<Posting, "openingId">>,
  log: Log,
): Promise<CorrectedViews> {
  const openings = new Set(Array.from(postings, ({ openingId }) => openingId));
  return correctedViews(openings.size === 0 ? [] : await store.ofOpenings([...openings]), log);
}

/**
 * The same by the corrections in force, the oldest first. What a person has corrected for themselves goes before what holds for
 * all of their workspace.
 */
export function correctedViews(corrections: readonly StoredCorrection[], log: Log): CorrectedViews {
  if (corrections.length === 0) return uncorrected;
  const byOpening = Map.groupBy(corrections, ({ openingId }) => openingId);
  /** Each view once, so that what is kept by the object, as the words of a text, is kept. */
  const known = new WeakMap<Posting, Map<string, Posting>>();

  function of(posting: Posting, reader: Reader): Posting {
    const holding = (byOpening.get(posting.openingId) ?? []).filter((one) => holds(one, reader));
    if (holding.length === 0) return posting;
    const forAll = holding.filter(({ destination }) => destination === null);
    const inOrder = [...forAll, ...holding.filter(({ destination }) => destination !== null)];
    const views = known.get(posting) ?? new Map<string, Posting>();
    known.set(posting, views);
    const key = inOrder.map(({ id }) => id).join(" ");
    const view = views.get(key) ?? inOrder.reduce((before, one) => withOne(before, one, log), posting);
    views.set(key, view);
    return view;
  }

  return {
    of,
    others(posting) {
      const readers = (byOpening.get(posting.openingId) ?? []).map((one) => of(posting, readerOf(one)));
      return [...new Set(readers)].filter((view) => view !== posting);
    },
  };
}

const uncorrected: CorrectedViews = { of: (posting) => posting, others: () => [] };

function holds({ workspace, destination, author }: StoredCorrection, reader: Reader): boolean {
  if (workspace !== reader.workspace) return false;
  if (destination === null) return true;
  return "person" in reader ? reader.person === author : reader.destination === destination;
}

/** One of those for whom it holds: of a whole workspace somebody who has corrected nothing. */
function readerOf({ workspace, destination }: StoredCorrection): Reader {
  return { workspace, destination: destination ?? "" };
}

/** One that cannot be read, after an upgrade or by hand, must not stop the others. */
function withOne(posting: Posting, correction: StoredCorrection, log: Log): Posting {
  try {
    return corrected(posting, [correction]);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { id, says } = correction;
    log.error({ correction: id, says, reason: messageOf(error) }, "a stored correction cannot be read");
    return posting;
  }
}
