import type { Config } from "../../../config/load.ts";
import { messageOf, UsageError } from "../../errors.ts";
import { tracingSettings } from "../../ops/tracing/tracing-settings.ts";
import { type Check, ok, wrong } from "../../platforms/chat/check.ts";
import { pingCacheServer } from "../../storage/cache-server.ts";
import type { DoctorCheck, DoctorContext } from "./doctor-check.ts";

/** Servers that the bot goes on without, and in silence but for its log: whether those that are set up are there. */
export const serverCheck: DoctorCheck = {
  async *run(context) {
    const { CACHE_URL: cache } = context.config.environment;
    if (cache !== undefined) yield await cacheCheck(cache);
    yield* tracesCheck(context);
  },
};

async function cacheCheck(address: string): Promise<Check> {
  const { host } = new URL(address);
  try {
    await pingCacheServer(address);
    return ok("cache", `${host} answers`);
  } catch (error) {
    return wrong("cache", `${host} does not answer (${messageOf(error)}): start it, or look at CACHE_URL`);
  }
}

async function* tracesCheck({ config, machine }: DoctorContext): AsyncIterable<Check> {
  try {
    const url = tracesUrl(config);
    if (url === undefined) return;
    const { host } = new URL(url);
    yield await machine.ask(url).then(
      // Whatever it says of a question without traces.
      () => ok("traces", `${host} answers`),
      (error: unknown) =>
        wrong(
          "traces",
          `${host} does not answer (${messageOf(error)}): start the receiver, or look at OTEL_EXPORTER_OTLP_ENDPOINT and tracing.endpoint`,
        ),
    );
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    yield wrong("traces", error.message);
  }
}

function tracesUrl({ environment, tracing }: Config): string | undefined {
  return tracingSettings(environment, tracing)?.url;
}
