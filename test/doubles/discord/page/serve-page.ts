import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { z } from "zod";
import type { Acted } from "../acting.ts";
import type { DiscordDouble } from "../discord-double.ts";
import { NotPossible } from "../typed-options.ts";
import { pageState } from "./page-state.ts";

const filled = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const here = { user: z.string(), channel: z.string() };
const act = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("say"), ...here, text: z.string() }),
  z.object({ kind: z.literal("slash"), ...here, path: z.string(), filled }),
  z.object({ kind: z.literal("complete"), ...here, path: z.string(), focused: z.string(), filled }),
  z.object({ kind: z.literal("press"), ...here, message: z.string(), id: z.string() }),
  z.object({ kind: z.literal("select"), ...here, message: z.string(), id: z.string(), values: z.array(z.string()) }),
  z.object({ kind: z.literal("menu"), ...here, message: z.string(), name: z.string() }),
  z.object({
    kind: z.literal("submit"),
    user: z.string(),
    form: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.boolean()])),
  }),
  z.object({ kind: z.literal("close"), user: z.string(), form: z.string() }),
]);
type Act = z.output<typeof act>;

/** Shows the double as a page, for people: who acts can be chosen. */
export function servePage(discord: DiscordDouble): void {
  const html = readFileSync(join(import.meta.dirname, "index.html"), "utf8");
  const watchers = new Set<ServerResponse>();
  discord.onChange(() => {
    for (const watcher of watchers) watcher.write("data: changed\n\n");
  });

  discord.addPage(async (_request, url, body, response) => {
    if (url.pathname === "/") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
      return true;
    }
    if (url.pathname === "/page/state") {
      sendJson(response, pageState(discord, url.searchParams.get("user") ?? ""));
      return true;
    }
    if (url.pathname === "/page/changes") {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.flushHeaders();
      watchers.add(response);
      response.on("close", () => watchers.delete(response));
      return true;
    }
    if (url.pathname !== "/page/act") return false;
    try {
      sendJson(response, { ok: true, result: (await doneBy(discord, act.parse(JSON.parse(body)))) ?? null });
    } catch (error) {
      sendJson(response, { ok: false, error: error instanceof Error ? error.message : String(error) });
    }
    return true;
  });
}

async function doneBy(discord: DiscordDouble, wanted: Act): Promise<unknown> {
  const { people, world, state } = discord;
  const user = found(world.users.get(wanted.user), "person");
  if (wanted.kind === "submit" || wanted.kind === "close") {
    const form = found(
      state.forms.find(({ id }) => id === wanted.form),
      "form",
    );
    return wanted.kind === "close" ? people.closeForm(form) : heard(await people.submit(form, wanted.values));
  }
  const channel = found(world.channels.get(wanted.channel), "channel");
  if (wanted.kind === "say") return void people.say(user, channel, wanted.text);
  if (wanted.kind === "slash") return heard(await people.slash(user, channel, wanted.path, wanted.filled));
  if (wanted.kind === "complete") {
    return await people.autocomplete(user, channel, wanted.path, wanted.focused, wanted.filled);
  }
  const message = found(
    channel.messages.find(({ id }) => id === wanted.message),
    "message",
  );
  if (wanted.kind === "press") return heard(await people.press(user, message, wanted.id));
  if (wanted.kind === "menu") return heard(await people.messageCommand(user, message, wanted.name));
  return heard(await people.select(user, message, wanted.id, wanted.values));
}

/** @throws NotPossible in the words that Discord shows when nobody answers. */
function heard({ answer }: Acted): void {
  if (answer === undefined) throw new NotPossible("The application did not respond");
}

function found<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new NotPossible(`there is no such ${what}`);
  return value;
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}
