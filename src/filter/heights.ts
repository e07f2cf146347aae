import { lineage, type PlaceId } from "../posting/vocabulary/places.ts";

const known = new Map<PlaceId, ReadonlySet<PlaceId>>();

/** The lineage of a place, climbed once: every filter with a place asks for it of every posting. */
export function heightsOf(id: PlaceId): ReadonlySet<PlaceId> {
  const found = known.get(id) ?? lineage(id);
  known.set(id, found);
  return found;
}
