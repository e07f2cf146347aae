/** Figures side by side, before anything draws them: as a picture, or with characters. All text is plain and of one line. */
export interface Dashboard {
  readonly title: string;
  /** What the figures are of. */
  readonly subtitle: string;
  readonly panels: readonly Panel[];
  /** The same in words, for who sees no picture; a sentence each. */
  readonly summary: readonly string[];
}

export type Panel = ColumnPanel | BarPanel | RangePanel;

interface Titled {
  readonly title: string;
  /** How much it rests on, and what is left out. */
  readonly note: string;
}

/** Amounts over time, oldest first. */
export interface ColumnPanel extends Titled {
  readonly kind: "columns";
  readonly bars: readonly Bar[];
}

/** Amounts of different things, most first. */
export interface BarPanel extends Titled {
  readonly kind: "bars";
  readonly bars: readonly Bar[];
}

/** Where the middle half of some amounts lies, and their median; each has a scale of its own. */
export interface RangePanel extends Titled {
  readonly kind: "ranges";
  readonly ranges: readonly Range[];
}

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value as it is written: "12", "41%". */
  readonly said: string;
}

export interface Range {
  readonly label: string;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** "62k to 90k, median 75k". */
  readonly said: string;
}

/** Draws a dashboard as a PNG. @throws RolecallError `picture` where that fails. */
export type Draw = (dashboard: Dashboard) => Promise<Uint8Array>;
