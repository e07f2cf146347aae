import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dashboard, file, info, text } from "../../../commands/reply.ts";
import { systemClock } from "../../../src/clock.ts";
import { silentLog } from "../../../src/log.ts";
import { createClients } from "../../../src/platforms/slack/clients.ts";
import { singleInstallation } from "../../../src/platforms/slack/installations.ts";
import { installationOfToken } from "../../../src/platforms/slack/oauth-exchange.ts";
import { createUploads } from "../../../src/platforms/slack/uploads.ts";
import { aDashboard } from "../../charts/a-dashboard.ts";
import { aPicture } from "../../doubles/a-picture.ts";
import { anAsker } from "../../doubles/services.ts";
import { createSlackDouble, type SlackDouble } from "../../doubles/slack/slack-double.ts";

let slack: SlackDouble;

beforeEach(async () => {
  slack = await createSlackDouble();
});

afterEach(() => slack.close());

const table = "\u{FEFF}state,title\r\nsaved,Engineer\r\n";

function arrange(scopes?: readonly string[]) {
  const team = slack.people.team("Acme");
  const ann = slack.people.user(team, "ann");
  const token = slack.people.botToken(team, scopes);
  const clients = createClients({
    apiUrl: slack.apiUrl,
    installations: singleInstallation(() => installationOfToken(token, slack.apiUrl, silentLog)),
    clock: systemClock,
    log: silentLog,
    renew: (installation) => Promise.resolve(installation),
    onDead: async () => {},
  });
  const publish = createUploads({ clients, installUrl: "https://bot.example/install", log: silentLog });
  const asking = { place: { team: team.id }, asker: anAsker({ user: ann.id }) };
  return {
    ann,
    give: () => publish(info(text("What you *marked*:"), file("saved.csv", table)), asking),
    show: async (title: string) => {
      const part = { ...dashboard(aDashboard({ title })), picture: await aPicture() };
      return await publish(info(part, text("After.")), asking);
    },
  };
}

describe("pictures", () => {
  it("stand in the person's own conversation, with all that they show in words", async () => {
    const { ann, show } = arrange();

    const { parts } = await show("All openings");

    expect(parts.slice(1)).toEqual([text("The picture of it is in your direct messages with me."), text("After.")]);
    const [shown] = slack.shown(slack.people.direct(ann));
    expect(shown?.text).toContain("All openings: 212 openings since 14 Sep 2026");
    expect(shown?.text).toContain("Places: Berlin, DE (84); Munich, DE (1).");
    expect(shown?.post.files).toMatchObject([{ bytes: Buffer.from(await aPicture()) }]);
    expect(slack.violations).toEqual([]);
  });

  it("call nobody and format nothing by their words", async () => {
    const { ann, show } = arrange();

    await show("text:<!channel> *bold* :tada:");

    expect(slack.shown(slack.people.direct(ann))[0]?.effects).toEqual([]);
  });

  it("are not there where the app may not upload, which is said with what to do", async () => {
    const { ann, show } = arrange(["chat:write", "im:write", "users:read"]);

    const { parts } = await show("role:backend");

    expect(parts[0]).toMatchObject({ kind: "dashboard" });
    expect(parts[1]).toMatchObject({
      text: expect.stringMatching(/lacks the right files:write\. An admin .*https:\/\/bot\.example\/install/),
    });
    expect(slack.shown(slack.people.direct(ann))).toEqual([]);
  });

  it("are not there where Slack cannot be reached, and the words are", async () => {
    const { show } = arrange();
    slack.goDown();

    const { parts } = await show("role:backend");

    expect(parts).toMatchObject([
      { kind: "dashboard" },
      { text: expect.stringContaining("is not in your direct messages") },
      text("After."),
    ]);
  });
});

describe("a file", () => {
  it("stands in the person's own conversation, below what the answer says of it", async () => {
    const { ann, give } = arrange();

    const { parts } = await give();

    expect(parts).toEqual([text("What you *marked*:"), text("saved.csv is in your direct messages with me.")]);
    const [shown] = slack.shown(slack.people.direct(ann));
    expect(shown?.text).toMatch(/What you .marked.:/);
    expect(shown?.effects).toEqual([]);
    expect(shown?.post.files).toMatchObject([{ name: "saved.csv", bytes: Buffer.from(table) }]);
    expect(slack.violations).toEqual([]);
  });

  it("stays in the answer where the app may not upload, with what to do about it", async () => {
    const { ann, give } = arrange(["chat:write", "im:write", "users:read"]);

    const { parts } = await give();

    expect(parts).toMatchObject([
      text("What you *marked*:"),
      file("saved.csv", table),
      { text: expect.stringContaining("lacks the right files:write") },
    ]);
    expect(slack.shown(slack.people.direct(ann))).toEqual([]);
  });
});
