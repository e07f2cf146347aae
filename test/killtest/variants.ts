import type { Card } from "../../src/delivery/card/card.ts";
import type { DigestLine, Message } from "../../src/delivery/card/digest.ts";
import { startChatServer } from "../doubles/http-chat.ts";
import { createDiscordDouble } from "../doubles/discord/discord-double.ts";
import { createSlackDouble } from "../doubles/slack/slack-double.ts";
import { visibleOf } from "../doubles/slack/visible.ts";
import type { Program } from "./child.ts";
import type { Audience } from "./ledger.ts";

/** What people saw in one place. */
export interface Sight {
  readonly destination: string;
  /** A mark for each time that its opening appeared there. */
  readonly marks: readonly string[];
  /** How the openings look there at last, by mark; without it where nothing can be changed in place. */
  readonly last?: ReadonlyMap<string, Look>;
}

export interface Look {
  readonly isClosed: boolean;
  /** Its facts, in words. */
  readonly facts: string;
}

/** Where cards go while the bot is killed, and for whom: one object for each. */
export interface Variant {
  readonly id: string;
  /** Whether a message can be looked for, so that none is ever in doubt. */
  readonly findsByKey: boolean;
  /** As many as it takes in its stride. */
  readonly openingsPerRound: number;
  /**
   * Starts what the program talks to.
   *
   * @param pause To be waited for around each message that appears, so that a kill may strike just then.
   */
  open(pause: () => Promise<void>): Promise<Stage>;
}

export interface Stage extends AsyncDisposable {
  readonly audience: Audience;
  readonly command: Program["command"];
  readonly env?: Program["env"];
  /** @param stdout All that the processes have printed. */
  sights(stdout: string): readonly Sight[];
}

/** The bot as `npm start` runs it, with cards going to its output: they cannot be looked for or changed. */
const terminal: Variant = {
  id: "terminal",
  findsByKey: false,
  openingsPerRound: 6,
  async open() {
    const destination = "terminal:me";
    return {
      audience: { platform: "terminal", destinations: [destination] },
      command: ["src/rolecall.js", "start"],
      sights: (stdout) => [{ destination, marks: openingLines(stdout).flatMap(marksIn) }],
      async [Symbol.asyncDispose]() {},
    };
  },
};

