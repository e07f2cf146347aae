/** Two workspaces on one bot and its real stores: what the one's buttons and forms carry is of no use in the other. */
import type { ModalView } from "@slack/types";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { aBot, type Bot } from "../../doubles/bot.ts";
import { type AnApp, anApp } from "./an-app.ts";
import type { Call } from "./scripted-api.ts";

const canary = "acme-canary";
const homes: Readonly<Record<string, string>> = { ANN: "T1", EVE: "T2" };

let bot: Bot;
let app: AnApp;

/** Of which workspace the token is that somebody asks with. */
const teamOf = ({ token }: Call) => (token.includes("T2") ? "T2" : "T1");

function channelsOf(call: Call) {
  const isMember = { is_member: true, is_archived: false, is_private: false };
  return [teamOf(call) === "T1" ? { id: "C1", name: "jobs", ...isMember } : { id: "C2", name: "other", ...isMember }];
}

beforeEach(async () => {
  bot = await aBot({ startAt: Date.now() });
  await bot.finds({ title: "Backend Engineer" });
  for (const team of ["T1", "T2"]) await bot.storage.workspaces.ensure(`slack:${team}`, "slack", bot.clock.now());
  app = await anApp({
    isForMany: true,
    services: bot.services,
    script: {
      "oauth.v2.access": ({ args }) => ({
        access_token: `xoxb-${args["code"]}-token`,
        token_type: "bot",
        scope: "commands",
        bot_user_id: "UBOT",
        app_id: "A1",
        team: { id: args["code"] ?? "", name: args["code"] ?? "" },
        is_enterprise_install: false,
      }),
      "auth.test": (call) => ({ team_id: teamOf(call), user_id: "UBOT", bot_id: "B1", team: "Acme" }),
      "users.conversations": (call) => ({ channels: channelsOf(call) }),
      "conversations.list": (call) => ({ channels: channelsOf(call) }),
      "conversations.info": (call) => ({ channel: channelsOf(call)[0] }),
      // An admin at home, and nobody in particular elsewhere, whatever Slack says of them there.
      "users.info": ({ args }) => {
        const user = args["user"] ?? "";
        return { user: { id: user, team_id: homes[user] ?? "T1", tz: "UTC", is_admin: true } };
      },
    },
  });
  for (const team of ["T1", "T2"]) await install(team);
});

afterEach(async () => {
  await app.close();
  await bot.close();
});

async function install(team: string): Promise<void> {
  const page = await fetch(`${app.base}/slack/install`);
  const consent = new URL(/href="([^"]+)"/.exec(await page.text())?.[1]?.replaceAll("&#38;", "&") ?? "");
  const query = new URLSearchParams({ code: team, state: consent.searchParams.get("state") ?? "" });
  const cookie = page.headers.get("set-cookie")?.split(";")[0] ?? "";
  const { status } = await fetch(`${app.base}/slack/install/callback?${query.toString()}`, { headers: { cookie } });
  expect(status).toBe(200);
}

/** Everything that Slack was given to show from the n-th answer and call on. */
const shownSince = ([answers, calls]: readonly [number, number]) => [
  ...app.answers().slice(answers),
  ...app.api.calls.slice(calls).flatMap(({ args: { view, blocks, text } }) => [view, blocks, text]),
];
const now = () => [app.answers().length, app.api.calls.length] as const;

/** What it comes to, once nothing more comes. */
async function shown(act: () => Promise<unknown>): Promise<string> {
  const before = now();
  await act();
  await vi.waitFor(() => expect(shownSince(before).some((one) => one !== undefined)).toBe(true), {
    timeout: 5_000,
    interval: 5,
  });
  await vi.waitFor(
    async () => {
      const settled = now().join(" ");
      await new Promise((resolve) => setTimeout(resolve, 15));
      expect(now().join(" ")).toBe(settled);
    },
    { timeout: 5_000, interval: 5 },
  );
  return shownSince(before)
    .map((one) => (typeof one === "string" ? one : JSON.stringify(one)))
    .join("\n");
}

