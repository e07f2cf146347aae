import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cardMessage } from "../a-digest.ts";
import { aCache } from "../chat/a-cache.ts";
import { type AnApp, anApp, type AppOptions } from "./an-app.ts";
import type { Answer, Call } from "./scripted-api.ts";

let app: AnApp;
/** What `chat.postMessage` and the like answer to a token: good, or the code of a refusal. */
let verdicts: Record<string, string>;
let isOrganisation: boolean;

beforeEach(async () => {
  verdicts = {};
  isOrganisation = false;
  app = await open();
});

async function open(options: AppOptions = {}): Promise<AnApp> {
  return await anApp({
    isForMany: true,
    script: {
      "oauth.v2.access": ({ args }) => consent(args),
      "auth.test": () => ({ team_id: "T1", user_id: "UBOT", bot_id: "B1", team: "Acme" }),
      "users.info": byToken(({ args }) => ({
        user: { id: args["user"], team_id: "T1", tz: "UTC", enterprise_user: { enterprise_id: "E1" } },
      })),
      "chat.postMessage": byToken(({ args }) => ({ channel: args["channel"], ts: "1.1" })),
    },
    ...options,
  });
}

afterEach(async () => {
  await app.close();
});

function consent(args: Call["args"]): Answer {
  const isRenewal = args["grant_type"] === "refresh_token";
  const number = isRenewal ? "2" : "1";
  return {
    access_token: `xoxe.xoxb-${number}-canary`,
    refresh_token: `xoxe-${number}-canary`,
    expires_in: 43_200,
    token_type: "bot",
    scope: "commands",
    bot_user_id: "UBOT",
    app_id: "A1",
    team: isOrganisation ? null : { id: "T1", name: "Acme" },
    enterprise: isOrganisation ? { id: "E1", name: "Acme Group" } : null,
    is_enterprise_install: isOrganisation,
  };
}

function byToken(answer: (call: Call) => Answer): (call: Call) => Answer {
  return (call) => {
    const refusal = verdicts[call.token];
    return refusal === undefined ? answer(call) : { ok: false, error: refusal };
  };
}

async function install(): Promise<number> {
  const page = await fetch(`${app.base}/slack/install`);
  const consentUrl = new URL(/href="([^"]+)"/.exec(await page.text())?.[1]?.replaceAll("&#38;", "&") ?? "");
  const query = new URLSearchParams({ code: "good", state: consentUrl.searchParams.get("state") ?? "" });
  const cookie = page.headers.get("set-cookie")?.split(";")[0] ?? "";
  return (await fetch(`${app.base}/slack/install/callback?${query.toString()}`, { headers: { cookie } })).status;
}

async function answersTo(text: string, team = "T1"): Promise<string> {
  const before = app.answers().length;
  await app.slash(text, { team });
  await vi.waitFor(() => expect(app.answers().length).toBeGreaterThan(before));
  return JSON.stringify(app.answers().at(-1));
}

function stored(): string {
  return [...(app.caches.get("slack-installations")?.entries.values() ?? [])].join("\n");
}

