import { describe, expect, it } from "vitest";
import { labelValues } from "../../../src/label-values.ts";
import { silentLog } from "../../../src/log.ts";
import { metrics } from "../../../src/meter.ts";
import { createMetrics } from "../../../src/ops/metrics/metrics.ts";

const nothing = async () => [];

describe("metrics", () => {
  it("count, observe and set what they are told, each under its own name", async () => {
    const { meter, text } = createMetrics(labelValues, silentLog);

    meter.count("rolecall_polls_total", { source: "ashby", code: "read" });
    meter.count("rolecall_polls_total", { source: "ashby", code: "read" }, 2);
    meter.observe("rolecall_delivery_delay_seconds", { kind: "card" }, 7);
    meter.set("rolecall_discord_sessions_remaining", {}, 991);

    const shown = await text(nothing);
    expect(shown).toContain('rolecall_polls_total{source="ashby",code="read"} 3');
    expect(shown).toContain('rolecall_delivery_delay_seconds_bucket{le="10",kind="card"} 1');
    expect(shown).toContain('rolecall_delivery_delay_seconds_bucket{le="5",kind="card"} 0');
    expect(shown).toContain("rolecall_discord_sessions_remaining 991");
  });

  it("keep labels to their closed lists, whatever they are given", async () => {
    const { meter, text } = createMetrics(labelValues, silentLog);

    for (let i = 0; i < 100; i++) meter.count("rolecall_polls_total", { source: `board-${i}`, code: `"\n${i}` });

    const lines = (await text(nothing)).split("\n").filter((line) => line.startsWith("rolecall_polls_total{"));
    expect(lines).toEqual(['rolecall_polls_total{source="other",code="other"} 100']);
  });

  it("take readings anew at each look, and forget what is no longer read", async () => {
    const { text } = createMetrics(labelValues, silentLog);
    const sources = (state: string) => async () => [
      { name: "rolecall_sources" as const, labels: { source: "lever", state }, value: 2 },
    ];

    await text(sources("failing"));
    const shown = await text(sources("ok"));

    expect(shown).toContain('rolecall_sources{source="lever",state="ok"} 2');
    expect(shown).not.toContain("failing");
    expect(shown).toContain("rolecall_database_up 1");
  });

  it("say that the database gives no answer, and show no old readings as new ones", async () => {
    const { meter, text } = createMetrics(labelValues, silentLog);
    meter.count("rolecall_matches_total", {}, 4);
    await text(async () => [{ name: "rolecall_uncertain_deliveries", labels: {}, value: 3 }]);

    const shown = await text(() => Promise.reject(new Error("disk I/O error")));

    expect(shown).toContain("rolecall_database_up 0");
    expect(shown).not.toMatch(/^rolecall_uncertain_deliveries \d/m);
    expect(shown).toContain("rolecall_matches_total 4");
  });

  it("show what the process knows by itself also where the database gives no answer", async () => {
    const { text } = createMetrics(labelValues, silentLog);
    const own = (value: number) => () => [
      { name: "rolecall_platform_connected" as const, labels: { platform: "slack" }, value },
    ];

    const shown = [
      await text(nothing, own(1)),
      await text(() => Promise.reject(new Error("disk I/O error")), own(0)),
      await text(nothing),
    ].map((each) => /^rolecall_platform_connected.*$/m.exec(each)?.[0]);

    expect(shown).toEqual([
      'rolecall_platform_connected{platform="slack"} 1',
      'rolecall_platform_connected{platform="slack"} 0',
      undefined,
    ]);
  });

  it("show no gauge that was never set", async () => {
    const shown = await createMetrics(labelValues, silentLog).text(nothing);

    const gauges = Object.entries(metrics).filter(
      ([name, { kind }]) => kind === "gauge" && name !== "rolecall_database_up",
    );
    expect(gauges.filter(([name]) => new RegExp(`^${name}[ {]`, "m").test(shown))).toEqual([]);
  });

  it("come with those of the process", async () => {
    const shown = await createMetrics(labelValues, silentLog).text(nothing);

    for (const name of [
      "nodejs_eventloop_lag_p99_seconds",
      "process_resident_memory_bytes",
      "process_cpu_seconds_total",
    ]) {
      expect(shown).toMatch(new RegExp(`^${name} `, "m"));
    }
  });
});
