import { afterEach, describe, expect, it } from "vitest";
import type { Log } from "../../../src/log.ts";
import { createClients } from "../../../src/platforms/slack/clients.ts";
import { singleInstallation } from "../../../src/platforms/slack/installations.ts";
import { createMovedChannels } from "../../../src/platforms/slack/moved-channels.ts";
import { createSlackPlatform, deliveryEvent } from "../../../src/platforms/slack/slack-platform.ts";
import { virtualClock } from "../../doubles/virtual-clock.ts";
import { cardMessage } from "../a-digest.ts";
import { aCache } from "../chat/a-cache.ts";
import { anInstallation } from "./an-installation.ts";
import { type Answer, type Call, type ScriptedApi, scriptedApi } from "./scripted-api.ts";

let api: ScriptedApi | undefined;

afterEach(async () => {
  await api?.close();
});

const hourMs = 3_600_000;
const channel = { platform: "slack", address: "T1/C1" };
const thread = { platform: "slack", address: "T1/C1/1712345678.123456" };
const person = { platform: "slack", address: "T1/U1" };

async function aPlatform(
  script: Readonly<Record<string, (call: Call) => Answer>> = {},
  { cache = aCache(), startMs = 0 } = {},
) {
  let posted = 0;
  api = await scriptedApi({
    "chat.postMessage": ({ args }) => ({ channel: args["channel"], ts: `171234567${++posted}.000100` }),
    "chat.update": () => ({}),
    "conversations.open": ({ args }) => ({ channel: { id: `D-${args["users"]}` } }),
    ...script,
  });
  const lines: string[] = [];
  const refused: string[] = [];
  const write = (_fields: object, text: string) => void lines.push(text);
  const log: Log = { debug() {}, info: write, warn: write, error: write };
  const clock = virtualClock(startMs);
  const clients = createClients({
    apiUrl: api.url,
    installations: singleInstallation(async () => anInstallation()),
    clock,
    log,
    renew: async (stale) => stale,
    onDead: async () => {},
  });
  const platform = createSlackPlatform({
    clients,
    cache,
    clock,
    log,
    installUrl: "https://rolecall.example.org/install",
    refused: { note: async (team) => void refused.push(team) },
    moved: createMovedChannels(cache),
  });
  return { api, platform, clock, lines, cache, refused };
}

/** What the core makes of a call. */
async function failureOf(platform: { classify(error: unknown): object }, call: Promise<unknown>): Promise<object> {
  try {
    await call;
  } catch (error) {
    return platform.classify(error);
  }
  return { class: "none" };
}

function argsOf(calls: readonly Call[], method: string) {
  return calls.filter((call) => call.method === method).map(({ args }) => args);
}

/** Refuses the first so many times. */
function refusing(error: string, times = Number.POSITIVE_INFINITY) {
  let refused = 0;
  return ({ args }: Call): Answer =>
    ++refused <= times ? { ok: false, error } : { channel: args["channel"], ts: "1712345678.000100" };
}

