import { describe, expect, it } from "vitest";
import type { Clock } from "../../../src/clock.ts";
import { createPacer } from "../../../src/platforms/chat/pacer.ts";

/** Time that passes while somebody sleeps, and not otherwise. */
function sleepingClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    async sleep(ms) {
      const until = now + ms;
      await Promise.resolve();
      now = Math.max(now, until);
    },
  };
}

async function startsOf(calls: number, everyMs: number, burst = 1, key: (call: number) => string = () => "C1") {
  const clock = sleepingClock();
  const pacer = createPacer(clock, everyMs, burst);
  const starts: { call: number; at: number }[] = [];
  await Promise.all(
    Array.from({ length: calls }, (_, call) =>
      pacer.run(key(call), async () => void starts.push({ call, at: clock.now() })),
    ),
  );
  return starts;
}

describe("a pacer", () => {
  it("lets one call a second through, in order", async () => {
    const starts = await startsOf(5, 1_000);

    expect(starts).toEqual([0, 1, 2, 3, 4].map((call) => ({ call, at: call * 1_000 })));
  });

  it("lets a burst through, and no more than the rate allows in the long run", async () => {
    const starts = await startsOf(12, 100, 4);

    for (const [index, { at }] of starts.entries()) {
      expect(at).toBeGreaterThanOrEqual(Math.floor(index / 4) * 400);
    }
    expect(starts.slice(0, 4).every(({ at }) => at === 0)).toBe(true);
  });

  it("keeps one channel from holding up another", async () => {
    const starts = await startsOf(6, 1_000, 1, (call) => `C${call}`);

    expect(starts.every(({ at }) => at === 0)).toBe(true);
  });

  it("goes on after a call that failed, and passes its error on", async () => {
    const pacer = createPacer(sleepingClock(), 1_000);

    const failed = pacer.run("C1", () => Promise.reject(new Error("refused")));
    const next = pacer.run("C1", () => Promise.resolve("sent"));

    await expect(failed).rejects.toThrow("refused");
    await expect(next).resolves.toBe("sent");
  });

  it("refuses what would wait for longer than its claim lasts, and says when to come back", async () => {
    const pacer = createPacer(sleepingClock(), 1_000);

    const results = await Promise.allSettled(Array.from({ length: 30 }, () => pacer.run("C1", async () => "sent")));

    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(refused.length).toBeGreaterThan(0);
    expect(results.slice(0, 20).every(({ status }) => status === "fulfilled")).toBe(true);
    for (const { failure } of refused) {
      expect(failure).toMatchObject({ class: "transient", code: "queue-full" });
      expect(failure.retryAfterMs).toBeGreaterThan(20_000);
    }
  });

  it("lets nothing of a key through for as long as the platform asks, and says when to come back", async () => {
    const clock = sleepingClock();
    const pacer = createPacer(clock, 1_000, 1, () => 30_000);
    let calls = 0;
    const call = async () => void calls++;

    const first = pacer.run("C1", () => Promise.reject(new Error("slow down")));
    const [limited, waiting, other] = await Promise.allSettled([first, pacer.run("C1", call), pacer.run("C2", call)]);
    const callsWhileLimited = calls;
    await clock.sleep(30_000);
    await pacer.run("C1", call);

    expect([limited.status, waiting.status, other.status]).toEqual(["rejected", "rejected", "fulfilled"]);
    expect(waiting).toMatchObject({
      reason: { failure: { class: "transient", code: "limited", retryAfterMs: 30_000 } },
    });
    expect([callsWhileLimited, calls]).toEqual([1, 2]);
  });

  it("is not stopped by a clock that is set back", async () => {
    let now = 1_000_000;
    const slept: number[] = [];
    const clock = { now: () => now, sleep: async (ms: number) => void slept.push(ms) };
    const pacer = createPacer(clock, 1_000);
    await pacer.run("C1", async () => undefined);

    now = 0;
    await pacer.run("C1", async () => undefined);

    expect(slept).toEqual([1_000]);
  });
});
