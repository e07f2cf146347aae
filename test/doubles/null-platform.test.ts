import { describe, expect, it } from "vitest";
import type { Message } from "../../src/delivery/card/digest.ts";
import { errorClasses } from "../../src/delivery/platform.ts";
import { aDigestOf, cardMessage, digestMessage } from "../platforms/a-digest.ts";
import { testPlatform } from "../platforms/conformance.ts";
import { createNullPlatform, type NullPlatformOptions, PlatformError } from "./null-platform.ts";

const here = { platform: "null", address: "here" };
const there = { platform: "null", address: "there" };

function underTest(options: NullPlatformOptions) {
  const platform = createNullPlatform(options);
  return {
    platform,
    destination: here,
    person: { workspace: "w", user: "ada" },
    shown: () => platform.shown(here),
    close() {},
  };
}

const errors = errorClasses.map((meaning) => [meaning, new PlatformError({ class: meaning }), meaning] as const);

testPlatform("the null platform", { open: () => underTest({ isStrict: false }), errors });
testPlatform("a null platform that can neither edit nor find", {
  open: () => underTest({ isStrict: false, capabilities: { editsInPlace: false, findsByKey: false } }),
});

describe("the null platform", () => {
  it.each<[string, Message, string]>([
    ["too-many-cards", { kind: "digest", digest: aDigestOf(3, 0) }, "key1"],
    ["too-many-lines", { kind: "digest", digest: aDigestOf(0, 4) }, "key1"],
    ["too-many-characters", digestMessage({ late: "x".repeat(2_001) }), "key1"],
    ["empty-title", cardMessage({ title: " " }), "key1"],
    ["bad-key", cardMessage(), "k".repeat(25)],
    ["bad-key", cardMessage(), "key-1"],
  ])("refuses what breaks a limit: %s", async (code, message, key) => {
    const platform = createNullPlatform({ capabilities: { digest: { cards: 2, lines: 3, characters: 2_000 } } });

    const error: unknown = await platform.send(here, message, key).catch((thrown: unknown) => thrown);

    expect(platform.classify(error)).toMatchObject({ class: "message", code });
    expect(platform.messages()).toEqual([]);
  });

  it("takes what the limits just allow", async () => {
    const platform = createNullPlatform({ capabilities: { digest: { cards: 2, lines: 3, characters: 2_000 } } });

    await platform.send(here, { kind: "digest", digest: aDigestOf(2, 3) }, "k".repeat(24));

    expect(platform.messages()).toHaveLength(1);
  });

  it("refuses destinations of other platforms, and edits of what is not there", async () => {
    const platform = createNullPlatform();
    const reference = await platform.send(here, cardMessage(), "key1");

    const failures = [
      platform.send({ platform: "slack", address: "C1" }, cardMessage(), "key1"),
      platform.edit(here, "m9", cardMessage()),
      platform.edit(there, reference, cardMessage()),
    ].map((call) => call.catch((error: unknown) => platform.classify(error)));

    expect(await Promise.all(failures)).toMatchObject([
      { class: "destination", code: "unknown-destination" },
      { class: "message", code: "unknown-message" },
      { class: "message", code: "unknown-message" },
    ]);
  });

  it("can fail before a message appears, or lose the answer after it did", async () => {
    const lost = new PlatformError({ class: "transient", retryAfterMs: 5_000 });
    const platform = createNullPlatform({
      faults: {
        before(call) {
          if (call.operation === "send" && call.key === "key1") throw lost;
        },
        async after(call) {
          if (call.operation === "send" && call.key === "key2") throw new Error("reset");
        },
      },
    });

    const thrown = [];
    for (const key of ["key1", "key2"]) {
      thrown.push(await platform.send(here, cardMessage(), key).catch((error: unknown) => platform.classify(error)));
    }

    expect(thrown).toMatchObject([{ class: "transient", retryAfterMs: 5_000 }, { class: "ambiguous" }]);
    expect(platform.messages(here).map(({ key }) => key)).toEqual(["key2"]);
    expect((await platform.find(here, "key2", 0)).kind).toBe("found");
    expect(platform.calls).toEqual({ send: 2, edit: 0, find: 1, openDirect: 0 });
  });

  it("tells what stands in one destination twice", async () => {
    const platform = createNullPlatform();
    for (const [destination, key] of [
      [here, "key1"],
      [there, "key1"],
      [here, "key2"],
      [here, "key1"],
    ] as const) {
      await platform.send(destination, cardMessage(), key);
    }

    expect(platform.doubled().map(({ reference }) => reference)).toEqual(["m4"]);
    expect(platform.messages(there)).toHaveLength(1);
  });

  it("finds only what was sent since", async () => {
    let time = 1_000;
    const platform = createNullPlatform({ now: () => time });
    await platform.send(here, cardMessage(), "key1");
    time = 2_000;
    const again = await platform.send(here, cardMessage(), "key1");

    expect(await platform.find(here, "key1", 1_500)).toEqual({ kind: "found", reference: again });
    expect(await platform.find(here, "key1", 2_001)).toEqual({ kind: "absent" });
  });

  it("keeps what a message was before its edits", async () => {
    const platform = createNullPlatform();
    const [open, closed] = [cardMessage(), cardMessage({ state: "closed" })];
    const reference = await platform.send(here, open, "key1");

    await platform.edit(here, reference, closed, { isPlain: true });

    expect(platform.messages()).toMatchObject([{ versions: [open, closed], isPlain: true }]);
    expect(platform.shown(here)[0]).toContain("[closed] Backend Engineer");
  });
});
