/**
 * Renders the Helm chart with Go's own template engine. Of Helm's functions the chart uses `quote`, `toJson` and `sha256sum`
 * alone, of one value each, so that these can be put in terms of the engine: it has none but Go's.
 */
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse as renderTemplate } from "@evertdespiegeleer/go-template";
import { Ajv } from "ajv";
import { parse, parseAllDocuments } from "yaml";

export const chart = join(import.meta.dirname, "../../config/deploy/helm/rolecall");

type Values = Readonly<Record<string, unknown>>;

/** Kubernetes objects of a release, as `helm template` prints them. @throws Error for values that the schema refuses. */
export async function renderChart(overrides: Values = {}): Promise<readonly ChartObject[]> {
  const values = merged(readYaml("values.yaml"), overrides);
  checkValues(values);
  const { version, appVersion, name } = readYaml("Chart.yaml");
  const data = {
    Values: values,
    Chart: { Name: name, Version: version, AppVersion: appVersion },
    Release: { Name: "demo", Namespace: "jobs", Service: "Helm" },
  };
  const names = readFileSync(join(chart, "templates/_names.tpl"), "utf8");
  const objects: ChartObject[] = [];
  for (const file of globSync("templates/*.{yaml,txt}", { cwd: chart }).toSorted()) {
    const rendered = await render(names + readFileSync(join(chart, file), "utf8"), data);
    if (file.endsWith(".txt")) continue;
    for (const document of parseAllDocuments(rendered)) {
      const [broken] = document.errors;
      if (broken !== undefined) throw new Error(`${basename(file)}: ${broken.message}\n${rendered}`);
      if (document.contents !== null) objects.push(document.toJS() as ChartObject);
    }
  }
  return objects;
}

export interface ChartObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: unknown;
}

async function render(template: string, data: Values): Promise<string> {
  const texts: Record<string, string> = {};
  const inGo = template
    .replace(/\{\{ toJson \.([\w.]+) \}\}/g, (_action, path: string) => {
      texts[path] = JSON.stringify(at(data, path));
      return `{{ index $.Texts "${path}" }}`;
    })
    .replace(/\{\{ sha256sum \.([\w.]+) \}\}/g, (_action, path: string) =>
      createHash("sha256")
        .update(String(at(data, path)))
        .digest("hex"),
    )
    .replace(/\{\{ quote (\.[\w.]+) \}\}/g, '{{ printf "%q" $1 }}');
  return await renderTemplate(inGo, { ...data, Texts: texts });
}

function at(data: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), data);
}

function readYaml(file: string): Values {
  return parse(readFileSync(join(chart, file), "utf8")) as Values;
}

/** As Helm merges values: objects key by key, all else as a whole. */
function merged(base: Values, over: Values): Values {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = base[key];
    result[key] = isObject(before) && isObject(value) ? merged(before, value) : value;
  }
  return result;
}

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function checkValues(values: Values): void {
  const ajv = new Ajv({ allErrors: true });
  const schema = JSON.parse(readFileSync(join(chart, "values.schema.json"), "utf8")) as object;
  if (!ajv.validate(schema, values)) throw new Error(`values: ${ajv.errorsText()}`);
}
