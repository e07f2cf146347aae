import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { freePort, startPostgres } from "../servers/start-servers.ts";
import { note, rounded } from "./measure.ts";
import { sentPerSecond } from "./scale/senders.ts";
import { fillSubscriptions, started } from "./scale/started.ts";
import { noteSizes, walPosition } from "./scale/unit-sizes.ts";
import { subscriptionVisibleMs } from "./scale/visible.ts";

/** Several instances on one PostgreSQL of this machine, whose commits do not wait for its disk. Nulls where none is installed. */
export async function scale(): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-scale-"));
  const server = await startPostgres(folder, await freePort());
  try {
    if (server === null) {
      note("scale: no PostgreSQL is installed here, so there is nothing to measure");
      const [onePerSecond, threePerSecond, ratio, visible, startToReadyMs, rssMb] = Array<null>(6).fill(null);
      return { onePerSecond, threePerSecond, ratio, subscriptionVisibleMs: visible, startToReadyMs, rssMb };
    }
    const sending = await database(server.address, "sending");
    // The first run warms the server up.
    await sentPerSecond(sending, 1);
    const onePerSecond = await sentPerSecond(sending, 1);
    const walFrom = await walPosition(sending);
    const threePerSecond = await sentPerSecond(sending, 3);
    await noteSizes(sending, "9 postings found, matched and sent to 1,200 places", walFrom);
    const many = await database(server.address, "many");
    const filledFrom = await walPosition(many);
    await fillSubscriptions(many, 100_000);
    await noteSizes(many, "100,000 subscriptions stored", filledFrom);
    const few = await database(server.address, "few");
    await fillSubscriptions(few, 10_000);
    // The first start compiles what later ones find compiled.
    const { rssMb } = await started(few, join(folder, "few"));
    const { readyMs } = await started(many, join(folder, "many"));
    return {
      onePerSecond,
      threePerSecond,
      ratio: rounded(threePerSecond / onePerSecond, 2),
      subscriptionVisibleMs: await subscriptionVisibleMs(await database(server.address, "visible")),
      startToReadyMs: readyMs,
      rssMb,
    };
  } finally {
    server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A database of its own on the server. @returns Its address. */
async function database(server: string, name: string): Promise<string> {
  const client = new Client(server);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return server.replace(/\w+$/, name);
}
