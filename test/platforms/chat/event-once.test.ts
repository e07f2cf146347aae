import { describe, expect, it } from "vitest";
import { silentLog } from "../../../src/log.ts";
import { createEventOnce } from "../../../src/platforms/chat/event-once.ts";
import { virtualClock } from "../../doubles/virtual-clock.ts";
import { aCache } from "./a-cache.ts";

function anOnce(cache = aCache()) {
  return createEventOnce(cache, virtualClock(0), silentLog);
}

describe("an event", () => {
  it("is handled once, however often it comes", async () => {
    const once = anOnce();
    let handled = 0;
    const handle = async () => void handled++;

    await Promise.all([once.run("Ev1", handle), once.run("Ev1", handle)]);
    await once.run("Ev1", handle);
    await once.run("Ev2", handle);

    expect(handled).toBe(2);
  });

  it("is handled once across a restart", async () => {
    const cache = aCache();
    let handled = 0;

    await anOnce(cache).run("Ev1", async () => void handled++);
    await anOnce(cache).run("Ev1", async () => void handled++);

    expect(handled).toBe(1);
  });

  it("is tried again where that failed, and given up in the end", async () => {
    const once = anOnce();
    const tries: string[] = [];

    await once.run("Ev1", async () => {
      tries.push("Ev1");
      if (tries.length < 3) throw new Error("the database is away");
    });
    await once.run("Ev2", async () => {
      tries.push("Ev2");
      throw new Error("never");
    });

    expect(tries.filter((id) => id === "Ev1")).toHaveLength(3);
    expect(tries.filter((id) => id === "Ev2")).toHaveLength(4);
  });
});
