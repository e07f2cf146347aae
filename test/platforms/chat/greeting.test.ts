import { describe, expect, it } from "vitest";
import type { Failure } from "../../../src/delivery/platform.ts";
import type { Log } from "../../../src/log.ts";
import { createGreet, type GreetOptions } from "../../../src/platforms/chat/greeting.ts";
import { PlatformRefusal } from "../../../src/platforms/chat/platform-refusal.ts";
import { greetsOnce } from "./greets-once.ts";

const place = async () => ({ platform: "null", address: "C1" });

function refusal(kind: Failure["class"]): PlatformRefusal {
  return new PlatformRefusal({ class: kind, code: "no", reason: "it may not write there" });
}

function aGreeting({ say = async () => {}, host = greetsOnce() }: Partial<Pick<GreetOptions, "say" | "host">> = {}) {
  const lines: string[] = [];
  const said: string[] = [];
  const write = (level: string) => (fields: object, text: string) =>
    void lines.push(`${level} ${text} ${JSON.stringify(fields)}`);
  const log: Log = { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
  const classify = (error: unknown): Failure =>
    error instanceof PlatformRefusal ? error.failure : { class: "transient", code: "?", reason: String(error) };
  const greet = createGreet({
    host,
    platform: { id: "null", classify },
    async say(destination, reply) {
      said.push(destination.address);
      await say(destination, reply);
    },
    log,
  });
  return { greet, said, lines };
}

describe("a greeting", () => {
  it("is said once, however often there is an occasion for it", async () => {
    const { greet, said } = aGreeting();

    await Promise.all([greet("w", place), greet("w", place)]);
    await greet("w", place);
    await greet("v", place);

    expect(said).toEqual(["C1", "C1"]);
  });

  it.each<[Failure["class"], number]>([
    ["destination", 2],
    ["transient", 2],
    ["ambiguous", 1],
  ])("that meets a refusal of the kind %s is tried %i times, and the log says so", async (kind, times) => {
    const { greet, said, lines } = aGreeting({ say: () => Promise.reject(refusal(kind)) });

    await greet("w", place);
    await greet("w", place);

    expect(said).toHaveLength(times);
    expect(lines).toHaveLength(times);
    expect(lines[0]).toMatch(/^warn a workspace could not be greeted .*"code":"no","reason":"it may not write there"/);
  });

  it("waits for the next occasion where its place is not known, whyever", async () => {
    const { greet, said } = aGreeting();

    await greet("w", () => Promise.reject(refusal("ambiguous")));
    await greet("w", place);

    expect(said).toEqual(["C1"]);
  });

  it("is no matter of whoever caused it where the database is away", async () => {
    const away = () => Promise.reject(new Error("away"));
    const { greet, said, lines } = aGreeting({ host: { greets: away, notGreeted: away } });

    await greet("w", place);

    expect(said).toEqual([]);
    expect(lines[0]).toMatch(/^error .*greeted/);
  });
});
