import type { App } from "../app.ts";
import type { Clock } from "../clock.ts";
import { RolecallError, UsageError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { ChatPlatform } from "../platforms/chat/chat-platform.ts";
import { startRunLoop } from "./run-loop.ts";

export interface ChatsRun {
  readonly app: App;
  readonly chats: readonly ChatPlatform[];
  readonly clock: Clock;
  readonly log: Log;
  /** Aborts when the process is asked to stop. */
  readonly signal: AbortSignal;
}

const startAgainMs = 1_000;

/**
 * Runs the bot, on chat platforms where it is to send or to listen, until a signal comes, or one of them says that nothing can be done any more. Polling
 * begins at once: a platform that cannot be reached yet holds up nothing else.
 *
 * @throws UsageError where a platform cannot be started as it is configured, or has come to an end that the operator has to mend.
 */
export async function runChats({ app, chats, clock, log, signal }: ChatsRun): Promise<void> {
  const loop = startRunLoop({
    app,
    log,
    signal,
    async onReport({ key, outcome, added, baseline, errorCode }) {
      if (outcome === "failed") log.warn({ source: key, code: errorCode }, "source failed");
      else if (added > 0 || baseline > 0) log.info({ source: key, added, baseline }, "source read");
    },
  });
  const failures: unknown[] = [];
  const backend = {
    bot: app.bot,
    host: app.host,
    fetchFile: app.fetchFile,
    deliver: () => loop.deliver(),
    onFatal(reason: string) {
      log.warn({ reason }, "a chat platform ended");
      failures.push(endedFor(reason));
      loop.stop();
    },
  };
  /** A database that goes away just then ends nothing: it is waited for. */
  async function startChat(chat: ChatPlatform): Promise<void> {
    while (!loop.signal.aborted) {
      try {
        return await chat.start(backend, loop.signal);
      } catch (error) {
        if (!(error instanceof RolecallError) || error.code !== "database-away") throw error;
        log.warn({ platform: chat.platform.id, reason: error.message }, "a chat platform waits for the database");
        await clock.sleep(startAgainMs, loop.signal);
      }
    }
  }

  const starting = chats.map(async (chat) => {
    if (!app.roles.has("chat")) return chat.attach(backend);
    try {
      await startChat(chat);
    } catch (error) {
      failures.push(error);
      loop.stop();
    }
  });
  await loop.ended;
  const halted = loop.halted();
  if (halted !== null) failures.push(endedFor(halted));
  await Promise.all(starting);
  await Promise.all(chats.map((chat) => chat.stop()));
  if (failures.length > 0) throw failures[0];
}

/** So that whatever watches over the process sees that it did not end by itself. */
function endedFor(reason: string): UsageError {
  return new UsageError("ended", `Rolecall cannot go on: ${reason}.`, { reason });
}
