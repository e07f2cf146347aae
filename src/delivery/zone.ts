import { IANAZone } from "luxon";

const dayMs = 86_400_000;
/** Enough for what is asked about; the past is not asked about again. */
const rememberedDays = 1_000;

/**
 * A time zone that remembers its offset of each day, since asking Intl for one costs more than all else that is reckoned
 * with it. Where a day begins and ends with the same offset, it holds all day: no zone has changed twice within one.
 */
class RememberingZone extends IANAZone {
  readonly #offsets = new Map<number, number | null>();

  override offset(at: number): number {
    const day = Math.floor(at / dayMs);
    const known = this.#offsets.get(day);
    if (typeof known === "number") return known;
    if (known === undefined) this.#remember(day);
    return this.#offsets.get(day) ?? super.offset(at);
  }

  #remember(day: number): void {
    if (this.#offsets.size >= rememberedDays) this.#offsets.clear();
    const [begin, end] = [super.offset(day * dayMs), super.offset((day + 1) * dayMs)];
    // Also where the moment lies outside of all time, of which no offset is known.
    this.#offsets.set(day, begin === end ? begin : null);
  }
}

const zones = new Map<string, RememberingZone>();

/** An IANA zone by its name. */
export function zoneOf(name: string): IANAZone {
  const known = zones.get(name) ?? new RememberingZone(name);
  zones.set(name, known);
  return known;
}
