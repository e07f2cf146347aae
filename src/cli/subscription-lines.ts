/** Subscriptions of several people as text: canonical lines below a heading that says whose they are. */
import { zoneOf } from "../delivery/zone.ts";
import { parseDestination } from "../delivery/platform.ts";
import { UsageError } from "../errors.ts";
import { labelValues } from "../label-values.ts";
import type { StoredSubscription } from "../storage/subscription-store.ts";

/** What a line makes again. */
export type ExportedSubscription = Pick<
  StoredSubscription,
  "workspace" | "owner" | "destination" | "zone" | "name" | "query"
>;

const headingKeys = ["workspace", "owner", "to", "zone"] as const;

/** One heading for each person, place and zone, as long as they stay the same. */
export function printLines(subscriptions: readonly ExportedSubscription[]): string {
  let heading = "";
  return subscriptions
    .map(({ workspace, owner, destination, zone, name, query }) => {
      const own = `# workspace=${workspace} owner=${owner} to=${destination} zone=${zone}\n`;
      const line = `${own === heading ? "" : own}/jobs subscribe ${name} ${query}\n`;
      heading = own;
      return line;
    })
    .join("");
}

/** @throws UsageError `import` with the line that cannot be read. */
export function parseLines(text: string): readonly ExportedSubscription[] {
  const found: ExportedSubscription[] = [];
  let whose: Pick<ExportedSubscription, "workspace" | "owner" | "destination" | "zone"> | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const refused = (expected: string) =>
      new UsageError("import", `import: line ${index + 1}: expected ${expected}, got ${line.slice(0, 100)}.`);
    if (line.startsWith("#")) {
      const values = new Map([...line.matchAll(/(\w+)=(\S+)/g)].map(([, key = "", value = ""]) => [key, value]));
      const [workspace, owner, destination, zone] = headingKeys.map((key) => values.get(key));
      if (!workspace || !owner || !destination || !zone) throw refused(`# ${headingKeys.join("=… ")}=…`);
      const { platform, address } = parseDestination(destination);
      if (!labelValues.platform.includes(platform) || address === "") {
        throw refused(`to=PLATFORM:ADDRESS with one of ${labelValues.platform.join(", ")}`);
      }
      if (!zoneOf(zone).isValid) throw refused("zone=… to be one such as Europe/Berlin");
      whose = { workspace, owner, destination, zone };
      continue;
    }
    const { name, query } = /^\/jobs subscribe (?<name>\S+)(?: (?<query>.*))?$/.exec(line)?.groups ?? {};
    if (name === undefined) throw refused("/jobs subscribe NAME QUERY");
    if (whose === undefined) throw refused("a heading before the first line, which says whose it is");
    found.push({ ...whose, name, query: query?.trim() ?? "" });
  }
  return found;
}
