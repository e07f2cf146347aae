import type { App } from "../app.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { HttpServer } from "../ops/http-server.ts";
import { openStatusServer } from "../ops/status/status-server.ts";
import type { StatusSettings } from "../ops/status/status-settings.ts";
import { printRoles } from "../roles.ts";
import type { ChatPlatform } from "../platforms/chat/chat-platform.ts";

export interface StatusOf {
  readonly app: Pick<App, "roles" | "status">;
  readonly chats: readonly Pick<ChatPlatform, "platform" | "isConnected">[];
  readonly clock: Clock;
  readonly log: Log;
  /** Aborts when the process is asked to stop: from then on it is not ready. */
  readonly signal: AbortSignal;
}

/**
 * Opens the status page of a running bot; nothing where it is not set up.
 *
 * @throws UsageError `port` where it cannot listen.
 */
export async function openStatus(
  settings: StatusSettings | null,
  { app, chats, clock, log, signal }: StatusOf,
): Promise<HttpServer | undefined> {
  if (settings === null) return undefined;
  const server = await openStatusServer({
    settings,
    requirements: [
      { name: "process", missing: () => (signal.aborted ? "is stopping" : null) },
      {
        name: "database",
        async missing() {
          await app.status.ping();
          return null;
        },
      },
      // Whoever only sends has no connection that stays.
      ...(app.roles.has("chat") ? chats : []).map(({ platform, isConnected }) => ({
        name: platform.id,
        missing: () => (isConnected() ? null : "is not connected"),
      })),
    ],
    roles: printRoles(app.roles),
    report: () => app.status.report(),
    clock,
    log,
  });
  log.info({ host: settings.host, port: server.port }, "status page listens");
  return server;
}
