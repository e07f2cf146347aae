import { WordStore } from "./word-store.ts";

const segmentBits = 10;
const leastCapacity = 16;

interface Segment {
  /** Of each place the key and one; 0 where there is none. */
  keys: Int32Array;
  addresses: Int32Array;
  sizes: Int32Array;
  /** Entries that there is room for. */
  rooms: Int32Array;
  used: number;
}

/**
 * Runs of entries by key, each entry two numbers: what is still to be tested, and the slot. In a thousand small tables, so
 * that none takes long to grow.
 */
export class EntryStore {
  readonly #segments = Array.from({ length: 1 << segmentBits }, () => segmentOf(leastCapacity));
  readonly #entries = new WordStore();

  add(key: number, test: number, slot: number): void {
    const segment = this.#segment(key);
    if (segment.used * 4 >= segment.keys.length * 3) this.#rehash(segment);
    const place = placeOf(segment, key);
    if (segment.keys[place] === 0) {
      segment.keys[place] = key + 1;
      segment.used += 1;
    }
    const size = segment.sizes[place] ?? 0;
    if (size === segment.rooms[place]) this.#enlarge(segment, place);
    const address = segment.addresses[place] ?? 0;
    const chunk = this.#entries.chunkOf(address);
    const at = this.#entries.offsetOf(address) + size * 2;
    chunk[at] = test;
    chunk[at + 1] = slot;
    segment.sizes[place] = size + 1;
  }

  /** The last one takes its place. */
  delete(key: number, slot: number): void {
    const segment = this.#segment(key);
    const place = placeOf(segment, key);
    const size = segment.sizes[place] ?? 0;
    const address = segment.addresses[place] ?? 0;
    const chunk = this.#entries.chunkOf(address);
    const first = this.#entries.offsetOf(address);
    const last = first + (size - 1) * 2;
    for (let at = first; at <= last; at += 2) {
      if (chunk[at + 1] !== slot) continue;
      chunk[at] = chunk[last] ?? 0;
      chunk[at + 1] = chunk[last + 1] ?? 0;
      segment.sizes[place] = size - 1;
      return;
    }
    throw new RangeError(`entry store: expected slot ${slot} under the key ${key}, got none`);
  }

  /** The run of a key: the numbers from `first` on, two for each entry. Undefined where there is none. */
  run(key: number): { readonly words: Int32Array; readonly first: number; readonly size: number } | undefined {
    const segment = this.#segment(key);
    const place = placeOf(segment, key);
    const size = segment.sizes[place] ?? 0;
    if (size === 0) return undefined;
    const address = segment.addresses[place] ?? 0;
    return { words: this.#entries.chunkOf(address), first: this.#entries.offsetOf(address), size };
  }

  #enlarge(segment: Segment, place: number): void {
    const room = segment.rooms[place] ?? 0;
    const address = segment.addresses[place] ?? 0;
    // Most keys have few, and a doubled room stands half empty.
    const wider = room < 4 ? room + 1 : room + (room >>> 1);
    segment.addresses[place] = this.#entries.move(address, room * 2, wider * 2);
    segment.rooms[place] = wider;
  }

  /** Makes room for more keys, and leaves out those without entries. */
  #rehash(segment: Segment): void {
    const old = { ...segment };
    const live = old.sizes.reduce((count, size) => (size > 0 ? count + 1 : count), 0);
    let capacity = leastCapacity;
    while (capacity < live * 2) capacity *= 2;
    Object.assign(segment, segmentOf(capacity));
    for (const [at, size] of old.sizes.entries()) {
      const room = old.rooms[at] ?? 0;
      const address = old.addresses[at] ?? 0;
      if (size === 0) {
        if (room > 0) this.#entries.delete(address, room * 2);
        continue;
      }
      const key = (old.keys[at] ?? 0) - 1;
      const place = placeOf(segment, key);
      segment.keys[place] = key + 1;
      segment.addresses[place] = address;
      segment.sizes[place] = size;
      segment.rooms[place] = room;
      segment.used += 1;
    }
  }

  #segment(key: number): Segment {
    const segment = this.#segments[hashOf(key) >>> (32 - segmentBits)];
    if (segment === undefined) throw new RangeError(`entry store: expected a key of 32 bits, got ${key}`);
    return segment;
  }
}

function segmentOf(capacity: number): Segment {
  return {
    keys: new Int32Array(capacity),
    addresses: new Int32Array(capacity),
    sizes: new Int32Array(capacity),
    rooms: new Int32Array(capacity),
    used: 0,
  };
}

/** Where a key is, or would be. */
function placeOf({ keys }: Segment, key: number): number {
  const last = keys.length - 1;
  let at = hashOf(key) & last;
  while (keys[at] !== 0 && keys[at] !== key + 1) at = (at + 1) & last;
  return at;
}

function hashOf(key: number): number {
  const mixed = Math.imul(key ^ (key >>> 15), 0x2c_1b_3c_6d);
  return (mixed ^ (mixed >>> 12)) >>> 0;
}