describe("a workspace", () => {
  it("has the app from its installation to its removal, which erases the token", async () => {
    expect(await answersTo("help")).toContain("not installed in this workspace");

    expect(await install()).toBe(200);
    expect(await answersTo("help")).toContain("/jobs subscribe");
    expect(app.told.slice(0, 2)).toEqual(["welcome slack:T1", "restored slack:T1"]);
    expect(stored()).not.toMatch(/canary|xox/);

    await app.event({ type: "app_uninstalled" });
    await vi.waitFor(() => expect(app.told.at(-1)).toBe("removed slack:T1 the app was removed from the workspace"));
    expect(stored()).toBe("");
    expect(await answersTo("help")).toContain("not installed in this workspace");

    expect(await install()).toBe(200);
    expect(await answersTo("help")).toContain("/jobs subscribe");
    expect(app.told.filter((told) => told === "restored slack:T1")).toHaveLength(2);
  });

  it("whose token is revoked loses the app when Slack tells, or when it refuses", async () => {
    await install();
    await app.event({ type: "tokens_revoked", tokens: { bot: ["UBOT"] } });
    await vi.waitFor(() => expect(app.told.at(-1)).toBe("removed slack:T1 the app's token was revoked"));

    await install();
    verdicts["xoxe.xoxb-1-canary"] = "account_inactive";
    const refused = await send().catch((error: unknown) => app.slack.platform.classify(error));

    expect(refused).toMatchObject({ class: "installation", code: "account_inactive" });
    expect(app.told.at(-1)).toMatch(/^removed slack:T1 .*account_inactive/);
    expect(stored()).toBe("");
  });

  it("keeps a renewed token that the database takes only once the bot stops", async () => {
    const kept = aCache();
    let isFull = false;
    const caches = new Map([["slack-installations", kept]]);
    caches.set("slack-installations", {
      ...kept,
      set: async (...given) => (isFull ? Promise.reject(new Error("the disk is full")) : kept.set(...given)),
    });
    await app.close();
    app = await open({ caches });
    await install();
    verdicts["xoxe.xoxb-1-canary"] = "token_expired";
    isFull = true;
    await send();

    isFull = false;
    await app.close();
    app = await open({ caches });

    await expect(send()).resolves.toBe("C1/1.1");
    expect(app.api.countOf("oauth.v2.access")).toBe(0);
  });

  it("needs the key that its token was sealed with no more after a start with both", async () => {
    await install();
    for (const sealKeys of [`${"cd".repeat(32)},${"ab".repeat(32)}`, "cd".repeat(32)]) {
      const { caches } = app;
      await app.close();
      app = await open({ caches, sealKeys });
    }

    await expect(send()).resolves.toBe("C1/1.1");
  });

  it("gets what is sent after its token ran out, once", async () => {
    await install();
    verdicts["xoxe.xoxb-1-canary"] = "token_expired";

    await expect(send()).resolves.toBe("C1/1.1");

    const tokens = app.api.calls.filter(({ method }) => method === "chat.postMessage").map(({ token }) => token);
    expect(tokens).toEqual(["xoxe.xoxb-1-canary", "xoxe.xoxb-2-canary"]);
    expect(app.told.filter((told) => told.startsWith("removed"))).toEqual([]);
  });
});

describe("a workspace that is lost", () => {
  it("has its token until the core knows, so that a crash between them loses nothing", async () => {
    const storedWhenTold: string[] = [];
    await app.close();
    app = await open({ host: { removed: async () => void storedWhenTold.push(stored()) } });
    await install();

    await app.event({ type: "app_uninstalled" });
    await vi.waitFor(() => expect(stored()).toBe(""));

    expect(storedWhenTold).toEqual([expect.stringContaining("sealed")]);
  });

  it("is refused as before where the core cannot be told, and told of at the next refusal", async () => {
    let isAway = true;
    await app.close();
    app = await open({
      host: {
        async removed() {
          if (isAway) throw new Error("the database is away");
        },
      },
    });
    await install();
    verdicts["xoxe.xoxb-1-canary"] = "account_inactive";

    const first = await send().catch((error: unknown) => app.slack.platform.classify(error));
    isAway = false;
    await send().catch(() => undefined);

    expect(first).toMatchObject({ class: "installation", code: "account_inactive" });
    expect(app.told.at(-1)).toMatch(/^removed slack:T1/);
    expect(stored()).toBe("");
  });

  it("and came back does not go again by what Slack says of its earlier installation", async () => {
    await install();

    await app.event({ type: "app_uninstalled" }, { at: Date.now() - 10_000 });
    await vi.waitFor(() => expect(app.lines.map(({ text }) => text).join()).toContain("an earlier installation's end"));

    expect(await answersTo("help")).toContain("/jobs subscribe");
    expect(app.told).not.toContainEqual(expect.stringMatching(/^removed/));
  });

  it("keeps its token where nobody listens who could tell the core", async () => {
    await install();
    const { caches } = app;
    await app.close();
    app = await open({ caches, isStarted: false });
    verdicts["xoxe.xoxb-1-canary"] = "account_inactive";

    await expect(send()).rejects.toThrow("account_inactive");

    expect(stored()).toContain("sealed");
  });
});

