import { labelValues } from "../../src/label-values.ts";
import { silentLog } from "../../src/log.ts";
import { type LabelName, metrics } from "../../src/meter.ts";
import { createMetrics } from "../../src/ops/metrics/metrics.ts";

const text = await createMetrics(labelValues, silentLog).text(async () => []);
const kinds = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = "", kind = ""]) => [name, kind]));

/** Names of series that there are: those of a histogram have endings. */
const series = new Set([
  // Of Prometheus itself: whether a scrape was answered.
  "up",
  ...kinds.keys(),
  ...[...kinds].flatMap(([name, kind]) =>
    kind === "histogram" ? ["_bucket", "_sum", "_count"].map((end) => name + end) : [],
  ),
]);

/** What a query asks for that there is not: names of metrics, and values of labels. */
export function unknownIn(query: string): readonly string[] {
  const names = query.match(/\b(?:(?:rolecall|nodejs|process)_\w+|up(?=\{))/g) ?? [];
  const labels = [...query.matchAll(/\b(\w+)="([^"]*)"/g)].map(([, name = "", value = ""]) => ({ name, value }));
  const lists = new Map<string, readonly string[]>(Object.entries(labelValues));
  return [
    ...(names.length === 0 ? [`no metric in ${query}`] : []),
    ...names.filter((name) => !series.has(name)),
    ...labels
      .filter(({ name, value }) => lists.get(name)?.includes(value) !== true)
      .map(({ name, value }) => `${name}=${value}`),
  ];
}

/** Labels that a query groups by and that none of its metrics has; Prometheus itself adds `instance` and `job`. */
export function strangeLabelsIn(query: string): readonly string[] {
  const names = query.match(/\brolecall_\w+?(?=_bucket|_sum|_count|\b)/g) ?? [];
  const known = new Set<string>(["le", "instance", "job"]);
  for (const [name, { labels }] of Object.entries(metrics)) {
    if (names.some((one) => one === name)) for (const label of labels satisfies readonly LabelName[]) known.add(label);
  }
  const grouped = [...query.matchAll(/\b(?:by|on) \(([^)]*)\)/g)].flatMap(([, list = ""]) => list.split(", "));
  return grouped.filter((label) => !known.has(label));
}
