const segmentBits = 10;
const leastCapacity = 8;
const vacated = -1;

interface Segment {
  /** A slot and one; 0 where there is none and never was, `vacated` where there was. */
  places: Int32Array;
  /** Places that are not 0. */
  used: number;
  slots: number;
}

/**
 * Slots by the hash of what they hold, which is not stored again. In a thousand tables that grow one by one, since a whole
 * one of a million would stop everything while it is made anew.
 */
export class SlotTable {
  readonly #segments = Array.from({ length: 1 << segmentBits }, (): Segment => {
    return { places: new Int32Array(leastCapacity), used: 0, slots: 0 };
  });
  readonly #hashOf: (slot: number) => number;

  constructor(hashOf: (slot: number) => number) {
    this.#hashOf = hashOf;
  }

  find(hash: number, isWanted: (slot: number) => boolean): number | undefined {
    const { places } = this.#segmentOf(hash);
    for (let at = hash & (places.length - 1); ; at = (at + 1) & (places.length - 1)) {
      const place = places[at] ?? 0;
      if (place === 0) return undefined;
      if (place !== vacated && isWanted(place - 1)) return place - 1;
    }
  }

  /** One that is not there yet. */
  add(hash: number, slot: number): void {
    const segment = this.#segmentOf(hash);
    if (segment.used * 4 >= segment.places.length * 3) this.#rehash(segment);
    put(segment, hash, slot);
  }

  delete(hash: number, slot: number): void {
    const segment = this.#segmentOf(hash);
    const { places } = segment;
    for (let at = hash & (places.length - 1); places[at] !== 0; at = (at + 1) & (places.length - 1)) {
      if (places[at] !== slot + 1) continue;
      places[at] = vacated;
      segment.slots -= 1;
      return;
    }
    throw new RangeError(`slot table: expected slot ${slot} under the hash ${hash}, got none`);
  }

  #segmentOf(hash: number): Segment {
    const segment = this.#segments[hash >>> (32 - segmentBits)];
    if (segment === undefined) throw new RangeError(`slot table: expected a hash of 32 bits, got ${hash}`);
    return segment;
  }

  #rehash(segment: Segment): void {
    const slots = segment.places.filter((place) => place > 0);
    let capacity = leastCapacity;
    while (capacity < segment.slots * 2) capacity *= 2;
    segment.places = new Int32Array(capacity);
    segment.used = 0;
    segment.slots = 0;
    for (const place of slots) put(segment, this.#hashOf(place - 1), place - 1);
  }
}

function put(segment: Segment, hash: number, slot: number): void {
  const { places } = segment;
  let at = hash & (places.length - 1);
  while (places[at] !== 0) at = (at + 1) & (places.length - 1);
  places[at] = slot + 1;
  segment.used += 1;
  segment.slots += 1;
}
