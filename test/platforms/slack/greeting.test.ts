import { afterEach, describe, expect, it, vi } from "vitest";
import { examples } from "../../../commands/welcome.ts";
import { memoryServices } from "../../doubles/services.ts";
import { greetsOnce } from "../chat/greets-once.ts";
import { type AnApp, anApp, type AppOptions } from "./an-app.ts";
import { visibleOf } from "../../doubles/slack/visible.ts";

let app: AnApp;

afterEach(() => app.close());

async function open(options: AppOptions = {}): Promise<AnApp> {
  app = await anApp({ host: greetsOnce(), ...options });
  return app;
}

const invited = { type: "member_joined_channel", channel: "C1", user: "UBOT", inviter: "U1" };

function posts() {
  return app.api.calls.filter(({ method }) => method === "chat.postMessage").map(({ args }) => args);
}

/** How often the core was told that a channel takes messages. */
async function released(times: number): Promise<void> {
  await vi.waitFor(() => expect(app.told.filter((one) => one.startsWith("released"))).toHaveLength(times));
}

describe("a workspace that invites the bot into a channel", () => {
  it("is greeted there, once, whatever Slack sends again", async () => {
    await open();

    await Promise.all([app.event(invited, { id: "Ev1" }), app.event(invited, { id: "Ev1" })]);
    await vi.waitFor(() => expect(posts()).toHaveLength(1));
    await app.event({ ...invited, channel: "C2" }, { id: "Ev2" });
    await released(2);

    const [post] = posts();
    const blocks = JSON.parse(String(post?.["blocks"])) as { elements?: { value?: string }[] }[];
    expect(posts()).toHaveLength(1);
    expect(post?.["channel"]).toBe("C1");
    expect(visibleOf({ blocks }).text).toContain("/jobs help");
    expect(blocks.flatMap(({ elements = [] }) => elements.flatMap(({ value }) => value ?? []))).toEqual(
      examples.map(({ line }) => line),
    );
  });

  it("is not greeted where the bot let itself in for a subscription", async () => {
    await open();

    await app.event({ ...invited, inviter: undefined });
    await released(1);

    expect(posts()).toEqual([]);
  });

  it("is greeted at the next invitation where Slack refused the first", async () => {
    const verdicts = [
      { ok: false, error: "restricted_action" },
      { channel: "C2", ts: "1.1" },
    ];
    await open({ script: { "chat.postMessage": () => verdicts.shift() ?? {} } });

    await app.event(invited);
    await vi.waitFor(() => expect(app.told).toContain("notGreeted slack:T1"));
    await app.event({ ...invited, channel: "C2" });
    await vi.waitFor(() => expect(posts()).toHaveLength(2));

    const warned = app.lines.find(({ text }) => text === "a workspace could not be greeted");
    expect(warned?.fields).toMatchObject({ workspace: "slack:T1", code: "restricted_action" });
    expect(posts().map(({ channel }) => channel)).toEqual(["C1", "C2"]);
  });

  it("has whoever presses a button subscribed", async () => {
    const services = memoryServices();
    await open({ services });

    await app.press("line:2", examples[2]?.line ?? "", { user: "U2" });
    await vi.waitFor(() => expect(app.answers()).toHaveLength(1));

    expect(services.stored.subscriptions).toMatchObject([
      { name: "internships", owner: "U2", workspace: "slack:T1", destination: "slack:T1/U2" },
    ]);
  });
});

describe("a workspace that installs the app", () => {
  async function install(): Promise<number> {
    const page = await fetch(`${app.base}/slack/install`);
    const consent = new URL(/href="([^"]+)"/.exec(await page.text())?.[1]?.replaceAll("&#38;", "&") ?? "");
    const query = new URLSearchParams({ code: "good", state: consent.searchParams.get("state") ?? "" });
    const cookie = page.headers.get("set-cookie")?.split(";")[0] ?? "";
    return (await fetch(`${app.base}/slack/install/callback?${query.toString()}`, { headers: { cookie } })).status;
  }

  const granted = {
    access_token: "xoxb-canary",
    token_type: "bot",
    scope: "commands",
    bot_user_id: "UBOT",
    app_id: "A1",
    team: { id: "T1", name: "Acme" },
    authed_user: { id: "U7" },
  };

  it("has its installer greeted, once for all installations, and nobody in its channels after that", async () => {
    await open({ isForMany: true, script: { "oauth.v2.access": () => granted } });

    expect(await install()).toBe(200);
    await vi.waitFor(() => expect(posts()).toHaveLength(1));
    expect(await install()).toBe(200);
    await app.event(invited);
    await released(1);

    expect(posts().map(({ channel }) => channel)).toEqual(["DU7"]);
  });

  it("has the app all the same where nobody can be greeted", async () => {
    const script = {
      "oauth.v2.access": () => granted,
      "conversations.open": () => ({ ok: false, error: "user_disabled" }),
    };
    await open({ isForMany: true, script });

    expect(await install()).toBe(200);

    await vi.waitFor(() => expect(app.told).toContain("notGreeted slack:T1"));
    expect(posts()).toEqual([]);
  });

  it("as a whole organisation, or by nobody that Slack names, greets nobody yet", async () => {
    const answers = [
      { ...granted, team: null, enterprise: { id: "E1", name: "Acme Group" }, is_enterprise_install: true },
      { ...granted, authed_user: undefined },
    ];
    await open({ isForMany: true, script: { "oauth.v2.access": () => answers.shift() ?? {} } });

    expect([await install(), await install()]).toEqual([200, 200]);
    await app.event(invited);
    await vi.waitFor(() => expect(posts()).toHaveLength(1));

    expect(posts()[0]?.["channel"]).toBe("C1");
  });
});
