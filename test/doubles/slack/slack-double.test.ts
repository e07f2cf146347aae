import { App, SocketModeReceiver } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSlackDouble, type SlackDouble } from "./slack-double.ts";

const quiet = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => "error",
  setName() {},
} as never;

describe("the double of Slack", () => {
  let slack: SlackDouble;

  beforeEach(async () => {
    slack = await createSlackDouble();
  });

  afterEach(() => slack.close());

  function arrange({ scopes }: { readonly scopes?: readonly string[] } = {}) {
    const team = slack.people.team("Acme");
    const ann = slack.people.user(team, "ann", { role: "admin" });
    const jobs = slack.people.channel(team, "jobs", { members: [ann] });
    const token = slack.people.botToken(team, scopes);
    const client = new WebClient(token, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: quiet,
    });
    return { team, ann, jobs, token, client };
  }

  const section = (text: string) => ({ type: "section", text: { type: "plain_text", text } });
  const button = (value: string) => ({
    type: "button",
    action_id: value,
    text: { type: "plain_text", text: "Go" },
    value,
  });

  it.each([
    ["no text and no blocks", {}, "no_text"],
    ["an empty section", { blocks: [{ type: "section" }] }, "invalid_blocks"],
    ["a property that Slack does not know", { blocks: [{ ...section("a"), colour: "red" }] }, "invalid_blocks"],
    ["a section of 3,001 characters", { blocks: [section("a".repeat(3_001))] }, "invalid_blocks"],
    ["51 blocks", { blocks: Array.from({ length: 51 }, () => ({ type: "divider" })) }, "invalid_blocks"],
    [
      "26 buttons",
      { blocks: [{ type: "actions", elements: Array.from({ length: 26 }, (_, i) => button(`b${i}`)) }] },
      "invalid_blocks",
    ],
    [
      "a button of 2,001 characters",
      { blocks: [{ type: "actions", elements: [{ ...button("b"), value: "v".repeat(2_001) }] }] },
      "invalid_blocks",
    ],
    ["an action id twice", { blocks: [{ type: "actions", elements: [button("b"), button("b")] }] }, "invalid_blocks"],
    [
      "a block id twice",
      {
        blocks: [
          { type: "divider", block_id: "x" },
          { type: "divider", block_id: "x" },
        ],
      },
      "invalid_blocks",
    ],
    [
      "a link to a script",
      {
        blocks: [
          {
            type: "rich_text",
            elements: [{ type: "rich_text_section", elements: [{ type: "link", url: "javascript:alert(1)" }] }],
          },
        ],
      },
      "invalid_blocks",
    ],
    [
      "13,001 characters in all",
      { blocks: Array.from({ length: 5 }, () => section("a".repeat(2_900))) },
      "msg_blocks_too_long",
    ],
    ["metadata without a type", { text: "a", metadata: { event_payload: {} } }, "invalid_metadata_format"],
    ["a text of 40,001 characters", { text: "a".repeat(40_001) }, "msg_too_long"],
    ["a channel that is not there", { text: "a", channel: "C0NOWHERE" }, "channel_not_found"],
  ])("refuses %s", async (_, message, code) => {
    const { client, jobs } = arrange();

    const posting = client.apiCall("chat.postMessage", { channel: jobs.id, ...message });

    await expect(posting).rejects.toMatchObject({ data: { error: code } });
    expect(slack.shown(jobs)).toEqual([]);
  });

  it("refuses channels that the bot is not in, archived ones, and what a token may not do", async () => {
    const { client, team, ann } = arrange({ scopes: ["chat:write"] });
    const apart = slack.people.channel(team, "apart", { hasBot: false });
    const secret = slack.people.channel(team, "secret", { kind: "private", hasBot: false });
    const old = slack.people.channel(team, "old");
    old.isArchived = true;
    const post = (channel: string) => client.apiCall("chat.postMessage", { channel, text: "a" });

    await expect(post(apart.id)).rejects.toMatchObject({ data: { error: "not_in_channel" } });
    await expect(post(secret.id)).rejects.toMatchObject({ data: { error: "channel_not_found" } });
    await expect(post(old.id)).rejects.toMatchObject({ data: { error: "is_archived" } });
    await expect(client.users.info({ user: ann.id })).rejects.toMatchObject({
      data: { error: "missing_scope", needed: "users:read" },
    });
    await expect(
      new WebClient("xoxb-unknown", { slackApiUrl: slack.apiUrl, logger: quiet }).auth.test(),
    ).rejects.toMatchObject({
      data: { error: "invalid_auth" },
    });
  });

  it("takes a file in three steps, and shows it where it is shared", async () => {
    const { client, ann, token } = arrange();
    const direct = slack.people.direct(ann);
    const files = new WebClient(token, { slackApiUrl: slack.apiUrl, logger: quiet, retryConfig: { retries: 0 } });

    await files.filesUploadV2({
      channel_id: direct.id,
      initial_comment: "A chart",
      file: Buffer.from([1, 2, 3]),
      filename: "chart.png",
      title: "Chart",
    });

    const [shown] = slack.shown(direct);
    expect(shown?.text).toBe("A chart");
    expect(shown?.post.files).toMatchObject([{ title: "Chart", bytes: Buffer.from([1, 2, 3]) }]);
    await expect(client.files.getUploadURLExternal({ filename: "", length: 3 })).rejects.toMatchObject({
      data: { error: "invalid_arguments" },
    });
    await expect(
      client.files.completeUploadExternal({ files: [{ id: "F0NOWHERE" }], channel_id: direct.id }),
    ).rejects.toMatchObject({ data: { error: "file_not_found" } });
  });

  it("refuses bytes that were not announced, and files without the right to them", async () => {
    const { client, team } = arrange();
    const { upload_url: address = "" } = await client.files.getUploadURLExternal({ filename: "a.png", length: 3 });
    const bare = new WebClient(slack.people.botToken(team, ["chat:write"]), {
      slackApiUrl: slack.apiUrl,
      logger: quiet,
    });

    expect((await fetch(address, { method: "POST", body: "four" })).status).toBe(400);
    await expect(bare.files.getUploadURLExternal({ filename: "a.png", length: 3 })).rejects.toMatchObject({
      data: { error: "missing_scope", needed: "files:write" },
    });
  });

  it("takes a message a second in a channel, and says when to come back", async () => {
    const { client, jobs } = arrange();

    await client.chat.postMessage({ channel: jobs.id, text: "one", unfurl_links: false });

    await expect(client.chat.postMessage({ channel: jobs.id, text: "two" })).rejects.toMatchObject({
      code: "slack_webapi_rate_limited_error",
      retryAfter: 1,
    });
    expect(slack.shown(jobs).map(({ text }) => text)).toEqual(["one"]);
  });

  it("shows what people would see, and what a text does beside that", async () => {
    const { client, jobs } = arrange();

    await client.chat.postMessage({ channel: jobs.id, text: "<!channel> see <https://a.example|this> &amp; that" });

    expect(slack.shown(jobs)[0]).toMatchObject({
      text: "!channel see this & that",
      effects: ["<!channel>"],
      links: ["https://a.example"],
    });
  });

  it("speaks Socket Mode with Bolt: commands with answers, forms, and events that come again until they are taken", async () => {
    const { team, ann, jobs, token } = arrange();
    const receiver = new SocketModeReceiver({
      appToken: slack.people.appToken(),
      logger: quiet,
      installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
    });
    const app = new App({ token, receiver, clientOptions: { slackApiUrl: slack.apiUrl }, logger: quiet });
    const heard: string[] = [];
    app.command("/jobs", async ({ ack, command, respond, client }) => {
      await ack();
      if (command.text === "form") {
        const view = {
          type: "modal",
          callback_id: "f",
          title: { type: "plain_text", text: "Form" },
          blocks: [section("hello")],
        } as const;
        await client.views.open({ trigger_id: command.trigger_id, view: view as never });
      } else await respond(`heard ${command.text}`);
    });
    app.event("channel_archive", async ({ event }) => void heard.push(event.channel));
    await app.start();

    const acknowledged = await slack.people.slash(ann, jobs, "list");
    await slack.people.slash(ann, jobs, "form");
    await slack.people.archive(jobs);
    await slack.until("an answer, a form and an event", () => {
      return slack.ephemerals(ann, jobs).length === 1 && slack.forms(ann).length === 1 && heard.length === 1;
    });
    await app.stop();

    expect(acknowledged.isAcknowledged).toBe(true);
    expect(slack.ephemerals(ann, jobs)[0]?.text).toBe("heard list");
    expect(heard).toEqual([jobs.id]);
    expect(slack.violations).toEqual([]);
    expect(team.id).toMatch(/^T/);
  });
});
