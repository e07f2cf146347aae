import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labelValues } from "../../src/label-values.ts";
import { type Board, aBoard } from "../doubles/a-board.ts";
import { aRunningBot, type RunningBot } from "../doubles/a-running-bot.ts";
import { anOtlpReceiver, type ReceivedSpan } from "../doubles/an-otlp-receiver.ts";
import { createDiscordDouble, type DiscordDouble } from "../doubles/discord/discord-double.ts";
import { type LoopbackServer, startServer } from "../http/loopback-server.ts";

/** What strangers may write, and what nobody may read in metrics or traces. */
const canary = "canary-7f3a";

const rss = (title: string) =>
  `<rss><channel><item><title>${title}</title><guid>${title}</guid><link>https://${canary}.example/</link></item></channel></rss>`;

/** Boards that answer with all that is wrong, each at its own path. */
const hostile: Readonly<Record<string, readonly [status: number, body: string]>> = {
  "/shut": [403, canary],
  "/gone": [410, canary],
  "/absent": [404, canary],
  "/broken": [500, canary],
  "/not-xml": [200, `<html><title>${canary}</title>`],
  "/odd": [200, rss(`${canary}"} 1\nrolecall_fake_total{x="`)],
};

/** The whole bot with a strict Discord, a board, hostile boards, and what watches it, all on loopback. */
describe("a bot that is watched", () => {
  let discord: DiscordDouble;
  let board: Board;
  let boards: LoopbackServer;
  let receiver: Awaited<ReturnType<typeof anOtlpReceiver>>;
  let bot: RunningBot;
  let metrics = "";

  beforeAll(async () => {
    discord = await createDiscordDouble({ identifyEveryMs: 0 });
    board = await aBoard();
    board.publish("Gardener", { text: "You water plants." });
    boards = await startServer((request, response) => {
      const [status, body] = hostile[new URL(request.url ?? "/", boards.origin).pathname] ?? [404, ""];
      response.writeHead(status, { "content-type": "application/xml" }).end(body);
    });
    receiver = await anOtlpReceiver();
    bot = await aRunningBot({
      environment: {
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.apiUrl,
        ROLECALL_METRICS_PORT: "0",
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      },
      sources: [
        board.source,
        ...Object.keys(hostile).map((path) => `  - feed: { url: "${boards.origin}${path}?key=${canary}" }`),
      ],
      privateHosts: [board.host, boards.host],
    });
    await discord.until("the commands", () => discord.state.commands.size > 0);
    const guild = discord.people.guild("Acme");
    const ann = discord.people.member(guild, "ann", { permissions: ["ManageChannels", "ManageGuild"] });
    const jobs = discord.people.channel(guild, "jobs");
    await bot.poll();
    const asked = await discord.people.slash(ann, jobs, "jobs subscribe", {
      query: `role:backend to:<#${jobs.id}>`,
    });
    await discord.until("an answer", () => !discord.isThinking(asked) && discord.answersTo(asked).length > 0, 10_000);
    board.publish("Backend Engineer", { text: `You write Go for ${canary}.` });
    await bot.poll();
    await discord.until("the card", () => discord.shown(jobs).some(({ text }) => text.includes("Backend Engineer")));
    metrics = (await bot.metrics()) ?? "";
    await bot.stop();
  }, 60_000);

  afterAll(async () => {
    await board.stop();
    await boards[Symbol.asyncDispose]();
    await discord.close();
    await receiver.stop();
  });

  it.each([
    ['rolecall_polls_total{source="feed",code="blocked"}', 1],
    ['rolecall_polls_total{source="feed",code="gone"}', 1],
    ['rolecall_postings_total{source="ashby",change="baseline"}', 1],
    ['rolecall_postings_total{source="ashby",change="new"}', 1],
    ["rolecall_matches_total", 1],
    ['rolecall_delivery_outcomes_total{platform="discord",outcome="posted"}', 1],
    ['rolecall_delivery_delay_seconds_count{kind="card"}', 1],
    ['rolecall_deliveries{state="pending"}', 0],
    ['rolecall_sources{source="ashby",state="ok"}', 1],
    ["rolecall_index_subscriptions", 1],
    ["rolecall_uncertain_deliveries", 0],
    ["rolecall_database_up", 1],
  ])("shows %s as %d at the least", (series, atLeast) => {
    const line = metrics.split("\n").find((one) => one.startsWith(`${series} `));

    expect(Number(line?.slice(series.length))).toBeGreaterThanOrEqual(atLeast);
  });

  it("shows how many sessions Discord still allows", () => {
    expect(metrics).toMatch(/^rolecall_discord_sessions_remaining [1-9]\d*$/m);
  });

  it("has only labels whose values are in closed lists", () => {
    const found = [...metrics.matchAll(/^rolecall_\w+\{(.*)\} \S+$/gm)].flatMap(([, labels = ""]) =>
      [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name = "", value = ""]) => ({ name, value })),
    );

    const lists = new Map<string, readonly string[]>(Object.entries(labelValues));
    expect(found.length).toBeGreaterThan(50);
    expect(found.filter(({ name, value }) => name !== "le" && lists.get(name)?.includes(value) !== true)).toEqual([]);
  });

  it("has one trace from the poll to the card", () => {
    const [send] = receiver.spans.filter(({ name }) => name === "send");
    const ofTrace = receiver.spans.filter(({ traceId }) => traceId === send?.traceId);
    const poll = ofTrace.find(({ name }) => name === "poll");

    expect(ofTrace.map(({ name }) => name).toSorted()).toEqual(["match", "poll", "send"]);
    expect(send?.links).toMatchObject([{ traceId: poll?.traceId, spanId: poll?.spanId }]);
    expect(attributesOf(poll)).toMatchObject({ "rolecall.source": "ashby", "rolecall.code": "read" });
    expect(attributesOf(send)).toMatchObject({ "rolecall.platform": "discord", "rolecall.outcome": "posted" });
  });

  it("tells neither metrics nor traces what strangers wrote, or any address or token", () => {
    const all = [metrics, ...receiver.received].join("\n");

    expect(receiver.received.length).toBeGreaterThan(0);
    for (const secret of [canary, discord.token, board.host, boards.host, "Backend Engineer"]) {
      expect(all).not.toContain(secret);
    }
  });
});

function attributesOf(span: ReceivedSpan | undefined): Record<string, unknown> {
  return Object.fromEntries((span?.attributes ?? []).map(({ key, value }) => [key, Object.values(value)[0]]));
}
