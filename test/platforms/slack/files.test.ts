import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Bot } from "../../../commands/bot.ts";
import { dispatch, execute } from "../../../commands/dispatch.ts";
import { mostFileBytes } from "../../../commands/given-file.ts";
import { systemClock, systemRandom } from "../../../src/clock.ts";
import type { PlatformHost } from "../../../src/delivery/platform.ts";
import { silentLog } from "../../../src/log.ts";
import { createSlack, type Slack } from "../../../src/platforms/slack/slack.ts";
import { slackConfig, slackSettings } from "../../../src/platforms/slack/slack-settings.ts";
import { aPicture } from "../../doubles/a-picture.ts";
import { memoryServices } from "../../doubles/services.ts";
import { allScopes } from "../../doubles/slack/people.ts";
import { createSlackDouble, type SlackDouble } from "../../doubles/slack/slack-double.ts";
import { startServer } from "../../http/loopback-server.ts";
import { aCache } from "../chat/a-cache.ts";
import { aFileFetcher } from "../chat/a-file-fetcher.ts";

let double: SlackDouble;
let slack: Slack;
let files: ReturnType<typeof aFileFetcher>;
const stop = new AbortController();

beforeEach(async () => {
  double = await createSlackDouble();
  files = aFileFetcher();
});

afterEach(async () => {
  await slack.stop();
  await files.close();
  await double.close();
});

/** Ann, with the form of /jobs import before her where the app may read files. */
async function arrange(scopes: readonly string[] = allScopes) {
  const services = memoryServices();
  const team = double.people.team("Acme");
  const ann = double.people.user(team, "ann");
  const place = double.people.channel(team, "jobs", { members: [ann] });
  const settings = slackSettings(
    {
      SLACK_BOT_TOKEN: double.people.botToken(team, scopes),
      SLACK_APP_TOKEN: double.people.appToken(),
      SLACK_API_URL: double.apiUrl,
    },
    slackConfig.parse({}),
  );
  if (settings === null) throw new Error("expected settings");
  const caches = aCache();
  slack = createSlack({ settings, caches: () => caches, clock: systemClock, random: systemRandom, log: silentLog });
  const nothing = async () => {};
  const host: PlatformHost = {
    released: nothing,
    held: nothing,
    ended: nothing,
    renamed: nothing,
    left: nothing,
    removed: nothing,
    restored: async () => false,
    having: async () => [],
    greets: async () => false,
    notGreeted: nothing,
  };
  const bot: Bot = {
    services,
    draw: aPicture,
    answer: (line, asker) => dispatch(line, asker, services),
    execute: (command, options, asker) => execute(command, options, asker, services),
    welcome: nothing,
  };
  await slack.start({ bot, host, fetchFile: files.fetchFile, deliver: nothing, onFatal() {} }, stop.signal);
  await double.until("the socket", () => double.channel.connections() > 0);
  await double.people.slash(ann, place, "import");
  await double.until("an answer", () => double.forms(ann).length + double.ephemerals(ann, place).length > 0);
  return {
    services,
    team,
    ann,
    place,
    /** Sends the form, and what it says then. */
    async send(file: { readonly id: string }): Promise<string> {
      const [form] = double.forms(ann);
      if (form === undefined) throw new Error("expected a form");
      await double.people.submit(ann, form.id, { file: file.id });
      await double.until("an answer", () => !/One moment/.test(double.formText(form)));
      return double.formText(form);
    },
  };
}

const outlines = Array.from(
  { length: 40 },
  (_, n) => `<outline text="Company number ${n}" xmlUrl="https://company-${n}.example/with/a/long/path/to/jobs.rss"/>`,
);
const opml = `<opml version="2.0"><body>${outlines.join("\n")}</body></opml>`;

describe("/jobs import by itself", () => {
  it("asks for a file, and takes it whole though no line could hold it", async () => {
    const { ann, send } = await arrange();

    const said = await send(double.people.upload(ann, "feeds.opml", opml));

    expect(opml.length).toBeGreaterThan(4_000);
    expect(said).toContain("Company number 0");
    expect(said).toContain("Company number 39");
    expect(double.violations).toEqual([]);
  });

  it("makes the subscriptions of the file's lines", async () => {
    const { ann, send, services } = await arrange();

    const said = await send(double.people.upload(ann, "mine.txt", "/jobs subscribe infra role:backend\n"));

    expect(said).toContain("1 of 1 made:");
    expect(services.stored.subscriptions.map(({ query }) => query)).toEqual(["role:backend"]);
  });

  it.each([
    ["too large", "x".repeat(mostFileBytes + 1), "at most 256 KiB"],
    ["no text", Buffer.from("89504e470d0a1a0a0000", "hex"), "Expected a text such as OPML or JSON"],
  ])("refuses in words what is %s", async (_, content, words) => {
    const { ann, send } = await arrange();

    expect(await send(double.people.upload(ann, "feeds.opml", content))).toContain(words);
  });

  it("fetches from nowhere but where Slack keeps files, and shows its token to nobody else", async () => {
    const asked: unknown[] = [];
    await using other = await startServer((request, response) => {
      asked.push(request.headers);
      response.end(opml);
    });
    const { ann, send } = await arrange();
    const file = double.people.upload(ann, "feeds.opml", opml);
    file.url = `${other.origin}/feeds.opml`;

    expect(await send(file)).toContain("failed on our side");
    expect(asked).toEqual([]);
  });

  it("says so where Slack has the file no more", async () => {
    const { ann, send } = await arrange();
    const file = double.people.upload(ann, "feeds.opml", opml);
    file.url = file.url.replace(file.id, "F0GONE");

    expect(await send(file)).toContain("Slack has feeds.opml no more: hand it over anew.");
  });

  it("says what to do where the app may not read files", async () => {
    const { ann, place } = await arrange(allScopes.filter((scope) => scope !== "files:read"));

    expect(double.forms(ann)).toEqual([]);
    expect(double.ephemerals(ann, place)[0]?.text).toMatch(/lacks the right files:read.*installing the app again/);
    expect(double.violations).toEqual([]);
  });
});

describe("the double", () => {
  it("hands over nobody's file but one's own, and opens no form for files to an app that may not read them", async () => {
    const { team, send } = await arrange();
    const bob = double.people.user(team, "bob");

    await expect(send(double.people.upload(bob, "feeds.opml", opml))).rejects.toThrow("no such file");
  });

  it("gives a file to its workspace's app alone", async () => {
    const { ann } = await arrange();
    const other = double.people.team("Other");
    const { url } = double.people.upload(ann, "feeds.opml", opml);

    for (const token of ["", double.people.botToken(other)]) {
      const { status } = await fetch(url, { headers: { authorization: `Bearer ${token}` }, redirect: "manual" });
      expect(status).toBe(302);
    }
  });
});
