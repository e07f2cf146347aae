import { afterEach, describe, expect, it, vi } from "vitest";
import { botEvents } from "../../../src/platforms/slack/requirements.ts";
import { aSubscription, memoryServices } from "../../doubles/services.ts";
import { cardMessage } from "../a-digest.ts";
import { type AnApp, anApp } from "./an-app.ts";

let app: AnApp;

afterEach(async () => {
  await app.close();
});

const removed = "the bot was removed from the channel: invite it with /invite @Rolecall";

/** What Slack sends, and what the core is told of it. */
const events: readonly (readonly [name: string, event: object, told: readonly string[]])[] = [
  ["channel_archive", { channel: "C1", user: "U1" }, ["held slack:T1/C1 the channel is archived"]],
  ["channel_unarchive", { channel: "C1", user: "U1" }, ["released slack:T1/C1"]],
  ["channel_deleted", { channel: "C1" }, ["ended slack:T1/C1 the channel was deleted"]],
  ["channel_rename", { channel: { id: "C1", name: "new-jobs" } }, ["renamed slack:T1/C1 #new-jobs"]],
  ["channel_left", { channel: "C1" }, [`held slack:T1/C1 ${removed}`]],
  ["group_archive", { channel: "G1" }, ["held slack:T1/G1 the channel is archived"]],
  ["group_unarchive", { channel: "G1" }, ["released slack:T1/G1"]],
  ["group_deleted", { channel: "G1" }, ["ended slack:T1/G1 the channel was deleted"]],
  ["group_rename", { channel: { id: "G1", name: "secret" } }, ["renamed slack:T1/G1 #secret"]],
  ["group_left", { channel: "G1" }, [`held slack:T1/G1 ${removed}`]],
  ["member_joined_channel", { channel: "C1", user: "UBOT" }, ["released slack:T1/C1"]],
  ["member_left_channel", { channel: "C1", user: "UBOT" }, [`held slack:T1/C1 ${removed}`]],
  ["member_joined_channel", { channel: "C1", user: "U1" }, []],
  ["member_left_channel", { channel: "C1", user: "U1" }, []],
  ["app_home_opened", { user: "U1", tab: "home", channel: "D1" }, []],
  ["app_home_opened", { user: "U1", tab: "messages", channel: "D1" }, []],
  ["user_change", { user: { id: "U1" } }, []],
  ["user_change", { user: { id: "U1", deleted: true } }, ["left slack:T1 U1"]],
  ["app_uninstalled", {}, ["removed slack:T1 the app was removed from the workspace"]],
  ["tokens_revoked", { tokens: { bot: ["UBOT"] } }, ["removed slack:T1 the app's token was revoked"]],
  ["channel_id_changed", { old_channel_id: "C1", new_channel_id: "C9" }, []],
  ["team_access_granted", { team_ids: ["T1"] }, ["welcome slack:T1", "restored slack:T1"]],
  ["team_access_revoked", { team_ids: ["T1"] }, []],
  ["team_access_revoked", { team_ids: ["T7"] }, ["removed slack:T7 its organisation took the app from the workspace"]],
  ["tokens_revoked", { tokens: { oauth: ["U1"] } }, []],
];

async function settled(count: number): Promise<readonly string[]> {
  await vi.waitFor(() => expect(app.told).toHaveLength(count));
  return app.told;
}