describe("a message", () => {
  it("carries its key, and nothing in it is obeyed or previewed", async () => {
    const { api, platform } = await aPlatform();

    const reference = await platform.send(channel, cardMessage(), "key1");

    expect(reference).toBe("C1/1712345671.000100");
    const [args] = argsOf(api.calls, "chat.postMessage");
    expect(args).toMatchObject({
      channel: "C1",
      parse: "none",
      link_names: "false",
      unfurl_links: "false",
      unfurl_media: "false",
      mrkdwn: "false",
    });
    expect(args).not.toHaveProperty("thread_ts");
    expect(JSON.parse(args?.["metadata"] ?? "")).toEqual({ event_type: deliveryEvent, event_payload: { key: "key1" } });
  });

  it("goes into a thread", async () => {
    const { api, platform } = await aPlatform();

    await platform.send(thread, cardMessage(), "key1");

    expect(argsOf(api.calls, "chat.postMessage")).toMatchObject([{ channel: "C1", thread_ts: "1712345678.123456" }]);
  });

  it("goes to a person through a conversation that is opened once", async () => {
    const { api, platform } = await aPlatform();

    expect(await platform.openDirect({ workspace: "slack:T1", user: "U1" })).toEqual(person);
    const reference = await platform.send(person, cardMessage(), "key1");
    await platform.send(person, cardMessage(), "key2");

    expect(reference).toMatch(/^D-U1\//);
    expect(api.countOf("conversations.open")).toBe(1);
  });

  it("is never sent again by itself", async () => {
    for (const error of ["fatal_error", "internal_error", "is_archived", "invalid_blocks", "ratelimited"]) {
      const { api, platform } = await aPlatform({ "chat.postMessage": refusing(error) });

      await failureOf(platform, platform.send(channel, cardMessage(), "key1"));

      expect(api.countOf("chat.postMessage")).toBe(1);
      await api.close();
    }
  });
});

describe("a channel without the bot", () => {
  it.each(["not_in_channel", "channel_not_found"])("is tried once more, held, and never joined: %s", async (code) => {
    const { api, platform } = await aPlatform({
      "chat.postMessage": refusing(code),
      "conversations.join": () => ({}),
    });

    const failure = await failureOf(platform, platform.send(channel, cardMessage(), "key1"));

    expect(failure).toMatchObject({ class: "destination", code });
    expect(api.calls.map(({ method }) => method)).toEqual(["chat.postMessage", "chat.postMessage"]);
  });

  it("that is a direct conversation is opened anew", async () => {
    let opened = 0;
    const { api, platform } = await aPlatform({
      "conversations.open": () => ({ channel: { id: `D${++opened}` } }),
      "chat.postMessage": ({ args }) =>
        args["channel"] === "D1" ? { ok: false, error: "channel_not_found" } : { channel: args["channel"], ts: "1.1" },
    });

    expect(await platform.send(person, cardMessage(), "key1")).toBe("D2/1.1");

    expect(api.countOf("conversations.join")).toBe(0);
  });
});

describe("a refusal", () => {
  it("for want of a right says which, and where to give it", async () => {
    const { platform, refused } = await aPlatform({
      "chat.postMessage": () => ({ ok: false, error: "missing_scope", needed: "chat:write" }),
    });

    const failure = await failureOf(platform, platform.send(channel, cardMessage(), "key1"));

    expect(failure).toMatchObject({
      class: "installation",
      reason: "the app lacks the right chat:write: install it again at https://rolecall.example.org/install",
    });
    expect(refused).toEqual(["T1"]);
  });

  it.each(["org_login_required", "team_added_to_org", "message_limit_exceeded"])(
    "that lasts is tried hourly for a day and daily then: %s",
    async (code) => {
      const { platform, clock, lines } = await aPlatform({ "chat.postMessage": refusing(code) });
      const attempt = () => failureOf(platform, platform.send(channel, cardMessage(), "key1"));

      const waits = [];
      for (let hour = 0; hour < 30; hour += 6) {
        waits.push(await attempt());
        clock.advance(6 * hourMs);
      }

      const hourly = { class: "transient", code, retryAfterMs: hourMs };
      expect(waits).toMatchObject([hourly, hourly, hourly, hourly, { ...hourly, retryAfterMs: 24 * hourMs }]);
      expect(lines.filter((line) => line.includes("takes nothing for longer"))).toHaveLength(1);
    },
  );

  it("that lasts is tried daily also after a restart, until it is over", async () => {
    const first = await aPlatform({ "chat.postMessage": refusing("org_login_required") });
    await failureOf(first.platform, first.platform.send(channel, cardMessage(), "key1"));
    await api?.close();
    const restarted = (startMs: number, times: number) =>
      aPlatform({ "chat.postMessage": refusing("org_login_required", times) }, { cache: first.cache, startMs });
    const attempt = async ({ platform }: typeof first) =>
      await failureOf(platform, platform.send(channel, cardMessage(), "key1"));

    const second = await restarted(25 * hourMs, 1);
    expect(await attempt(second)).toMatchObject({ retryAfterMs: 24 * hourMs });
    expect(second.lines).toEqual([]);
    expect(await attempt(second)).toEqual({ class: "none" });
    await api?.close();

    expect(await attempt(await restarted(49 * hourMs, 1))).toMatchObject({ retryAfterMs: hourMs });
  });

  it("that is over is forgotten", async () => {
    const { platform, clock } = await aPlatform({ "chat.postMessage": refusing("org_login_required", 1) });
    await failureOf(platform, platform.send(channel, cardMessage(), "key1"));
    clock.advance(48 * hourMs);

    await expect(platform.send(channel, cardMessage(), "key1")).resolves.toBeTypeOf("string");
  });
});

describe("a limit of Slack's", () => {
  it("holds its channel, threads and all, and no other", async () => {
    const { api, platform } = await aPlatform({
      "chat.postMessage": ({ args }) =>
        args["channel"] === "C1" ? { httpStatus: 429 } : { channel: args["channel"], ts: "1.1" },
    });

    const failures = [];
    for (const place of [channel, channel, thread, { platform: "slack", address: "T1/C2" }]) {
      failures.push(await failureOf(platform, platform.send(place, cardMessage(), "key1")));
    }

    const transient = { class: "transient", retryAfterMs: 30_000 };
    expect(failures).toMatchObject([transient, transient, transient, { class: "none" }]);
    expect(argsOf(api.calls, "chat.postMessage").map((args) => args["channel"])).toEqual(["C1", "C2"]);
  });

  it("holds all edits of its workspace", async () => {
    const { api, platform } = await aPlatform({ "chat.update": () => ({ httpStatus: 429 }) });

    await failureOf(platform, platform.edit(channel, "C1/1.1", cardMessage()));
    const second = await failureOf(platform, platform.edit(channel, "C2/1.1", cardMessage()));

    expect(second).toMatchObject({ class: "transient", retryAfterMs: 30_000 });
    expect(api.countOf("chat.update")).toBe(1);
  });
});

describe("an edit", () => {
  it("takes the place of what was there, blocks and all", async () => {
    const { api, platform } = await aPlatform();

    await platform.edit(person, "D1/1712345678.000100", cardMessage({ state: "closed" }), { isPlain: true });

    expect(argsOf(api.calls, "chat.update")).toMatchObject([
      { channel: "D1", ts: "1712345678.000100", parse: "none", blocks: expect.stringMatching(/^\[/) },
    ]);
  });

  it("of a message that somebody deleted is done", async () => {
    const { platform } = await aPlatform({ "chat.update": refusing("message_not_found") });

    await expect(platform.edit(channel, "C1/1.1", cardMessage())).resolves.toBeUndefined();
  });

  it("that the workspace's rate has no room for comes later", async () => {
    const { platform } = await aPlatform();

    const failures = await Promise.all(
      Array.from({ length: 60 }, (_, i) => failureOf(platform, platform.edit(channel, `C1/${i}.1`, cardMessage()))),
    );

    const later = failures.filter((failure) => "code" in failure && failure.code === "queue-full");
    expect(later.length).toBeGreaterThan(0);
    expect(later.every((failure) => "class" in failure && failure.class === "transient")).toBe(true);
  });
});

describe("what Slack takes fifty times a minute of a workspace", () => {
  it.each([
    ["conversations.open", (index: number) => `T1/U${index}`],
    ["conversations.history", (index: number) => `T1/C${index}`],
    ["conversations.replies", (index: number) => `T1/C${index}/1712345678.123456`],
  ])("is asked for no faster: %s", async (method, addressOf) => {
    let slept = 0;
    const { api, clock, platform } = await aPlatform({
      "conversations.history": () => ({ messages: [] }),
      "conversations.replies": () => ({ messages: [] }),
    });
    clock.sleep = async (ms) => {
      slept += ms;
      clock.advance(ms);
    };

    const failures = await Promise.all(
      Array.from({ length: 150 }, (_, index) =>
        failureOf(platform, platform.find({ platform: "slack", address: addressOf(index) }, "key1", 0)),
      ),
    );

    const later = failures.filter((failure) => "code" in failure && failure.code === "queue-full");
    expect(later.length).toBeGreaterThan(90);
    expect(api.countOf(method)).toBe(150 - later.length);
    expect(slept).toBeGreaterThan(0);
  });
});

describe("looking for a message", () => {
  const ours = { bot_id: "B1", metadata: { event_type: deliveryEvent, event_payload: { key: "key1" } } };
  const others = { bot_id: "B2", metadata: { event_type: deliveryEvent, event_payload: { key: "key1" } } };

  it("goes through the pages since then, and believes the bot's own alone", async () => {
    const { api, platform } = await aPlatform({
      "conversations.history": ({ args }) =>
        args["cursor"] === "2"
          ? { messages: [{ ts: "1.2", ...ours }], response_metadata: { next_cursor: "" } }
          : { messages: [{ ts: "1.1", ...others }, { ts: "1.0" }], response_metadata: { next_cursor: "2" } },
    });

    expect(await platform.find(channel, "key1", 1_712_345_678_123, 1_712_345_999_000)).toEqual({
      kind: "found",
      reference: "C1/1.2",
    });

    expect(argsOf(api.calls, "conversations.history")[0]).toMatchObject({
      channel: "C1",
      oldest: "1712345678.123000",
      latest: "1712345999.000000",
      include_all_metadata: "true",
    });
  });

  it("finds nothing where the bot sent nothing", async () => {
    const { platform } = await aPlatform({
      "conversations.history": () => ({
        messages: [
          { ts: "1.1", ...others },
          { ts: "1.0", ...ours, metadata: {} },
        ],
      }),
    });

    expect(await platform.find(channel, "key1", 0)).toEqual({ kind: "absent" });
  });

  it("looks into the thread of a thread, and into the conversation with a person", async () => {
    const answer = () => ({ messages: [{ ts: "1.3", ...ours }] });
    const { api, platform } = await aPlatform({ "conversations.replies": answer, "conversations.history": answer });

    expect(await platform.find(thread, "key1", 0)).toEqual({ kind: "found", reference: "C1/1.3" });
    expect(await platform.find(person, "key1", 0)).toEqual({ kind: "found", reference: "D-U1/1.3" });

    expect(argsOf(api.calls, "conversations.replies")[0]).toMatchObject({ ts: "1712345678.123456" });
  });

  it.each(["missing_scope", "not_in_channel", "channel_not_found", "is_archived", "no_permission"])(
    "knows nothing where Slack refuses: %s",
    async (error) => {
      const { platform } = await aPlatform({ "conversations.history": () => ({ ok: false, error }) });

      expect(await platform.find(channel, "key1", 0)).toEqual({ kind: "unknown" });
    },
  );

  it.each(["ratelimited", "rate_limited"])(
    "comes back later where it may not begin, and not where it may not go on: %s",
    async (error) => {
      const limited = { ok: false, error };
      let isSpent = true;
      const { clock, platform } = await aPlatform({
        "conversations.history": ({ args }) =>
          isSpent || args["cursor"] === "2" ? limited : { messages: [], response_metadata: { next_cursor: "2" } },
      });

      const first = await failureOf(platform, platform.find(channel, "key1", 0));
      isSpent = false;
      clock.advance(30_000);

      expect(first).toMatchObject({ class: "transient", code: error });
      expect(await platform.find(channel, "key1", 0)).toEqual({ kind: "unknown" });
    },
  );

  it("does not take a fault for an answer", async () => {
    const { platform } = await aPlatform({ "conversations.history": () => ({ ok: false, error: "fatal_error" }) });

    expect(await failureOf(platform, platform.find(channel, "key1", 0))).toMatchObject({ class: "ambiguous" });
  });

  it("gives up after so many pages", async () => {
    const { api, platform } = await aPlatform({
      "conversations.history": () => ({ messages: [], response_metadata: { next_cursor: "more" } }),
    });

    expect(await platform.find(channel, "key1", 0)).toEqual({ kind: "unknown" });
    expect(api.countOf("conversations.history")).toBe(10);
  });
});

it("an address that is none is an error of ours, and reaches nobody", async () => {
  const { api, platform } = await aPlatform();

  for (const address of ["", "C1", "T1/X1", "T1/C1/1", "T1/C1/../T2/C2", "<!channel>"]) {
    await expect(platform.send({ platform: "slack", address }, cardMessage(), "key1")).rejects.toThrow(/address/);
  }
  expect(api.calls).toEqual([]);
});
