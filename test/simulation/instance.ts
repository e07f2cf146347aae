import type { CheckpointName } from "../../src/checkpoint.ts";
import type { Clock, Random } from "../../src/clock.ts";
import { createDigester } from "../../src/delivery/digester.ts";
import { planEdits } from "../../src/delivery/edits.ts";
import { createMatcher } from "../../src/delivery/matcher.ts";
import type { Platform } from "../../src/delivery/platform.ts";
import { createPipeline } from "../../src/delivery/pipeline.ts";
import { createSender } from "../../src/delivery/sender.ts";
import type { Services } from "../../commands/services.ts";
import { messageOf } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import { createPoller } from "../../src/polling/poller.ts";
import { createServices } from "../../src/services.ts";
import type { Storage } from "../../src/storage/storage.ts";
import type { Board } from "./boards.ts";
import { serveBoards } from "./board-server.ts";
import { type Chat, forever } from "./chat.ts";
import type { Faults } from "./faults.ts";
import type { Plant } from "./plants.ts";
import type { Scheduler } from "./scheduler.ts";
import { crash, isCrash, type SimulatedDatabase, type StatementMoment } from "./simulated-database.ts";

/** One process of the bot: the real core, on ports that end with it. */
export interface Instance {
  readonly name: string;
  readonly services: Services;
  isAlive(): boolean;
  /** What the bot does every few seconds, each in its own time. */
  poll(): Promise<void>;
  deliver(): Promise<void>;
  kill(why: string): void;
}

export interface InstancePorts {
  readonly name: string;
  /** Whether it may take for granted that no other process is on the database. */
  readonly isSole: boolean;
  readonly database: SimulatedDatabase;
  readonly boards: readonly Board[];
  readonly chats: readonly Chat[];
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly random: Random;
  /** How far its clock is off. */
  readonly skew: () => number;
  /** Whether it may die by itself at the moment. */
  readonly mayCrash: () => boolean;
  readonly plant: Plant;
  readonly onDeath: (why: string) => void;
  /** What the core calls its own fault, or throws although it should not. */
  readonly onOwnFault: (text: string) => void;
}

/** @returns Undefined when it died while it started. */
export async function startInstance(ports: InstancePorts): Promise<Instance | undefined> {
  const { name, isSole, database, boards, scheduler, faults, random, plant } = ports;
  const atDeath = new Set<() => void>();
  let isAlive = true;
  let isStarting = true;

  const connection = database.connect((sql, moment) => {
    if (isStarting || !ports.mayCrash()) return;
    const where = crashAround(sql, moment, faults);
    if (where === undefined) return;
    kill(where);
    throw crash(where);
  });

  function kill(why: string): void {
    if (!isAlive) return;
    isAlive = false;
    connection.kill();
    for (const run of atDeath) run();
    ports.onDeath(why);
  }

  /** Sleeps that a dead process never wakes from. */
  async function sleep(ms: number): Promise<void> {
    await scheduler.sleep(ms);
    if (!isAlive) await forever();
  }

  function checkpoint(at: CheckpointName): void {
    if (!isAlive) throw crash(`before ${at}`);
    if (!ports.mayCrash() || !faults.strikes("crash-at-checkpoint", 0.02)) return;
    kill(`at ${at}`);
    throw crash(`at ${at}`);
  }

  const clock: Clock = { now: () => scheduler.now() + ports.skew(), sleep: (ms) => sleep(ms) };
  const log: Log = {
    debug() {},
    info() {},
    warn() {},
    error: (fields, text) => ports.onOwnFault(`${text}: ${"error" in fields ? messageOf(fields.error) : ""}`),
  };
  const process = {
    isAlive: () => isAlive,
    onDeath(run: () => void) {
      atDeath.add(run);
      return () => void atDeath.delete(run);
    },
  };
  const context = { clock, random };
  const opened = await connection.open(random);
  const storage: Storage = plant.storage?.(opened, context) ?? opened;
  const platforms = ports.chats.map((chat): Platform => {
    const platform = chat.connect(process);
    return plant.platform?.(platform, context) ?? platform;
  });
  const served = serveBoards(boards, faults, sleep);
  const poller = createPoller({ ...served, storage, baseDir: ".", clock, random, log, checkpoint });
  const matcher = createMatcher({ storage, clock, random, log, checkpoint });
  const digester = createDigester({ storage, platforms, clock, random, log, checkpoint });
  const sender = createSender({ storage, platforms, clock, random, log, checkpoint });
  const services = createServices(storage, clock, log);
  const edits = plant.planEdits ?? planEdits;
  const signal = new AbortController().signal;

  isStarting = false;
  try {
    await storage.sources.configure(
      boards.map(({ key }) => ({ key, kind: "fake" })),
      clock.now(),
    );
    if (isSole) await storage.sources.releaseAll();
    await sender.recover(isSole);
  } catch (error) {
    if (isCrash(error)) return undefined;
    throw error;
  }

  const pipeline = createPipeline({
    match: () => matcher.matchPending(),
    planEdits: () => edits(storage, clock),
    makeDigests: () => digester.makeDue(),
    recover: () => sender.recover(false),
    send: (until) => sender.sendDue(until),
    takeIn: () => Promise.resolve(),
    remind: () => Promise.resolve(),
    tell: () => Promise.resolve(),
  });

  async function deliver(): Promise<void> {
    try {
      const { halted } = await pipeline.deliver(signal);
      // As a supervisor does with a process that can do nothing any more.
      if (halted !== null) kill(`halted: ${halted}`);
    } catch (error) {
      await died(error);
    }
  }

  /** Errors of a process that is dead, or that dies of them, are its end; others should not be. */
  async function died(error: unknown): Promise<void> {
    if (isAlive) ports.onOwnFault(messageOf(error));
    if (!isAlive) await forever();
  }

  return {
    name,
    services,
    isAlive: () => isAlive,
    async poll() {
      const followUps: Promise<void>[] = [];
      await poller
        .pollDue({
          signal,
          onReport({ added, changed, closed }) {
            if (added + changed + closed > 0) followUps.push(deliver());
          },
        })
        .catch((error: unknown) => died(error));
      await Promise.all(followUps);
    },
    deliver,
    kill,
  };
}

function crashAround(sql: string, moment: StatementMoment, faults: Faults): string | undefined {
  if (sql === "commit") {
    if (moment === "before" && faults.strikes("crash-before-commit", 0.01)) return "before a commit";
    if (moment === "after" && faults.strikes("crash-after-commit", 0.01)) return "after a commit";
  }
  if (moment === "before" && faults.strikes("crash-anywhere", 0.000_6)) return `before "${sql.slice(0, 40)}"`;
  return undefined;
}
