import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { strangeLabelsIn, unknownIn } from "./watched-metrics.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "config/deploy/prometheus");
const rule = z.strictObject({
  alert: z.string().regex(/^Rolecall[A-Z]\w+$/),
  expr: z.string(),
  for: z.string().optional(),
  labels: z.strictObject({ severity: z.enum(["critical", "warning"]) }),
  annotations: z.strictObject({ summary: z.string().min(10), runbook: z.string().min(40) }),
});
const rules = z
  .strictObject({ groups: z.array(z.strictObject({ name: z.string(), rules: z.array(rule) })) })
  .parse(parse(readFileSync(join(folder, "alerts.yaml"), "utf8")))
  .groups.flatMap((group) => group.rules);

const commands = [...readFileSync(join(root, "src/cli/program.ts"), "utf8").matchAll(/\.command\("([\w-]+)/g)].map(
  ([, name]) => name,
);
const panels = z
  .object({ panels: z.array(z.object({ title: z.string() })) })
  .parse(JSON.parse(readFileSync(join(root, "config/deploy/grafana/dashboard.json"), "utf8")))
  .panels.map(({ title }) => title);

describe("an alert", () => {
  it.each(rules.map(({ alert, expr }) => [alert, expr] as const))("%s rests on metrics that there are", (_, expr) => {
    expect(unknownIn(expr.replaceAll(/job=~"[^"]*"/g, ""))).toEqual([]);
    expect(strangeLabelsIn(expr)).toEqual([]);
  });

  it.each(rules.map(({ alert, annotations }) => [alert, annotations.runbook] as const))(
    "%s says which command to run, and which panels to look at",
    (_, runbook) => {
      const run = [...runbook.matchAll(/`([^`]+)`/g)].flatMap(([, code = ""]) => code);
      const ours = [...runbook.matchAll(/npm run -s cli -- ([\w-]+)/g)].map(([, command]) => command);
      const named = /\bpanels? ((?:"[^"]+"(?: and )?)+)/.exec(runbook)?.[1] ?? "";

      expect(run).not.toEqual([]);
      expect(ours.filter((command) => !commands.includes(command))).toEqual([]);
      expect(
        [...named.matchAll(/"([^"]+)"/g)].map(([, title = ""]) => title).filter((title) => !panels.includes(title)),
      ).toEqual([]);
    },
  );

  it("has a name of its own, and a test that it fires and one that it is silent", () => {
    const tests = z
      .looseObject({ tests: z.array(z.looseObject({ name: z.string() })) })
      .parse(parse(readFileSync(join(folder, "alerts.test.yaml"), "utf8")));

    expect(tests.tests.map(({ name }) => name)).toEqual(
      rules.flatMap(({ alert }) => [`${alert} fires`, `${alert} is silent`]),
    );
  });
});

const promtool = spawnSync("promtool", ["--version"]);
const withoutPromtool =
  promtool.error === undefined ? "" : " (left out: no promtool, which Debian's package prometheus brings)";

test.skipIf(withoutPromtool !== "")(`promtool finds the rules right, and their tests pass${withoutPromtool}`, () => {
  const runs = [
    ["check", "rules", "alerts.yaml"],
    ["test", "rules", "alerts.test.yaml"],
  ].map((args) => spawnSync("promtool", args, { cwd: folder, encoding: "utf8" }));

  for (const { status, stdout, stderr } of runs) expect({ status, said: stdout + stderr }).toMatchObject({ status: 0 });
});
