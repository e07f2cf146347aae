import type { Meter } from "../../src/meter.ts";

/** A meter that tests can read: what each series stands at, `name{label="value"}`, those at 0 left out. */
export function aMeter(): Meter & { series(): Readonly<Record<string, number>> } {
  const series = new Map<string, number>();
  function keyOf(name: string, labels: Readonly<Record<string, string>>): string {
    const list = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    return list.length === 0 ? name : `${name}{${list.join(",")}}`;
  }
  function add(key: string, by: number): void {
    series.set(key, (series.get(key) ?? 0) + by);
  }
  return {
    count: (name, labels, by = 1) => add(keyOf(name, labels), by),
    observe: (name, labels, value) => add(keyOf(name, labels), value),
    set: (name, labels, value) => void series.set(keyOf(name, labels), value),
    series: () => Object.fromEntries([...series].filter(([, value]) => value !== 0)),
  };
}
