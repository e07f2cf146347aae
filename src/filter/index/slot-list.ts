/** Slots that were found together, in an array that is used again. */
export class SlotList {
  slots = new Int32Array(1_024);
  size = 0;

  /** Empties it and makes room for so many. */
  start(most: number): Int32Array {
    this.size = 0;
    if (most > this.slots.length) this.slots = new Int32Array(Math.max(most, this.slots.length * 2));
    return this.slots;
  }
}
