import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { z } from "zod";
import type { SlackDouble } from "../slack-double.ts";
import { viewJson } from "../web-api.ts";
import type { SlackChannel, SlackTeam, SlackUser } from "../world.ts";

const act = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("type"), user: z.string(), channel: z.string(), text: z.string() }),
  z.object({
    kind: z.literal("press"),
    user: z.string(),
    channel: z.string(),
    ts: z.string(),
    action: z.string(),
    choice: z.string().optional(),
  }),
  z.object({ kind: z.literal("press-view"), user: z.string(), view: z.string(), action: z.string(), nth: z.int() }),
  z.object({
    kind: z.literal("submit"),
    user: z.string(),
    view: z.string(),
    filled: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  }),
  z.object({ kind: z.literal("close"), user: z.string(), view: z.string() }),
  z.object({ kind: z.literal("suggest"), user: z.string(), view: z.string(), action: z.string(), typed: z.string() }),
  z.object({ kind: z.literal("shortcut"), user: z.string(), channel: z.string(), ts: z.string() }),
  z.object({ kind: z.literal("home"), user: z.string() }),
]);
type Act = z.output<typeof act>;

/** Shows one workspace of the double as a page, for people: who acts can be chosen. */
export function servePage(slack: SlackDouble, team: SlackTeam): void {
  const html = readFileSync(join(import.meta.dirname, "index.html"), "utf8");
  const watchers = new Set<ServerResponse>();
  slack.onChange(() => {
    for (const watcher of watchers) watcher.write("data: changed\n\n");
  });

  slack.addPage(async (_request, url, body, response) => {
    if (url.pathname === "/") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
      return true;
    }
    if (url.pathname === "/page/state") {
      sendJson(response, stateFor(slack, team, url.searchParams.get("user") ?? ""));
      return true;
    }
    if (url.pathname === "/page/changes") {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      watchers.add(response);
      response.on("close", () => watchers.delete(response));
      return true;
    }
    if (url.pathname.startsWith("/page/file/")) {
      const file = slack.state.files.get(url.pathname.slice(11));
      response.writeHead(file?.bytes === undefined ? 404 : 200, { "content-type": "image/png" }).end(file?.bytes);
      return true;
    }
    if (url.pathname !== "/page/act") return false;
    try {
      sendJson(response, { ok: true, result: await doneBy(slack, act.parse(JSON.parse(body))) });
    } catch (error) {
      sendJson(response, { ok: false, error: error instanceof Error ? error.message : String(error) });
    }
    return true;
  });
}

async function doneBy(slack: SlackDouble, wanted: Act): Promise<unknown> {
  const { people, world } = slack;
  const user = found(world.users.get(wanted.user), "person");
  switch (wanted.kind) {
    case "type": {
      const channel = found(world.channels.get(wanted.channel), "channel");
      const command = /^\/(?<name>\S+)\s*(?<text>[\s\S]*)$/.exec(wanted.text)?.groups;
      if (command === undefined) return void (await people.say(user, channel, wanted.text));
      const { isAcknowledged } = await people.slash(user, channel, escapedChannels(slack, command["text"] ?? ""));
      if (!isAcknowledged) throw new Error(`/${command["name"]} failed because the app did not respond`);
      return undefined;
    }
    case "press": {
      const channel = found(world.channels.get(wanted.channel), "channel");
      const post = found(
        channel.messages.find(({ ts }) => ts === wanted.ts),
        "message",
      );
      return await people.press(user, channel, post, wanted.action, wanted.choice);
    }
    case "press-view":
      return await people.pressInView(user, wanted.view, wanted.action, wanted.nth);
    case "submit":
      return (await people.submit(user, wanted.view, wanted.filled)).payload;
    case "close": {
      const view = found(slack.state.views.get(wanted.view), "form");
      view.isOpen = false;
      slack.state.changed();
      return undefined;
    }
    case "suggest":
      return await people.suggest(user, wanted.view, wanted.action, wanted.typed);
    case "shortcut": {
      const channel = found(world.channels.get(wanted.channel), "channel");
      const post = found(
        channel.messages.find(({ ts }) => ts === wanted.ts),
        "message",
      );
      return await people.shortcut(user, channel, post, "find_jobs_like_this");
    }
    case "home":
      return await people.openHome(user);
  }
}

/** `#jobs` as Slack sends it. */
function escapedChannels({ world }: SlackDouble, text: string): string {
  return text.replace(/#(?<name>[\p{L}\p{N}_-]+)/gu, (whole, name: string) => {
    const channel = [...world.channels.values()].find((one) => one.kind === "public" && one.name === name);
    return channel === undefined ? whole : `<#${channel.id}|${name}>`;
  });
}

function stateFor(slack: SlackDouble, team: SlackTeam, asked: string) {
  const { world } = slack;
  const users = [...world.users.values()].filter((one) => one.team === team.id && one.role !== "bot");
  const user = users.find(({ id }) => id === asked) ?? users[0];
  if (user === undefined) throw new Error("slack double: nobody is there");
  const channels = [...world.channels.values()].filter((one) => one.team === team.id && one.members.has(user.id));
  return {
    team: team.name,
    user: user.id,
    users: users.map(({ id, name, role }) => ({ id, name, role })),
    channels: channels.map((one) => channelFor(slack, one, user)),
    forms: slack.forms(user).map((one) => viewJson(one, world.appId)),
    home: slack.state.homes.get(user.id) ?? null,
    violations: slack.violations,
  };
}

function channelFor({ world }: SlackDouble, channel: SlackChannel, user: SlackUser) {
  return {
    id: channel.id,
    name: channel.kind === "direct" ? "Rolecall" : channel.name,
    kind: channel.kind,
    isArchived: channel.isArchived,
    messages: channel.messages
      .filter(({ only, isDeleted }) => !isDeleted && (only === undefined || only === user.id))
      .map(({ ts, user: author, botId, text, blocks, versions, only, thread, files }) => ({
        ts,
        author: botId === undefined ? (world.users.get(author)?.name ?? author) : "Rolecall",
        isBot: botId !== undefined,
        text,
        blocks,
        isEdited: versions.length > 1,
        isPrivate: only !== undefined,
        isReply: thread !== undefined,
        files: files.map(({ id, title }) => ({ id, title })),
      })),
  };
}

function found<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`slack double: there is no such ${what}`);
  return value;
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}
