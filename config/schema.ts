import { z } from "zod";
import { discordConfig } from "../src/platforms/discord/discord-settings.ts";
import { statusConfig } from "../src/ops/status/status-settings.ts";
import { metricsConfig } from "../src/ops/metrics/metrics-settings.ts";
import { tracingConfig } from "../src/ops/tracing/tracing-settings.ts";
import { slackConfig } from "../src/platforms/slack/slack-settings.ts";
import { sources } from "../src/sources/index.ts";
import { intervalMs } from "./duration.ts";

/** What every source may be told, whatever it is. */
const everySource = z.strictObject({
  baseline: z
    .boolean()
    .default(true)
    .describe("Take what is there at the first poll as known, and announce only what comes later"),
  every: intervalMs.optional().describe("How often to poll it, such as 15m or 2h; polling.every by default"),
});

const sourceEntry = z
  .strictObject(
    Object.fromEntries(
      sources.map((source) => [
        source.id,
        source.options.safeExtend(everySource.shape).optional().describe(source.title),
      ]),
    ),
  )
  .refine((entry) => Object.keys(entry).length === 1, {
    error: "expected one source in each item, such as `- ashby: { board: perplexity }`",
  });

function quota(most: number, meaning: string) {
  return z.int().min(1).max(1_000_000).default(most).describe(`${meaning}: ${most}`);
}

/** The whole configuration. The JSON Schema for editors, `rolecall.schema.json`, is written from it. */
export const configSchema = z.strictObject({
  sources: z.array(sourceEntry).min(1).describe("Where postings come from: one source an item"),
  polling: z
    .strictObject({
      every: intervalMs.default(30 * 60_000).describe("How often each source is polled, unless it says otherwise: 30m"),
      contact: z
        .string()
        .regex(/^[!-~][ -~]{2,200}$/, "expected a web or mail address in plain characters")
        .optional()
        .describe("A web or mail address of yours, sent along in the User-Agent so that a board can reach you"),
    })
    .prefault({})
    .describe("How sources are polled"),
  storage: z
    .strictObject({
      file: z
        .string()
        .regex(
          /^[\w-][\w.-]*\.(?:sqlite|db)$/,
          "expected the name of a file that ends in .sqlite or .db, without a folder",
        )
        .default("rolecall.sqlite")
        .describe("Name of the database, in the data folder that ROLECALL_DATA names (./data)"),
    })
    .prefault({})
    .describe("Where things are kept"),
  retention: z
    .strictObject({
      days: z
        .int()
        .min(30, "expected 30 days at least")
        .max(36_500, "expected 36500 days at most")
        .default(180)
        .describe(
          "How many days after it closed a posting is kept, with what was sent of it; what people marked is kept for good: 180",
        ),
    })
    .prefault({})
    .describe("How long things are kept"),
  platforms: z
    .strictObject({
      terminal: z
        .strictObject({
          colour: z.enum(["auto", "always", "never"]).default("auto").describe("Whether to use colours"),
        })
        .prefault({})
        .describe("The terminal, used while no chat platform is set up"),
      slack: slackConfig.describe("Slack, used once its variables are set: see .env.example"),
      discord: discordConfig.describe("Discord, used once its variables are set: see .env.example"),
    })
    .prefault({})
    .describe("Where people are reached"),
  status: statusConfig.describe(
    "The status page for operators and the probes /healthz and /readyz, off without a port",
  ),
  metrics: metricsConfig.describe("Metrics for Prometheus at /metrics, off without a port"),
  tracing: tracingConfig.describe("Traces by OpenTelemetry, off without an endpoint"),
  limits: z
    .strictObject({
      privateHosts: z
        .array(
          z
            .string()
            .regex(
              /^(?:\[[\da-f:.]+\]|[\w-]+(?:\.[\w-]+)*\.?)(?::\d{1,5})?$/i,
              "expected a host such as jobs.intranet, 10.0.0.5:8080 or [fd00::5]",
            ),
        )
        .default([])
        .describe("Hosts of your own network that sources may be on; all other private addresses are refused"),
      workspace: z
        .strictObject({
          subscriptions: quota(5_000, "Subscriptions that the people of one workspace may have together"),
          subscriptionsPerPerson: quota(200, "Subscriptions that one of them may have"),
          sources: quota(25, "Sources that they may add for themselves"),
          checksPerMinute: quota(5, "Addresses that they may have looked at in a minute, by each process"),
          correctionsPerDay: quota(100, "Corrections of postings that one of its people may make in a day"),
        })
        .prefault({})
        .describe("How much of the bot one workspace may take"),
    })
    .prefault({})
    .describe("What the bot may do"),
});

export type ParsedConfig = z.output<typeof configSchema>;
