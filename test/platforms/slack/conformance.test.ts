import { describe, expect, it } from "vitest";
import { systemRandom } from "../../../src/clock.ts";
import { silentLog } from "../../../src/log.ts";
import { createSlack } from "../../../src/platforms/slack/slack.ts";
import { slackConfig, slackSettings } from "../../../src/platforms/slack/slack-settings.ts";
import { leapingClock } from "../../doubles/leaping-clock.ts";
import { createSlackDouble } from "../../doubles/slack/slack-double.ts";
import { testPlatform } from "../conformance.ts";
import { aCache } from "../chat/a-cache.ts";
import { slackErrors } from "./slack-errors.ts";

/** The platform with a strict Slack at its other end, which the test has refuse what Slack would. */
async function open() {
  const clock = leapingClock(Date.now());
  const slack = await createSlackDouble({ now: clock.now });
  const team = slack.people.team("Acme");
  const ann = slack.people.user(team, "ann");
  const jobs = slack.people.channel(team, "jobs", { members: [ann] });
  const settings = slackSettings(
    {
      SLACK_BOT_TOKEN: slack.people.botToken(team),
      SLACK_APP_TOKEN: slack.people.appToken(),
      SLACK_API_URL: slack.apiUrl,
    },
    slackConfig.parse({}),
  );
  if (settings === null) throw new Error("expected settings");
  const cache = aCache();
  const { platform } = createSlack({ settings, caches: () => cache, clock, random: systemRandom, log: silentLog });
  return {
    slack,
    platform,
    destination: { platform: "slack", address: `${team.id}/${jobs.id}` },
    person: { workspace: `slack:${team.id}`, user: ann.id },
    shown: () => slack.shown(jobs).map(({ text }) => text),
    async close() {
      await slack.close();
      expect(slack.violations).toEqual([]);
      const { channels } = slack.world;
      const effects = [...channels.values()].flatMap((channel) => slack.shown(channel).flatMap((one) => one.effects));
      expect(effects).toEqual([]);
      expect(slack.limits.refused.size).toBe(0);
    },
  };
}

testPlatform("Slack", { open, runs: 25, errors: slackErrors });

describe("links on Slack", () => {
  it("lead to web pages alone", async () => {
    const under = await open();
    const card = {
      postingId: "p2abc",
      title: "Go",
      company: null,
      facts: [],
      why: "matches",
      evidence: [],
      buttons: [],
      state: "open",
    } as const;

    await under.platform.send(
      under.destination,
      { kind: "card", card: { ...card, url: "javascript:alert(1)" } },
      "key1",
    );
    await under.platform.send(
      under.destination,
      { kind: "card", card: { ...card, url: "https://jobs.example/1" } },
      "key2",
    );

    const links = [...under.slack.world.channels.values()].flatMap((channel) =>
      under.slack.shown(channel).flatMap((one) => one.links),
    );
    expect(links).toEqual(["https://jobs.example/1"]);
    await under.close();
  });
});
