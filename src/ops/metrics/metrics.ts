import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Log } from "../../log.ts";
import { type LabelName, type Meter, type MetricName, metrics } from "../../meter.ts";

/** What a gauge stands at. */
export interface Reading {
  readonly name: MetricName;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Metrics {
  readonly meter: Meter;
  /**
   * All of them as Prometheus reads them, with the readings taken now. Never throws for readings that fail.
   *
   * @param own What the process knows by itself, also without a database; nothing when left out.
   */
  text(readings: () => Promise<readonly Reading[]>, own?: () => readonly Reading[]): Promise<string>;
  readonly contentType: string;
}

/** What stands in the place of a value that its label does not know. */
const other = "other";

/**
 * The metrics of `meter.ts` in a registry of their own, with those of the process.
 *
 * @param values The closed list of each label.
 */
export function createMetrics(values: Readonly<Record<LabelName, readonly string[]>>, log: Log): Metrics {
  const registry = new Registry();
  const known = new Map<string, ReadonlySet<string>>(
    Object.entries(values).map(([name, list]) => [name, new Set(list)]),
  );
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  const gauges = new Map<string, Gauge>();
  const unlabelled = new Set<string>();
  for (const [name, metric] of Object.entries(metrics)) {
    if (metric.labels.length === 0) unlabelled.add(name);
    const options = { name, help: metric.help, labelNames: [...metric.labels], registers: [registry] };
    if (metric.kind === "counter") counters.set(name, new Counter(options));
    else if (metric.kind === "gauge") gauges.set(name, new Gauge(options));
    else histograms.set(name, new Histogram({ ...options, buckets: [...metric.buckets] }));
  }
  for (const name of gauges.keys()) clear(name);
  collectDefaultMetrics({ register: registry });

  function bounded(labels: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(labels).map(([name, value]) => [name, known.get(name)?.has(value) === true ? value : other]),
    );
  }

  /** prom-client shows one without labels as 0 where it is not set: as if it had been read. */
  function clear(name: string): void {
    if (unlabelled.has(name)) gauges.get(name)?.remove();
    else gauges.get(name)?.reset();
  }

  /** Names of gauges that the last readings set. */
  let read = new Set<string>();

  async function take(readings: () => Promise<readonly Reading[]>, own: () => readonly Reading[]): Promise<void> {
    let taken: readonly Reading[] = [];
    let isUp = true;
    try {
      taken = await readings();
    } catch (error) {
      log.warn({ error }, "metrics could not be read from the database");
      isUp = false;
    }
    taken = [...taken, ...own()];
    // What is no longer there must not stay at what it was.
    for (const name of read) clear(name);
    read = new Set(taken.map(({ name }) => name));
    for (const { name, labels, value } of taken) gauges.get(name)?.set(bounded(labels), value);
    gauges.get("rolecall_database_up" satisfies MetricName)?.set(isUp ? 1 : 0);
  }

  return {
    contentType: registry.contentType,
    meter: {
      count: (name, labels, by = 1) => counters.get(name)?.inc(bounded(labels), by),
      observe: (name, labels, value) => histograms.get(name)?.observe(bounded(labels), value),
      set: (name, labels, value) => gauges.get(name)?.set(bounded(labels), value),
    },
    async text(readings, own = () => []) {
      await take(readings, own);
      return await registry.metrics();
    },
  };
}
