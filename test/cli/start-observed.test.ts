import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { serving, startServer } from "../http/loopback-server.ts";
import { finished, runCli, startCli } from "./run-cli.ts";

function aDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-observed-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("start serves metrics where it is told to, and ends with them", async () => {
  const child = startCli(["start"], {
    ROLECALL_DATA: aDataFolder(),
    ROLECALL_LOG_LEVEL: "info",
    ROLECALL_METRICS_PORT: "0",
  });
  const end = finished(child);
  const port = await new Promise<number>((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (text: string) => {
      said += text;
      const found = /"port":(\d+),"msg":"metrics are served"/.exec(said)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    child.on("close", () => reject(new Error(`expected metrics to be served, got:\n${said}`)));
  });

  const shown = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  child.kill("SIGTERM");

  expect((await end).code).toBe(0);
  expect(shown).toMatch(/^rolecall_sources\{source="folder",state="\w+"\} 1$/m);
});

test("start says which setting names a port that is taken, and ends", async () => {
  await using taken = await startServer(serving(""));
  const port = taken.host.split(":")[1] ?? "";

  const { code, stderr } = await runCli(["start"], {
    env: { ROLECALL_DATA: aDataFolder(), ROLECALL_METRICS_PORT: port },
  });

  expect(code).toBe(2);
  expect(stderr).toContain(
    `metrics: expected to listen on 127.0.0.1:${port} (metrics.port and metrics.host, or ROLECALL_METRICS_PORT`,
  );
});

test("start once serves nothing", async () => {
  const { code, stderr } = await runCli(["start", "--once"], {
    env: { ROLECALL_DATA: aDataFolder(), ROLECALL_LOG_LEVEL: "info", ROLECALL_METRICS_PORT: "0" },
  });

  expect(code).toBe(0);
  expect(stderr).not.toContain("metrics are served");
});