describe("an organisation", () => {
  it("gives the app to its workspaces and takes it from them, and keeps its token", async () => {
    isOrganisation = true;
    await install();

    const organisation = { team: "T1", enterprise: "E1", isOfOrganisation: true };
    await app.event({ type: "team_access_granted", team_ids: ["T5", "T6"] }, organisation);
    await vi.waitFor(() => expect(app.told).toContain("restored slack:T6"));
    expect(await answersTo("help", "T5")).toContain("/jobs subscribe");

    await app.event({ type: "team_access_revoked", team_ids: ["T5"] }, organisation);
    await vi.waitFor(() => expect(app.told.at(-1)).toMatch(/^removed slack:T5 its organisation took/));
    await vi.waitFor(async () => expect(await answersTo("help", "T5")).toContain("not installed"));
    expect(await answersTo("help", "T6")).toContain("/jobs subscribe");
  });

  it("that shares a channel among its workspaces has it archived for each that has the app", async () => {
    isOrganisation = true;
    await install();
    for (const team of ["T1", "T2"]) {
      await app.event({ type: "app_home_opened", user: "U1", tab: "home" }, { team, enterprise: "E1" });
    }
    await vi.waitFor(() => expect(app.api.countOf("views.publish")).toBe(2));

    await app.event({ type: "channel_archive", channel: "C1" }, { team: "T1", origin: "T2", enterprise: "E1" });
    await app.event({ type: "channel_left", channel: "C2" }, { team: "T1", origin: "T2", enterprise: "E1" });

    await vi.waitFor(() => expect(app.told.filter((told) => told.startsWith("held"))).toHaveLength(3));
    expect(app.told.filter((told) => told.startsWith("held")).toSorted()).toEqual([
      "held slack:T1/C1 the channel is archived",
      expect.stringMatching(/^held slack:T1\/C2 the bot was removed/),
      "held slack:T2/C1 the channel is archived",
    ]);
  });

  it("that installs the app anew, as to give it a right, has what waits in all its workspaces due", async () => {
    isOrganisation = true;
    await install();
    for (const team of ["T1", "T2"]) {
      await app.event({ type: "app_home_opened", user: "U1", tab: "home" }, { team, enterprise: "E1" });
    }
    await vi.waitFor(() => expect(app.api.countOf("views.publish")).toBe(2));

    await install();

    expect(app.told.filter((told) => told.startsWith("restored"))).toEqual(["restored slack:T1", "restored slack:T2"]);
  });

  it("keeps its installation when one of its workspaces removes its own, and is told so twice", async () => {
    isOrganisation = true;
    await install();
    isOrganisation = false;
    await install();

    for (const event of [{ type: "tokens_revoked", tokens: { bot: ["UBOT"] } }, { type: "app_uninstalled" }]) {
      await app.event(event, { team: "T1", enterprise: "E1" });
      await vi.waitFor(() => expect(app.told.at(-1)).toMatch(/^removed slack:T1/));
    }
    await app.event({ type: "app_home_opened", user: "U1", tab: "home" }, { team: "T2", enterprise: "E1" });

    await vi.waitFor(() => expect(app.api.countOf("views.publish")).toBe(1));
    expect(app.told.filter((told) => told.startsWith("removed"))).toEqual([
      "removed slack:T1 the app's token was revoked",
    ]);
    expect(await answersTo("help", "T2")).toContain("/jobs subscribe");
  });

  it("installs for all its workspaces, and removes from all that used it", async () => {
    isOrganisation = true;
    await install();

    expect(await answersTo("help", "T5")).toContain("not installed");
    for (const team of ["T1", "T2"]) {
      await app.event({ type: "app_home_opened", user: "U1", tab: "home" }, { team, enterprise: "E1" });
    }
    await vi.waitFor(() => expect(app.api.countOf("views.publish")).toBe(2));
    expect(await answersTo("help", "T2")).toContain("/jobs subscribe");

    await app.event({ type: "app_uninstalled" }, { team: "T1", enterprise: "E1", isOfOrganisation: true });

    await vi.waitFor(() => expect(app.told.filter((told) => told.startsWith("removed"))).toHaveLength(2));
    expect(await answersTo("help", "T2")).toContain("not installed");

    await install();
    await vi.waitFor(() =>
      expect(app.told).toEqual(expect.arrayContaining(["restored slack:T1", "restored slack:T2"])),
    );
    await expect(app.slack.platform.send({ platform: "slack", address: "T2/C9" }, cardMessage(), "k")).resolves.toBe(
      "C9/1.1",
    );
  });
});

it("no token reaches the log", async () => {
  await install();
  verdicts["xoxe.xoxb-1-canary"] = "token_expired";
  await send();
  await answersTo("help");
  await app.event({ type: "app_uninstalled" });
  await vi.waitFor(() => expect(app.told.at(-1)).toMatch(/^removed/));

  expect(app.lines.length).toBeGreaterThan(0);
  expect(JSON.stringify(app.lines)).not.toContain("canary");
});

async function send(): Promise<string> {
  return await app.slack.platform.send({ platform: "slack", address: "T1/C1" }, cardMessage(), "key1");
}
