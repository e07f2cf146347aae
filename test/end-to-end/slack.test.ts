import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Board, aBoard } from "../doubles/a-board.ts";
import { aRunningBot, type RunningBot } from "../doubles/a-running-bot.ts";
import { createSlackDouble, type SlackDouble } from "../doubles/slack/slack-double.ts";

/** From the installation to the removal, with the whole bot, a strict Slack and a board, all on loopback. */
describe("Slack, end to end", () => {
  let slack: SlackDouble;
  let board: Board;
  let bot: RunningBot;

  beforeEach(async () => {
    slack = await createSlackDouble({ rotates: true });
    board = await aBoard();
    board.publish("Gardener", { text: "You water plants." });
    bot = await aRunningBot({
      environment: {
        SLACK_APP_TOKEN: slack.people.appToken(),
        SLACK_CLIENT_ID: slack.clients.id,
        SLACK_CLIENT_SECRET: slack.clients.secret,
        SLACK_API_URL: slack.apiUrl,
        ROLECALL_ENCRYPTION_KEY: "b".repeat(64),
      },
      sources: [board.source],
      more: ["platforms:", "  slack: { http: { port: 0, host: 127.0.0.1 } }"],
      privateHosts: [board.host],
    });
    await slack.until("the socket", () => slack.channel.connections() > 0);
  });

  afterEach(async () => {
    await bot.stop();
    await board.stop();
    await slack.close();
  });

  function installPage(): string {
    const port = /"port":(?<port>\d+),"msg":"slack server listens"/.exec(bot.log())?.groups?.["port"];
    return `http://127.0.0.1:${port}/slack/install`;
  }

  /** As a browser does it: the page, Slack's consent, and back. */
  async function install(team: ReturnType<SlackDouble["people"]["team"]>) {
    const page = await fetch(installPage());
    const cookie = page.headers.get("set-cookie")?.split(";")[0] ?? "";
    const consent = /href="(?<url>[^"]*oauth[^"]*)"/
      .exec(await page.text())
      ?.groups?.["url"]?.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
    const back = slack.people.consent(consent ?? "", team);
    const target = new URL(back);
    const home = new URL(installPage());
    target.host = home.host;
    target.pathname = "/slack/install/callback";
    return { back: target.href, cookie, answer: await fetch(target.href, { headers: { cookie } }) };
  }

  it("installs, subscribes by text and by form, sends, marks, explains, edits what closed, and forgets", {
    timeout: 30_000,
  }, async () => {
    const team = slack.people.team("Acme");
    const ann = slack.people.user(team, "ann", { role: "admin", zone: "Europe/Belgrade" });
    const bob = slack.people.user(team, "bob");
    const jobs = slack.people.channel(team, "jobs", { members: [ann, bob], hasBot: false });

    const { answer, back, cookie } = await install(team);
    const again = await fetch(back, { headers: { cookie } });
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("Rolecall is in Acme")]);
    expect(again.status).toBe(400);

    // Whoever installed it is greeted, and a button of that subscribes her.
    const direct = slack.people.direct(ann);
    await slack.until("the greeting", () => slack.shown(direct).length === 1);
    const [greeting] = slack.shown(direct);
    if (greeting === undefined) throw new Error("expected a greeting");
    expect(greeting.text).toMatch(/Python.*Internships/s);
    await slack.people.press(ann, direct, greeting.post, "line:1");
    await slack.until("the answer", () => slack.ephemerals(ann, direct).length > 0);
    expect(slack.ephemerals(ann, direct)[0]?.text).toContain("Subscribed python");

    // By text, for a channel, which the bot joins by itself.
    await bot.poll();
    await slack.people.slash(ann, jobs, `subscribe infra role:backend lang:go to:<#${jobs.id}|jobs>`);
    await slack.until("the answer and the line for all", () => {
      return slack.ephemerals(ann, jobs).length > 0 && slack.shown(jobs).length > 0;
    });
    expect(slack.ephemerals(ann, jobs)[0]?.text).toContain("Subscribed infra");
    expect(slack.shown(jobs)[0]?.text).toMatch(/ann subscribed this channel to infra/);

    // By form, for herself.
    await slack.people.slash(bob, jobs, "");
    await slack.until("the form", () => slack.forms(bob).length === 1);
    const [form] = slack.forms(bob);
    const formId = form?.id ?? "";
    const [role] = await slack.people.suggest(bob, formId, "role", "back");
    const refused = await slack.people.submit(bob, formId, { role: [role?.value ?? ""], pay: "plenty" });
    expect(refused.payload).toMatchObject({
      response_action: "errors",
      errors: { pay: expect.stringContaining("pay") },
    });
    await slack.people.submit(bob, formId, { name: "mine", role: [role?.value ?? ""] });
    expect(slack.formText(slack.forms(bob)[0] ?? form!)).toContain("Subscribed mine");

    // A posting at the next poll is in both places within two seconds of it.
    const id = board.publish("Senior Backend Engineer <!channel> *now*");
    const polledAt = Date.now();
    await bot.poll();
    await slack.until(
      "the cards",
      () => slack.shown(jobs).length === 2 && slack.shown(slack.people.direct(bob)).length === 1,
    );
    expect(Date.now() - polledAt).toBeLessThan(2_000);
    const card = slack.shown(jobs)[1]!;
    expect(card.text).toContain("Senior Backend Engineer <!channel> *now*");
    expect(card.text).toContain("matches infra: backend, Go");
    expect(card.effects).toEqual([]);
    expect(card.links).toEqual([`https://jobs.example.org/nimbus/${id}`]);

    // Save and Why, each answered to who pressed it alone.
    const actionOf = (label: string) => {
      const buttons = JSON.stringify(card.post.blocks).matchAll(
        /"action_id":"(?<id>line:\d+)","text":\{"type":"plain_text","text":"(?<label>[^"]+)"/g,
      );
      return [...buttons].find((match) => match.groups?.["label"] === label)?.groups?.["id"] ?? "";
    };
    await slack.people.press(bob, jobs, card.post, actionOf("Save"));
    await slack.people.press(bob, jobs, card.post, actionOf("Why"));
    await slack.until("both answers", () => slack.ephemerals(bob, jobs).length === 2);
    const said = slack
      .ephemerals(bob, jobs)
      .map(({ text }) => text)
      .join("\n");
    expect(said).toContain("Saved, for /jobs saved: Senior Backend Engineer");
    expect(said).toContain("mine matches");
    await slack.people.openHome(bob);
    await slack.until("the Home tab", () => slack.home(bob)?.includes("Senior Backend Engineer") === true);
    expect(slack.home(bob)).toContain("mine");

    // Twice absent is closed, and both cards say so.
    board.close(id);
    await bot.poll();
    await bot.poll();
    await slack.until("both edits", () => {
      return (
        slack.shown(jobs)[1]?.text.includes("Closed") === true &&
        slack.shown(slack.people.direct(bob))[0]?.text.includes("Closed") === true
      );
    });
    expect(slack.shown(jobs)).toHaveLength(2);

    // Once it is removed, nothing of the token is left.
    const tokens = [...slack.world.tokens.values()].filter(({ kind }) => kind === "bot").map(({ value }) => value);
    await slack.people.uninstall(team);
    await slack.until("its end", () => bot.log().includes("the bot was removed from a workspace"));
    const stored = readFileSync(join(bot.folder, "data", "rolecall.sqlite")).toString("latin1");
    for (const token of tokens) {
      expect(stored).not.toContain(token);
      expect(bot.log()).not.toContain(token);
    }
    expect(slack.violations).toEqual([]);
    expect(slack.channel.late).toEqual([]);
  });
});
