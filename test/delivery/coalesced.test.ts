import { describe, expect, it } from "vitest";
import { coalesced } from "../../src/delivery/coalesced.ts";

/** Work that ends when it is told to, and how often it has begun. */
function aWork() {
  const runs: PromiseWithResolvers<number>[] = [];
  const run = coalesced(() => {
    const one = Promise.withResolvers<number>();
    runs.push(one);
    return one.promise;
  });
  return { run, runs };
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe("coalesced work", () => {
  it("runs once more, after it, for all calls that come while it runs", async () => {
    const { run, runs } = aWork();
    const first = run();
    const [second, third] = [run(), run()];
    await settled();
    const meanwhile = runs.length;

    runs[0]?.resolve(1);
    await first;
    await settled();
    runs[1]?.resolve(2);

    expect(meanwhile).toBe(1);
    expect(await Promise.all([first, second, third])).toEqual([1, 2, 2]);
    expect(runs).toHaveLength(2);
  });

  it("goes on after one run has failed, of which only those are told who waited for it", async () => {
    const { run, runs } = aWork();
    const first = run();
    const second = run();

    runs[0]?.reject(new Error("no"));
    await expect(first).rejects.toThrow("no");
    await settled();
    runs[1]?.resolve(2);

    expect(await second).toBe(2);
  });

  it("begins anew when nothing runs", async () => {
    const { run, runs } = aWork();
    const first = run();
    runs[0]?.resolve(1);
    await first;

    const second = run();
    runs[1]?.resolve(2);

    expect(await second).toBe(2);
  });
});
