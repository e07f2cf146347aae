import { type Receiver, SocketModeReceiver } from "@slack/bolt";
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
  stop(): Promise<void>;
}

export interface SocketOptions {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly log: Log;
}

const retryAfterMs = 30_000;
/** How long closing may take before it is left to the end of the process. */
const closeWithinMs = 1_000;

/** Keeps Bolt's own way of reconnecting: without its retries a short outage would end the socket for good. */
export function createSocket({ appToken, apiUrl, clock, log }: SocketOptions): Socket {
  const logger = sdkLog(log, "socket");
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    installerOptions: { clientOptions: { slackApiUrl: apiUrl } },
  });
  const { client } = receiver;
  const connect = client.start.bind(client);
  let isStopped = false;

  client.on("connected", () => log.info({}, "slack socket connected"));
  client.on("reconnecting", () => log.info({}, "slack socket lost, connecting again"));

  /** A later start is one of the client's own after an outage, and nobody takes its error: it would end the process. */
  async function reconnect(): ReturnType<typeof connect> {
    for (;;) {
      try {
        return await connect();
      } catch (error) {
        if (isStopped) return { ok: false };
        log.warn({ error, code: slackCode(error), retryAfterMs }, "slack socket cannot be opened");
        await clock.sleep(retryAfterMs);
      }
    }
  }

  return {
    receiver,
    async start(signal) {
      const stopped = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      const connected = connect().then(
        () => {
          client.start = reconnect;
        },
        (error: unknown) => {
          const code = slackCode(error);
          if (code === undefined || !deadTokens.has(code)) throw error;
          throw new UsageError(
            "slack-token",
            `slack: expected SLACK_APP_TOKEN to be good, Slack says ${code}.`,
            {},
            error,
          );
        },
      );
      await Promise.race([connected, stopped]);
    },
    async stop() {
      isStopped = true;
      await Promise.race([client.disconnect(), clock.sleep(closeWithinMs)]);
    },
  };
}
