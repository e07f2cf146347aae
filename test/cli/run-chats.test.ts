import { expect, it, vi } from "vitest";
import type { App } from "../../src/app.ts";
import { runChats } from "../../src/cli/run-chats.ts";
import { systemClock } from "../../src/clock.ts";
import { RolecallError } from "../../src/errors.ts";
import { silentLog } from "../../src/log.ts";
import type { ChatPlatform } from "../../src/platforms/chat/chat-platform.ts";
import { allRoles, type Role } from "../../src/roles.ts";
import { createDiscardingPlatform } from "../bench/deliver/discarding-platform.ts";

const noWait = { ...systemClock, sleep: async () => {} };

/** Runs an app that has nothing to do, until the chat ends it. */
async function ran(chat: Partial<ChatPlatform>, roles: ReadonlySet<Role> = allRoles) {
  const stop = new AbortController();
  const nothing = async () => {};
  const app = {
    roles,
    poller: { pollDue: async () => [] },
    pipeline: { prepare: nothing, deliver: async () => ({ posted: 0, edited: 0, notSent: 0, halted: null }) },
    whenWoken: () => nothing,
    everyFewSeconds: () => nothing,
    hourly: () => nothing,
  } satisfies Partial<App>;
  const platform = createDiscardingPlatform();
  const whole = { platform, attach() {}, start: nothing, isConnected: () => true, stop: nothing, ...chat };
  const end = runChats({
    app: app as unknown as App,
    chats: [whole],
    clock: noWait,
    log: silentLog,
    signal: stop.signal,
  });
  return { end, stop };
}

it("starts a chat again once a database is back that went away meanwhile", async () => {
  const start = vi.fn<ChatPlatform["start"]>();
  start.mockRejectedValueOnce(new RolecallError("database-away", "storage: gone")).mockResolvedValueOnce();

  const { end, stop } = await ran({ start });
  await vi.waitFor(() => expect(start).toHaveBeenCalledTimes(2));
  stop.abort();

  await expect(end).resolves.toBeUndefined();
});

it("ends with whatever else keeps a chat from starting", async () => {
  const { end } = await ran({ start: () => Promise.reject(new RolecallError("slack-token", "no good")) });

  await expect(end).rejects.toThrow("no good");
});

it("listens to nobody without the role for it, and hears what is met while sending", async () => {
  const start = vi.fn<ChatPlatform["start"]>();
  const attach = vi.fn<ChatPlatform["attach"]>();

  const { end, stop } = await ran({ start, attach }, new Set<Role>(["deliver"]));
  stop.abort();
  await end;

  expect([start.mock.calls.length, attach.mock.calls.length]).toEqual([0, 1]);
});
