import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { metrics } from "../../src/meter.ts";
import { strangeLabelsIn, unknownIn } from "./watched-metrics.ts";

const folder = join(import.meta.dirname, "../../config/deploy/grafana");
const gridPos = z.strictObject({ x: z.int(), y: z.int(), w: z.int(), h: z.int() });
const datasource = z.strictObject({ type: z.literal("prometheus"), uid: z.literal("${datasource}") });
const dashboard = z
  .looseObject({
    uid: z.literal("rolecall"),
    panels: z.array(
      z.discriminatedUnion("type", [
        z.looseObject({ type: z.literal("row"), id: z.int(), title: z.string().min(1), gridPos }),
        z.looseObject({
          type: z.enum(["stat", "timeseries"]),
          id: z.int(),
          title: z.string().min(1),
          description: z.string().min(10),
          datasource,
          gridPos,
          fieldConfig: z.looseObject({ defaults: z.looseObject({ unit: z.string().min(1) }) }),
          targets: z
            .array(z.strictObject({ refId: z.string(), datasource, expr: z.string(), legendFormat: z.string().min(1) }))
            .min(1),
        }),
      ]),
    ),
  })
  .parse(JSON.parse(readFileSync(join(folder, "dashboard.json"), "utf8")));

const queries = dashboard.panels.flatMap((panel) =>
  panel.type === "row" ? [] : panel.targets.map(({ expr, legendFormat }) => [panel.title, expr, legendFormat] as const),
);

describe("the dashboard", () => {
  it.each(queries)("%s asks for metrics that there are: %s", (_, expr, legend) => {
    const shown = [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label ?? "");

    expect(unknownIn(expr.replaceAll(/job=~"[^"]*"/g, ""))).toEqual([]);
    expect(strangeLabelsIn(`${expr} by (${["le", ...shown].join(", ")})`)).toEqual([]);
  });

  it("shows every metric of ours", () => {
    const all = queries.map(([, expr]) => expr).join("\n");

    expect(Object.keys(metrics).filter((name) => !all.includes(name))).toEqual([]);
  });

  it("has titles and ids once each, and panels that lie beside each other", () => {
    const { panels } = dashboard;
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    );

    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(cells).size).toBe(cells.length);
    expect(panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([]);
  });

  it("is found by Grafana with the data source that it names", () => {
    const read = (file: string): unknown => parse(readFileSync(join(folder, "provisioning", file), "utf8"));

    expect(read("datasources/rolecall.yaml")).toMatchObject({
      apiVersion: 1,
      datasources: [{ uid: "prometheus", type: "prometheus" }],
    });
    expect(read("dashboards/rolecall.yaml")).toMatchObject({
      apiVersion: 1,
      providers: [{ type: "file", options: { path: "/var/lib/grafana/dashboards" } }],
    });
  });
});
