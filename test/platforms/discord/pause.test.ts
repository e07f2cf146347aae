import { describe, expect, it } from "vitest";
import { silentLog } from "../../../src/log.ts";
import { PlatformRefusal } from "../../../src/platforms/chat/platform-refusal.ts";
import { createPause } from "../../../src/platforms/discord/pause.ts";
import { virtualClock } from "../../doubles/virtual-clock.ts";

function waitOf(pause: ReturnType<typeof createPause>): number | undefined {
  try {
    pause.check();
    return undefined;
  } catch (error) {
    return error instanceof PlatformRefusal ? error.failure.retryAfterMs : Number.NaN;
  }
}

describe("a pause", () => {
  it("stops everything until it is over, and says for how long", () => {
    const clock = virtualClock(0);
    const pause = createPause(clock, silentLog);
    const before = waitOf(pause);

    pause.begin(600_000, "40333", "shut out");
    const atOnce = waitOf(pause);
    clock.advance(400_000);
    const later = waitOf(pause);
    clock.advance(200_000);

    expect([before, atOnce, later, waitOf(pause)]).toEqual([undefined, 600_000, 200_000, undefined]);
  });

  it("is not made shorter by another", () => {
    const pause = createPause(virtualClock(0), silentLog);

    pause.begin(600_000, "40333", "shut out");
    pause.begin(1_000, "invalid-requests", "too many");

    expect(waitOf(pause)).toBe(600_000);
  });
});