/** What buttons and menus carry, by their action. */
function carriedIn(text: string): (readonly [action: string, value: string])[] {
  const found: (readonly [string, string])[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { action_id: action, value, options } = node as Record<string, unknown>;
    if (typeof action === "string" && typeof value === "string") found.push([action, value]);
    if (typeof action === "string" && Array.isArray(options)) {
      for (const { value: chosen } of options as { value: string }[]) found.push([action, chosen]);
    }
    for (const inner of Object.values(node)) walk(inner);
  };
  for (const line of text.split("\n")) if (/^[[{]/.test(line)) walk(JSON.parse(line));
  return found;
}

async function everything(): Promise<string> {
  const { subscriptions, marks, settings } = bot.storage;
  return JSON.stringify([
    await subscriptions.ofWorkspace("slack:T1"),
    await marks.ofOwner("slack:T1", "ANN"),
    await settings.get("slack:T1", "ANN"),
    await settings.get("slack:T1", ""),
  ]);
}

it("nobody reaches another workspace by what its buttons, forms, Home tab and conversations carry", async () => {
  const ann = { user: "ANN", team: "T1" };
  const add = bot.services.subscriptions.add;
  await add(
    { workspace: "slack:T1", user: "ANN", self: "slack:T1/ANN", zone: "UTC" },
    { name: "acme-team", query: `company:${canary} to:#jobs`, destination: "slack:T1/C1" },
  );
  const said = [
    await shown(() => app.slash(`subscribe acme-plan company:${canary}`, ann)),
    await shown(() => app.slash("list", ann)),
    await shown(() => app.slash(`subscribe acme-wrong company:${canary} role:bakend`, ann)),
    await shown(() => app.slash(`edit acme-plan company:${canary} level:senior`, ann)),
    await shown(() => app.slash("unsubscribe acme-none", ann)),
    await shown(() => app.slash("subscribe acme-asked backend in Georgia", ann)),
    await shown(() => app.slash("search Engineer", ann)),
    await shown(() => app.event({ type: "app_home_opened", user: "ANN", tab: "home" })),
  ];
  const [own] = await bot.storage.subscriptions.ofWorkspace("slack:T1");
  const form = await shown(() => app.pressInView("home", "edit", own?.id ?? "", { user: "ANN" }));
  const view = form
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as ModalView)
    .find(({ callback_id }) => callback_id === "edit");
  const carried = [...new Map(said.flatMap(carriedIn).map((one) => [one.join(" "), one])).values()];
  const before = await everything();
  const about: string[] = [];

  for (const [action, value] of carried) {
    // Also a card of the other workspace's, in a channel that both share: there its own channel is told of, and no other.
    for (const stands of [{ team: "T2" }, { team: "T2", channel: "DANN" }, { team: "T1", channel: "C9" }]) {
      about.push(await shown(() => app.press(action, value, { user: "EVE", team: "T2", stands })));
    }
    // The Home tab says nothing where nothing came of it.
    await app.pressInView("home", action, value, { user: "EVE", team: "T2" });
    about.push(await shown(() => app.pressInView("modal", action, value, { user: "EVE", team: "T2" })));
  }
  const submitted = await app.submit(
    view ?? { type: "modal", title: { type: "plain_text", text: "" }, blocks: [] },
    { rest: "role:design" },
    { user: "EVE", team: "T2", home: "T2" },
  );

  expect(new Set(carried.map(([action]) => action.split(":")[0]))).toEqual(new Set(["line", "edit", "subscribe"]));
  expect(view?.private_metadata).toContain(own?.id);
  // What a button carries is said again to whoever presses it, as if they had typed it.
  const typed = carried.map(([, value]) => value).filter((value) => /canary|acme|georgia/i.test(value));
  const told = about.filter((text) =>
    /canary|acme-plan|acme-team/i.test(typed.reduce((rest, one) => rest.replaceAll(one, ""), text)),
  );
  expect(told).toEqual([]);
  expect(JSON.stringify(submitted.body)).not.toContain(canary);
  expect(await everything()).toBe(before);
}, 60_000);