describe("an event", () => {
  it.each(events)("%s %j is told to the core", async (type, event, told) => {
    app = await anApp();

    const acknowledged = await app.event({ type, ...event });

    expect(acknowledged.status).toBe(200);
    expect(await settled(told.length)).toEqual(told);
    expect(app.lines.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("of every kind that the app subscribes to stands in that table", () => {
    expect(new Set(events.map(([type]) => type))).toEqual(new Set(botEvents));
  });

  it("is handled once, however often Slack sends it", async () => {
    app = await anApp();
    const event = { type: "channel_archive", channel: "C1" };

    await Promise.all([app.event(event, { id: "Ev1" }), app.event(event, { id: "Ev1" })]);
    await app.event(event, { id: "Ev1" });
    await app.event({ ...event, channel: "C2" }, { id: "Ev2" });

    expect(await settled(2)).toEqual([
      "held slack:T1/C1 the channel is archived",
      "held slack:T1/C2 the channel is archived",
    ]);
  });

  it("that a channel was renamed has Slack asked for its name where it says none", async () => {
    app = await anApp({ script: { "conversations.info": () => ({ channel: { id: "C1", name: "hiring" } }) } });

    await app.event({ type: "channel_rename", channel: "C1" });

    expect(await settled(1)).toEqual(["renamed slack:T1/C1 #hiring"]);
  });

  it("that a channel was renamed says so where nobody knows how", async () => {
    app = await anApp({ script: { "conversations.info": () => ({ ok: false, error: "channel_not_found" }) } });

    await app.event({ type: "channel_rename", channel: "C1" });

    await vi.waitFor(() => expect(app.lines.map(({ text }) => text).join()).toContain("nobody says how it is called"));
    expect(app.told).toEqual([]);
  });

  it("that a channel has another id leaves its subscriptions where they are, also after a restart", async () => {
    app = await anApp();
    await app.event({ type: "channel_id_changed", old_channel_id: "C1", new_channel_id: "C2" });
    await app.event({ type: "channel_id_changed", old_channel_id: "C2", new_channel_id: "C3" });
    await vi.waitFor(() => expect(app.caches.get("slack")?.entries.get("moved-channels")).toContain("C3"));
    const { caches } = app;
    await app.close();
    app = await anApp({ caches });

    await app.event({ type: "channel_archive", channel: "C3" });
    const sent = app.slack.platform.send({ platform: "slack", address: "T1/C1" }, cardMessage(), "key1");

    expect(await settled(1)).toEqual(["held slack:T1/C1 the channel is archived"]);
    await expect(sent).resolves.toBe("C3/1712345678.000001");
  });

  it("that a person changed has Slack asked about them anew", async () => {
    app = await anApp();
    await app.slash("help");
    await vi.waitFor(() => expect(app.answers()).toHaveLength(1));

    await app.event({ type: "user_change", user: { id: "U1" } });
    await app.slash("help");
    await vi.waitFor(() => expect(app.answers()).toHaveLength(2));

    expect(app.api.countOf("users.info")).toBe(2);
  });

  it("that somebody opened the Home tab shows it", async () => {
    app = await anApp();

    await app.event({ type: "app_home_opened", user: "U1", tab: "home", channel: "D1" });

    await vi.waitFor(() => expect(app.api.countOf("views.publish")).toBe(1));
    expect(app.api.calls.find(({ method }) => method === "views.publish")?.args["user_id"]).toBe("U1");
  });

  it.each([
    [{ type: "channel_archive", channel: "C1", user: "U9" }, "held slack:T1/C1 the channel is archived"],
    [{ type: "member_left_channel", channel: "C1", user: "UBOT" }, `held slack:T1/C1 ${removed}`],
    [{ type: "channel_left", channel: "C1" }, `held slack:T1/C1 ${removed}`],
  ])("of a channel that another organisation shares is about the workspace that is told: %j", async (event, told) => {
    app = await anApp();

    await app.event(event, { origin: "T9" });

    expect(await settled(1)).toEqual([told]);
  });

  it("that is none is acknowledged and left alone", async () => {
    app = await anApp();

    for (const event of [{ type: "message", text: "hi" }, { type: "channel_archive" }]) {
      expect((await app.event(event)).status).toBe(200);
    }
    await app.event({ type: "channel_archive", channel: "C1" });

    expect(await settled(1)).toEqual(["held slack:T1/C1 the channel is archived"]);
  });
});

describe("a workspace that removed the app", () => {
  it("has it back at the next start with a token of its own, and once", async () => {
    app = await anApp();
    await app.event({ type: "app_uninstalled" });
    await settled(1);
    const { caches } = app;
    await app.close();

    app = await anApp({ caches });
    const first = [...app.told];
    await app.close();
    app = await anApp({ caches });

    expect(first).toEqual(["welcome slack:T1", "restored slack:T1"]);
    expect(app.told).toEqual([]);
  });
});

describe("a workspace in which Slack refused the app", () => {
  it("has what waits due at the next start, when it may have been mended, and once", async () => {
    app = await anApp({ script: { "chat.postMessage": () => ({ ok: false, error: "missing_scope" }) } });
    await expect(
      app.slack.platform.send({ platform: "slack", address: "T1/C1" }, cardMessage(), "key1"),
    ).rejects.toThrow("missing_scope");
    const { caches } = app;
    await app.close();

    app = await anApp({ caches });
    const first = [...app.told];
    await app.close();
    app = await anApp({ caches });

    expect(first).toEqual(["restored slack:T1"]);
    expect(app.told).toEqual([]);
  });
});

describe("the Home tab", () => {
  it("is shown once for what is pressed there, at the page where that was", async () => {
    const subscriptions = Array.from({ length: 12 }, (_, index) =>
      aSubscription({ id: `s${index}`, name: `name${index}`, workspace: "slack:T1", owner: "U1" }),
    );
    app = await anApp({ services: memoryServices({ subscriptions }) });
    const kept = JSON.stringify({ subscriptions: 1, marked: 0, sources: 0 });

    await app.pressInView("home", "line:1", "/jobs pause #s11", { kept });
    await vi.waitFor(() => expect(app.api.countOf("views.publish")).toBe(1));
    await app.event({ type: "app_home_opened", user: "U1", tab: "home", view: { private_metadata: kept } });
    await vi.waitFor(() => expect(app.api.countOf("views.publish")).toBe(2));

    for (const { args } of app.api.calls.filter(({ method }) => method === "views.publish")) {
      const view = JSON.parse(args["view"] ?? "");
      expect(view.private_metadata).toBe(kept);
      expect(JSON.stringify(view)).toContain("name11");
    }
  });

  it("is not shown anew for what only looks", async () => {
    app = await anApp();
    await app.event({ type: "app_home_opened", user: "U1", tab: "home", channel: "D1" });
    await vi.waitFor(() => expect(app.api.countOf("views.publish")).toBe(1));

    for (const text of ["list", "help", "preview role:backend", "saved", "nonsense"]) await app.slash(text);
    await vi.waitFor(() => expect(app.answers()).toHaveLength(5));
    await app.slash("help");
    await vi.waitFor(() => expect(app.answers()).toHaveLength(6));
    const shown = app.api.countOf("views.publish");
    await app.slash("settings tz:Europe/Berlin");

    await vi.waitFor(() => expect(app.api.countOf("views.publish")).toBe(2));
    expect(shown).toBe(1);
  });

  it("follows what somebody does elsewhere, once they have looked at it", async () => {
    app = await anApp();
    await app.event({ type: "app_home_opened", user: "U1", tab: "home", channel: "D1" });
    await vi.waitFor(() => expect(app.api.countOf("views.publish")).toBe(1));

    await app.slash("subscribe go role:backend");
    await app.slash("subscribe go role:backend", { user: "U2" });
    await vi.waitFor(() => expect(app.answers()).toHaveLength(2));

    await vi.waitFor(() => expect(app.api.countOf("views.publish")).toBe(2));
    const shown = app.api.calls.filter(({ method }) => method === "views.publish").map(({ args }) => args);
    expect(shown.map((args) => args["user_id"])).toEqual(["U1", "U1"]);
    expect(shown[1]?.["view"]).toContain("go");
  });
});
