import { expect, test, describe, it } from "vitest";
import { labelValues } from "../../../src/label-values.ts";
import { silentLog } from "../../../src/log.ts";
import { createMetrics } from "../../../src/ops/metrics/metrics.ts";
import { openMetricsServer } from "../../../src/ops/metrics/metrics-server.ts";
import { metricsSettings } from "../../../src/ops/metrics/metrics-settings.ts";

const loopback = { host: "127.0.0.1", port: 0 };
const aServer = (settings = loopback) =>
  openMetricsServer({
    settings,
    metrics: createMetrics(labelValues, silentLog),
    readings: async () => [],
    log: silentLog,
  });

test("/metrics is there for Prometheus, and nothing else", async () => {
  const server = await aServer();
  const origin = `http://127.0.0.1:${server.port}`;

  const answer = await fetch(`${origin}/metrics?name[]=x`);
  const text = await answer.text();
  const others = await Promise.all([fetch(`${origin}/`), fetch(`${origin}/metrics`, { method: "POST" })]);
  await server.close();

  expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(text).toContain("# TYPE rolecall_polls_total counter");
  expect(others.map(({ status }) => status)).toEqual([404, 405]);
});

test("a port that is taken is an error that names the setting", async () => {
  const server = await aServer();

  const second = aServer({ ...loopback, port: server.port });

  await expect(second).rejects.toThrow(
    /metrics: expected to listen on 127\.0\.0\.1:\d+ \(metrics\.port and .*EADDRINUSE/,
  );
  await server.close();
});

describe("settings", () => {
  it.each([
    [{}, {}, null],
    [{}, { port: 9464 }, { host: "127.0.0.1", port: 9464 }],
    [{ ROLECALL_METRICS_PORT: "9000" }, { port: 9464 }, { host: "127.0.0.1", port: 9000 }],
    [{ ROLECALL_METRICS_PORT: "0", ROLECALL_METRICS_HOST: "::" }, {}, { host: "::", port: 0 }],
  ])("of %o and %o are %o", (variables, config, expected) => {
    expect(metricsSettings(variables, { host: "127.0.0.1", ...config })).toEqual(expected);
  });

  it.each(["http", "-1", "65536", "9464.5", "0x1"])("refuse the port %s", (port) => {
    expect(() => metricsSettings({ ROLECALL_METRICS_PORT: port }, { host: "127.0.0.1" })).toThrow(
      `metrics: expected ROLECALL_METRICS_PORT to be a port from 0 to 65535, got ${port}.`,
    );
  });
});