/** A chat behind HTTP that can be asked what it has. */
const chat: Variant = {
  id: "chat",
  findsByKey: true,
  openingsPerRound: 6,
  async open(pause) {
    const server = await startChatServer(pause);
    const addresses = ["C1", "C2", "C3"];
    return {
      audience: { platform: "chat", destinations: addresses.map((address) => `chat:${address}`) },
      command: ["test/killtest/process.ts", server.origin],
      sights: () =>
        addresses.map((address) => {
          const messages = server.shown.messages({ platform: "chat", address });
          const now = messages.flatMap(({ versions }) => openingsOf(versions.at(-1)));
          return {
            destination: `chat:${address}`,
            marks: messages
              .flatMap(({ versions: [first] }) => openingsOf(first))
              .flatMap(({ title }) => marksIn(title)),
            last: new Map(now.flatMap((opening) => marksIn(opening.title).map((mark) => [mark, lookOf(opening)]))),
          };
        }),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  },
};

/** A strict double of Slack, which takes one message a second in a channel. */
export async function openSlack() {
  const double = await createSlackDouble({
    // A kill may strike while a message is on its way there or back.
    fault: ({ method }) => (method === "chat.postMessage" ? { kind: "delay", ms: Math.random() * 20 } : undefined),
  });
  const team = double.people.team("Acme");
  const channels = ["one", "two", "three"].map((name) => double.people.channel(team, name));
  return {
    double,
    team,
    audience: { platform: `slack:${team.id}`, destinations: channels.map(({ id }) => `slack:${team.id}/${id}`) },
    command: ["src/rolecall.js", "start"],
    env: {
      SLACK_BOT_TOKEN: double.people.botToken(team),
      SLACK_APP_TOKEN: double.people.appToken(),
      SLACK_API_URL: double.apiUrl,
      // The first line says that it is alive.
      ROLECALL_LOG_LEVEL: "info",
    },
    sights: () =>
      channels.map((channel) => ({
        destination: `slack:${team.id}/${channel.id}`,
        marks: double.shown(channel).flatMap(({ post }) => {
          const [first] = post.versions;
          return openingsIn(visibleOf(first ?? {}).text).map(([mark]) => mark);
        }),
        last: new Map(
          double.shown(channel).flatMap(({ text }) => {
            return openingsIn(text).map(
              ([mark, said]) => [mark, { isClosed: said.includes("Closed:"), facts: said }] as const,
            );
          }),
        ),
      })),
    async [Symbol.asyncDispose]() {
      await double.close();
      if (double.violations.length > 0) throw new Error(`killtest: Slack refused ${double.violations.join("; ")}`);
    },
  } satisfies Stage & Record<string, unknown>;
}

/** The bot as `npm start` runs it on Slack. */
const slack: Variant = { id: "slack", findsByKey: true, openingsPerRound: 3, open: openSlack };

/** A strict double of Discord, with cards into channels, and as posts of a forum. */
export async function openDiscord() {
  const double = await createDiscordDouble({
    identifyEveryMs: 0,
    sessionStarts: 100_000,
    // A kill may strike while a message is on its way there or back.
    fault: ({ method, route }) =>
      method === "POST" && /\/(?:messages|threads)$/.test(route)
        ? { kind: "delay", ms: Math.random() * 20 }
        : undefined,
  });
  const guild = double.people.guild("Acme");
  const channels = ["one", "two"].map((name) => double.people.channel(guild, name));
  const forum = double.people.channel(guild, "three", { kind: "forum" });
  const places = [...channels, forum];
  return {
    double,
    audience: { platform: `discord:${guild.id}`, destinations: places.map(({ id }) => `discord:${id}`) },
    command: ["src/rolecall.js", "start"],
    env: { DISCORD_TOKEN: double.token, DISCORD_API_URL: double.apiUrl, ROLECALL_LOG_LEVEL: "info" },
    sights: () =>
      places.map((place) => {
        const shown = place === forum ? double.threads(forum).flatMap(double.shown) : double.shown(place);
        // The summary of a card names its opening too: one card is one sight of it.
        const firsts = shown.flatMap(({ versions: [first] }) => [
          ...new Set(openingsIn(saidIn(first?.text ?? "")).map(([mark]) => mark)),
        ]);
        const lasts = shown.flatMap(({ text }) => openingsIn(saidIn(text)));
        return {
          destination: `discord:${place.id}`,
          marks: firsts,
          last: new Map(
            lasts.map(([mark, said]) => [mark, { isClosed: said.includes("Closed:"), facts: said }] as const),
          ),
        };
      }),
    async [Symbol.asyncDispose]() {
      await double.close();
      if (double.violations.length > 0) throw new Error(`killtest: Discord refused ${double.violations.join("; ")}`);
    },
  } satisfies Stage & Record<string, unknown>;
}

/** The bot as `npm start` runs it on Discord. */
const discord: Variant = { id: "discord", findsByKey: true, openingsPerRound: 3, open: openDiscord };

export const variants: readonly Variant[] = [terminal, chat, slack, discord];

/** Without buttons and menus, which name openings too. */
function saidIn(text: string): string {
  return text.replace(/^\[.*\]$/gmu, "");
}

/** Each opening of a text with its part of it, which begins with the line of its title. */
function openingsIn(text: string): [mark: string, said: string][] {
  const parts = text.split(/^(?=.*(?:Engineer|Designer) Q\d{4})/mu);
  return parts.flatMap((part) => marksIn(part).map((mark): [string, string] => [mark, part]));
}

/** First lines of cards and lines of digests; what is said of changes begins otherwise. */
function openingLines(stdout: string): string[] {
  return stdout.split("\n").filter((line) => line.startsWith("┌─ ") || line.startsWith("• "));
}

function openingsOf(message: Message | undefined): (Card | DigestLine)[] {
  if (message === undefined) return [];
  if (message.kind === "card") return [message.card];
  return message.digest.groups
    .flatMap(({ entries }) => entries)
    .map((entry) => (entry.kind === "card" ? entry.card : entry.line));
}

function lookOf(opening: Card | DigestLine): Look {
  const facts = "about" in opening ? opening.about : opening.facts.map(({ value }) => value).join(", ");
  return { isClosed: opening.state === "closed", facts };
}

/** The mark of the first opening that a text names. */
export function marksIn(text: string): string[] {
  return text.match(/\bQ\d{4}\b/)?.slice(0, 1) ?? [];
}
