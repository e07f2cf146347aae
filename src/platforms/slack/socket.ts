import { type Receiver, SocketModeReceiver } from "@slack/bolt";
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { UsageError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { deadTokens, slackCode } from "./classify.ts";
import { sdkLog } from "./sdk-log.ts";

/** Slack's events through a socket that we open, so that nobody has to reach us. */
export interface Socket {
  readonly receiver: Receiver;
  /**
   * Connects, however long that takes, or until the signal aborts.
   *
   * @throws UsageError `slack-token` where Slack does not know the app token.
   */
  start(signal: AbortSignal): Promise<void>;
  /** Whether it is open right now. */
  isConnected(): boolean;
  stop(): Promise<void>;
}

export interface SocketOptions {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Once it was connected: Slack takes the app token no more, which only the operator can mend. */
  readonly onFatal: (reason: string) => void;
  /** Tries of one connection, before it is begun anew; as many as Slack's own client has when left out. */
  readonly retries?: number;
}

const retryAfterMs = 30_000;
/** How long closing may take before it is left to the end of the process. */
const closeWithinMs = 1_000;

/** Refusals of an app token that do not go away by themselves; Slack's client asks again for some of them, for ever. */
const refusedTokens: ReadonlySet<string> = new Set([
  ...deadTokens,
  "not_allowed_token_type",
  "missing_scope",
  "user_removed_from_team",
  "team_disabled",
]);

const refusal = z.looseObject({ ok: z.literal(false), error: z.string() });

/** Keeps Bolt's own way of reconnecting: without its retries a short outage would end the socket for good. */
export function createSocket({ appToken, apiUrl, clock, log, onFatal, retries }: SocketOptions): Socket {
  const refused = Promise.withResolvers<never>();
  // It may be told before anybody waits for it.
  refused.promise.catch(() => undefined);
  let isUp = false;
  let isStopped = false;

  /** What Slack's client asks with by itself, with an eye on the answers: it does not pass all of them on. */
  async function watched(...request: Parameters<typeof globalThis.fetch>): Promise<Response> {
    const response = await globalThis.fetch(...request);
    const answer = refusal.safeParse(
      await response
        .clone()
        .json()
        .catch(() => null),
    );
    if (answer.success && refusedTokens.has(answer.data.error)) onRefused(answer.data.error);
    return response;
  }

  function onRefused(code: string): void {
    const message = `slack: expected SLACK_APP_TOKEN to be good, Slack says ${code}`;
    refused.reject(new UsageError("slack-token", `${message}.`, { code }));
    if (isUp && !isStopped) onFatal(message);
    isStopped = true;
  }

  const receiver = new SocketModeReceiver({
    appToken,
    logger: sdkLog(log, "socket"),
    installerOptions: {
      clientOptions: {
        slackApiUrl: apiUrl,
        fetch: watched,
        ...(retries === undefined ? {} : { retryConfig: { retries } }),
      },
    },
  });
  const { client } = receiver;
  const connect = client.start.bind(client);
  /** A start is also the client's own after an outage, and nobody takes its error then: it would end the process. */
  client.start = async () => {
    for (;;) {
      try {
        return await connect();
      } catch (error) {
        if (isStopped) return { ok: false };
        log.warn({ error, code: slackCode(error), retryAfterMs }, "slack socket cannot be opened");
        await clock.sleep(retryAfterMs);
        if (isStopped) return { ok: false };
      }
    }
  };

  let isConnected = false;
  client.on("connected", () => {
    isConnected = true;
    log.info({}, "slack socket connected");
  });
  client.on("reconnecting", () => log.info({}, "slack socket lost, connecting again"));
  // Seconds before the client connects again, or says that it will not.
  client.on("close", () => {
    isConnected = false;
  });

  return {
    receiver,
    async start(signal) {
      if (signal.aborted) return;
      const stopped = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      await Promise.race([refused.promise, client.start(), stopped]);
      isUp = true;
    },
    isConnected: () => isConnected,
    async stop() {
      isStopped = true;
      await Promise.race([client.disconnect(), clock.sleep(closeWithinMs)]);
    },
  };
}
