import { describe, expect, it, vi } from "vitest";
import type { App } from "../../src/app.ts";
import { startRunLoop } from "../../src/cli/run-loop.ts";
import type { SendReport } from "../../src/delivery/sender.ts";
import { silentLog } from "../../src/log.ts";
import { allRoles } from "../../src/roles.ts";

/** An app whose sending takes as long as the test says, and whose ticks come when it says. */
function aSlowApp(roles: App["roles"] = allRoles) {
  const ticks: (() => Promise<void>)[] = [];
  const sending = Promise.withResolvers<SendReport>();
  const pollDue = vi.fn<App["poller"]["pollDue"]>(async ({ onReport }) => {
    onReport?.({
      key: "folder:x",
      outcome: "read",
      added: 1,
      baseline: 0,
      changed: 0,
      closed: 0,
      dropped: [],
      errorCode: null,
      errorText: null,
    });
    return [];
  });
  const deliver = vi.fn<App["pipeline"]["deliver"]>(() => sending.promise);
  const every = (tick: () => Promise<void>) => {
    ticks.push(tick);
    return async () => {};
  };
  const app = {
    roles,
    poller: { pollDue },
    pipeline: { prepare: async () => {}, deliver },
    tidy: async () => {},
    whenWoken: () => async () => {},
    everyFewSeconds: every,
    hourly: every,
  } satisfies Partial<App>;
  return { app: app as unknown as App, ticks, sending, pollDue, deliver };
}

describe("the run loop", () => {
  it("polls and prepares on, while what is being sent takes long, and ends once that is done", async () => {
    const { app, ticks, sending, pollDue, deliver } = aSlowApp();
    const stop = new AbortController();
    const loop = startRunLoop({ app, log: silentLog, signal: stop.signal });

    for (const tick of [...ticks, ...ticks]) await tick();
    let hasEnded = false;
    const ended = loop.ended.then(() => {
      hasEnded = true;
    });
    stop.abort();
    await new Promise((resolve) => setImmediate(resolve));
    const endedEarly = hasEnded;
    sending.resolve({ posted: 1, edited: 0, notSent: 0, halted: null });
    await ended;

    expect(pollDue.mock.calls.length).toBeGreaterThanOrEqual(3);
    expect(deliver.mock.calls.length).toBeGreaterThanOrEqual(5);
    expect(endedEarly).toBe(false);
  });

  it("ends when nothing can be sent any more, and says why", async () => {
    const { app, sending } = aSlowApp();
    const loop = startRunLoop({ app, log: silentLog, signal: new AbortController().signal });

    sending.resolve({ posted: 0, edited: 0, notSent: 0, halted: "401: no token" });
    await loop.ended;

    expect([loop.halted(), loop.signal.aborted]).toEqual(["401: no token", true]);
  });

  it("polls nothing where that is not its role, and looks for what is to be sent", async () => {
    const { app, ticks, sending, pollDue, deliver } = aSlowApp(new Set(["deliver"]));
    const stop = new AbortController();
    const loop = startRunLoop({ app, log: silentLog, signal: stop.signal });

    for (const tick of ticks) await tick();
    sending.resolve({ posted: 0, edited: 0, notSent: 0, halted: null });
    stop.abort();
    await loop.ended;

    expect(pollDue).not.toHaveBeenCalled();
    expect(deliver).toHaveBeenCalled();
  });
});
