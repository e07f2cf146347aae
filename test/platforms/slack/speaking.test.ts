import { afterEach, describe, expect, it, vi } from "vitest";
import { info, text as replyText } from "../../../commands/reply.ts";
import { systemClock } from "../../../src/clock.ts";
import { subscribeModal } from "../../../src/platforms/slack/subscribe-modal.ts";
import { UserError } from "../../../src/errors.ts";
import { problemsOfView } from "../../doubles/slack/block-kit.ts";
import { aPosting, testNow } from "../../builders.ts";
import { aSubscription, memoryServices, theSettings } from "../../doubles/services.ts";
import { type AnApp, anApp, type AppOptions } from "./an-app.ts";

let app: AnApp;

afterEach(async () => {
  await app.close();
});

async function open(options: AppOptions = {}): Promise<AnApp> {
  app = await anApp(options);
  return app;
}

/** The text of the n-th private answer, once it is there. */
async function answer(index = 0): Promise<string> {
  await vi.waitFor(() => expect(app.answers().length).toBeGreaterThan(index), { timeout: 10_000 });
  return JSON.stringify(app.answers()[index]);
}

async function called(method: string, times = 1) {
  await vi.waitFor(() => expect(app.api.countOf(method)).toBeGreaterThanOrEqual(times), { timeout: 40_000 });
  return app.api.calls.filter((call) => call.method === method).map(({ args }) => args);
}

const infra = aSubscription({
  id: "k3f",
  name: "infra",
  query: "role:backend",
  workspace: "slack:T1",
  owner: "U1",
  destination: "slack:T1/U1",
});

describe("/jobs", () => {
  it("is acknowledged with nothing and answered privately, and what it made due is sent", async () => {
    await open();

    const acknowledged = await app.slash("subscribe go role:backend lang:go");

    expect(acknowledged).toMatchObject({ status: 200, body: "" });
    expect(await answer()).toContain("/jobs subscribe go role:backend lang:go");
    expect(app.answers()[0]).toMatchObject({ response_type: "ephemeral", replace_original: false });
    expect(app.typed).toEqual(["slack:T1/U1: /jobs subscribe go role:backend lang:go"]);
    await vi.waitFor(() => expect(app.deliveries()).toBe(1));
    expect(app.told).toEqual(["welcome slack:T1"]);
  });

  it("reads what Slack escapes as it was typed", async () => {
    await open();

    await app.slash("preview role:backend pay:&gt;=80k/yr,eur text:“R&amp;D”");

    await answer();
    expect(app.typed).toEqual(["slack:T1/U1: /jobs preview role:backend pay:>=80k/yr,eur text:“R&D”"]);
  });

  it.each(["", "  ", "subscribe", " Subscribe "])("opens the form for %j", async (text) => {
    await open();

    await app.slash(text);

    const [opened] = await called("views.open");
    expect(opened?.["trigger_id"]).toBe("trigger");
    expect(JSON.parse(opened?.["view"] ?? "")).toMatchObject({ type: "modal", callback_id: "subscribe" });
    expect(app.typed).toEqual([]);
  });

  it("offers a button where the form came too late", async () => {
    await open({ script: { "views.open": () => ({ ok: false, error: "expired_trigger_id" }) } });

    await app.slash("");

    expect(await answer()).toContain('"action_id":"subscribe"');
  });

  it("says so in a workspace that does not have the app", async () => {
    await open();

    await app.slash("list", { team: "T9" });

    expect(await answer()).toContain("not installed in this workspace");
    expect(app.typed).toEqual([]);
  });
});

describe("a fault of ours", () => {
  it("is answered with a number that stands in the log too, and with nothing else", async () => {
    const services = memoryServices();
    await open({
      services: {
        ...services,
        subscriptions: {
          ...services.subscriptions,
          list: () => Promise.reject(new Error("disk canary is full")),
        },
      },
    });

    await app.slash("list");

    const text = await answer();
    expect(text).toContain("That failed on our side");
    expect(text).not.toContain("canary");
    const reference = /number: (?<id>\w+)/.exec(text)?.groups?.["id"];
    expect(app.lines.filter(({ level }) => level === "error")).toMatchObject([{ fields: { reference } }]);
  });
});

describe("a refusal of Slack's", () => {
  it.each([
    ["missing_scope", "the app lacks a right: install it again"],
    ["account_inactive", "the app was removed from the workspace"],
    ["access_denied", "the workspace's rules do not let"],
    ["something_new", "Slack refused it: something_new. Try again in a minute."],
  ])("is answered by what it means, and is no fault of ours: %s", async (error, said) => {
    await open({ script: { "users.info": () => ({ ok: false, error }) } });

    await app.slash("list");

    expect(await answer()).toContain(said);
    expect(app.lines.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("of what we asked wrongly stays a fault of ours", async () => {
    await open({ script: { "users.info": () => ({ ok: false, error: "invalid_arguments" }) } });

    await app.slash("list");

    expect(await answer()).toContain("That failed on our side");
  });
});

describe("with a database slower than Slack waits", () => {
  it("everything is acknowledged at once, and answered later", { timeout: 60_000 }, async () => {
    await open({ slowMs: 3_100, services: memoryServices({ subscriptions: [infra] }) });

    const acknowledged = await Promise.all([
      app.slash("list"),
      app.slash(""),
      app.press("line:0", "/jobs why p1"),
      app.press("edit", "k3f"),
      app.submit(subscribeModal({}), { rest: "role:backend" }),
      app.shortcut({ text: "Senior Go engineer in Berlin" }),
      app.suggest("role", "back"),
      app.pressInView("home", "line:0", "/jobs pause infra"),
      app.pressInView("home", "home-page:next", "{}"),
      app.event({ type: "app_home_opened", user: "U1", tab: "home", channel: "D1" }),
    ]);

    for (const { status, tookMs } of acknowledged) {
      expect(status).toBe(200);
      expect(tookMs).toBeLessThan(2_500);
    }
    await vi.waitFor(() => expect(app.answers()).toHaveLength(3), { timeout: 40_000 });
    const updates = await called("views.update", 2);
    expect(updates.map((update) => JSON.parse(update["view"] ?? "").title.text)).toContain("Rolecall");
  });
});

describe("when the bot is to stop", () => {
  it("what was asked is answered first", async () => {
    await open({
      async answer() {
        await systemClock.sleep(200);
        return info(replyText("Done."));
      },
    });
    await app.slash("list");
    await vi.waitFor(() => expect(app.typed).toHaveLength(1));

    await app.slack.stop();

    expect(app.answers()).toHaveLength(1);
  });

  it("what takes too long is not waited for", async () => {
    await open({
      answer: () => new Promise<never>(() => {}),
      clock: { ...systemClock, sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 100), signal) },
    });
    await app.slash("list");
    await vi.waitFor(() => expect(app.typed).toHaveLength(1));

    await app.slack.stop();

    expect(app.answers()).toHaveLength(0);
  });
});

describe("a button", () => {
  it("runs its line as whoever pressed it, and leaves the card as it is", async () => {
    await open();

    expect(await app.press("line:save", "/jobs list", { user: "U2" })).toMatchObject({ status: 200, body: "" });

    await answer();
    expect(app.typed).toEqual(["slack:T1/U2: /jobs list"]);
    expect(app.answers()[0]).toMatchObject({ response_type: "ephemeral", replace_original: false });
  });

  it("why of a channel's card is answered by the channel's subscription", async () => {
    const ofChannel = aSubscription({
      ...infra,
      owner: "U9",
      query: "role:backend to:#jobs",
      destination: "slack:T1/C1",
    });
    await open({ services: memoryServices({ subscriptions: [ofChannel], postings: [aPosting()] }) });

    await app.press("line:why", "/jobs why p2abc");

    expect(await answer()).toContain("infra matches");
    expect(await answer()).not.toMatch(/Nothing was sent|no subscription/);
  });

  it("in a thread is answered there", async () => {
    await open({ script: { "chat.postEphemeral": () => ({ message_ts: "1.3" }) } });

    await app.press("line:save", "/jobs list", { thread: "1.0" });

    const [posted] = await called("chat.postEphemeral");
    expect(posted).toMatchObject({ channel: "C1", user: "U1", thread_ts: "1.0", parse: "none" });
    expect(posted?.["blocks"]).toContain("You have no subscriptions yet");
    expect(app.answers()).toEqual([]);
  });

  it.each([
    ["below which a thread stands", "1.1", 0],
    ["in a thread where Slack takes no answer", "1.0", 1],
  ])("%s is answered in the channel", async (_, thread, tries) => {
    await open({ script: { "chat.postEphemeral": () => ({ ok: false, error: "user_not_in_channel" }) } });

    await app.press("line:save", "/jobs list", { thread });

    expect(await answer()).toContain("You have no subscriptions yet");
    expect(app.api.countOf("chat.postEphemeral")).toBe(tries);
  });

  it("may be an entry of a menu", async () => {
    await open();

    await app.choose("line:p1", "/jobs why p1");

    await answer();
    expect(app.typed).toEqual(["slack:T1/U1: /jobs why p1"]);
  });

  it("of a subscription opens the form at once and fills it then", async () => {
    await open({ services: memoryServices({ subscriptions: [infra] }) });

    await app.pressInView("home", "edit", "k3f");

    const [updated] = await called("views.update");
    expect(JSON.parse((await called("views.open"))[0]?.["view"] ?? "").blocks).toHaveLength(1);
    const { callback_id: kind, blocks } = JSON.parse(updated?.["view"] ?? "");
    expect(kind).toBe("edit");
    expect(JSON.stringify(blocks)).toContain('"value":"backend"');
  });

  it("of a subscription that is gone says so in the form", async () => {
    await open();

    await app.pressInView("home", "edit", "zzz");

    expect((await called("views.update"))[0]?.["view"]).toContain("There is no subscription zzz");
  });

  it("in the Home tab shows the tab anew, and a window only where there is more to say", async () => {
    await open({ services: memoryServices({ subscriptions: [infra] }) });

    await app.pressInView("home", "line:0", "/jobs pause nothing-such");
    await called("views.publish");

    expect((await called("views.open"))[0]?.["view"]).toContain("There is no subscription nothing-such");
  });

  it("in a form shows its answer there", async () => {
    await open();

    await app.pressInView("modal", "line:0", "/jobs help");

    expect((await called("views.update"))[0]).toMatchObject({ view_id: "V7" });
  });

  it.each([
    ["line:0", "/jobs why nothing-such", "Expected the id of one posting"],
    ["subscribe", "", "The form did not open in time"],
    ["edit", "k3f", "type /jobs edit infra"],
  ])(
    "in the Home tab is answered in a direct message where no window opened in time: %s %s",
    async (id, value, told) => {
      await open({
        services: memoryServices({ subscriptions: [infra] }),
        script: { "views.open": () => ({ ok: false, error: "expired_trigger_id" }) },
      });

      await app.pressInView("home", id, value);

      const [posted] = await called("chat.postMessage");
      expect(posted).toMatchObject({ channel: "DU1", text: expect.stringContaining(told) });
    },
  );

  it("that nobody knows is acknowledged and does nothing", async () => {
    await open();

    expect((await app.press("something-else", "x")).status).toBe(200);

    expect(app.typed).toEqual([]);
  });
});

describe("somebody of another organisation, in a shared channel", () => {
  it.each(["/jobs mark p1 saved", "/jobs list", "subscribe role:backend", '"unclosed'])(
    "may not press %s",
    async (line) => {
      await open();

      await app.press("line:0", line, { user: "OUTSIDER", team: "T2" });

      expect(await answer()).toContain("only Why is possible");
      expect(app.typed).toEqual([]);
    },
  );

  it("may ask why", async () => {
    await open();

    await app.press("line:0", "/jobs why p1", { user: "OUTSIDER", team: "T2" });

    await answer();
    expect(app.typed).toEqual(["slack:T1/OUTSIDER: /jobs why p1"]);
  });
});

describe("the form", () => {
  it("puts a mistake into its field", async () => {
    await open();

    const { body } = await app.submit(subscribeModal({}), { pay: "lots", rest: "role:backend" });

    expect(body).toMatchObject({ response_action: "errors", errors: { pay: expect.stringContaining("lots") } });
    expect(app.typed).toEqual([]);
  });

  it.each([
    [{ rest: "role:backend to:#nowhere" }, "to"],
    [{ name: "infra", rest: "lang:go" }, "name"],
    [{ every: "day", max: "5/day", rest: "lang:go" }, "max"],
    [{ name: "infra" }, "rest"],
  ])("puts what only the bot can tell into the field that it is about: %j", async (typed, field) => {
    await open({
      services: memoryServices({ subscriptions: [infra] }),
      script: { "conversations.list": () => ({ channels: [] }), "users.conversations": () => ({ channels: [] }) },
    });

    const { body } = await app.submit(subscribeModal({}), typed);

    expect(body).toMatchObject({ response_action: "errors", errors: { [field]: expect.any(String) } });
  });

  it("shows what came of it", async () => {
    await open();

    const { body } = await app.submit(subscribeModal({}), { name: "infra", rest: "role:backend" });

    expect(body).toMatchObject({ response_action: "update", view: { type: "modal" } });
    expect(JSON.stringify(body)).toContain("Subscribed infra");
  });

  it("subscribes the channel that was picked, by its name", async () => {
    await open({
      script: {
        "conversations.info": () => ({ channel: { id: "C1234567", name: "jobs", is_member: true } }),
        "users.conversations": () => ({ channels: [{ id: "C1234567", name: "jobs" }] }),
      },
      services: memoryServices({ settings: theSettings({ channels: "members" }) }),
    });

    const { body } = await app.submit(subscribeModal({}), {
      to: { type: "static_select", selected_option: { value: "channel" } },
      channel: { type: "conversations_select", selected_conversation: "C1234567" },
      rest: "everything",
    });

    expect(JSON.stringify(body)).toContain("everything to:#jobs");
    expect(app.typed).toEqual(['slack:T1/U1: subscribe {"query":"everything to:#jobs"}']);
    expect(await called("conversations.list", 0)).toEqual([]);
  });

  it.each([
    ["a channel that the bot does not see", "C7654321", "/invite @Rolecall"],
    ["no channel where one was meant", null, "Expected a channel"],
  ])("says at the channel what is wrong with %s", async (_, picked, said) => {
    await open({ script: { "conversations.info": () => ({ ok: false, error: "channel_not_found" }) } });

    const { body } = await app.submit(subscribeModal({}), {
      to: { type: "static_select", selected_option: { value: "channel" } },
      channel: { type: "conversations_select", selected_conversation: picked },
      rest: "role:backend",
    });

    expect(body).toMatchObject({ response_action: "errors", errors: { channel: expect.stringContaining(said) } });
    expect(app.typed).toEqual([]);
  });

  it("cuts nothing that is too long", async () => {
    await open();

    const { body } = await app.submit(subscribeModal({}), { text: "x".repeat(3_001), rest: "role:backend" });

    expect(body).toMatchObject({ errors: { text: "Expected at most 3,000 characters, got 3,001." } });
    expect(app.typed).toEqual([]);
  });

  it("of a subscription that is too long for it says what to do instead", async () => {
    const query = `text:${"x".repeat(3_001)}`;
    await open({ services: memoryServices({ subscriptions: [{ ...infra, query }] }) });

    await app.pressInView("home", "edit", "k3f");

    expect((await called("views.update"))[0]?.["view"]).toContain("use /jobs edit");
  });

  it("changes a subscription", async () => {
    await open({ services: memoryServices({ subscriptions: [infra] }) });

    const { body } = await app.submit(subscribeModal({ subscription: infra }), { rest: "role:backend lang:go" });

    expect(JSON.stringify(body)).toContain("role:backend lang:go");
  });

  it("that cannot be read says so, and does not close without a word", async () => {
    await open();

    const { body } = await app.submit({ ...subscribeModal({ subscription: infra }), private_metadata: "{" }, {});

    expect(body).toMatchObject({ response_action: "update" });
    expect(JSON.stringify(body)).toContain("I could not read that form");
    expect(app.lines.map(({ text }) => text)).toContain("a form could not be read by a fault of ours");
  });

  it("is there again with all that was filled in where it took long to find a mistake", async () => {
    const services = memoryServices();
    await open({
      services: {
        ...services,
        subscriptions: {
          ...services.subscriptions,
          async add() {
            await systemClock.sleep(2_000);
            throw new UserError("name-taken", "You already have a subscription named infra.");
          },
        },
      },
    });
    const backend = { text: { type: "plain_text", text: "backend" }, value: "backend" };

    const form = subscribeModal({ prefill: "every:day level:senior unknown:hide" });
    const fields = JSON.parse(JSON.stringify(form.blocks));
    const daily = fields.find((block: { block_id: string }) => block.block_id === "every").element.initial_option;

    await app.submit(form, {
      name: "infra",
      role: { type: "multi_external_select", selected_options: [backend] },
      level: { type: "multi_static_select", selected_options: [] },
      unknown: { type: "static_select", selected_option: null },
      every: { type: "static_select", selected_option: daily },
      at: { type: "timepicker", selected_time: "08:30" },
      channel: { type: "conversations_select", selected_conversation: "C1234567" },
      rest: "text:canary",
    });

    const [updated] = await called("views.update");
    const view = JSON.parse(updated?.["view"] ?? "");
    const elementOf = (id: string) => view.blocks.find((block: { block_id?: string }) => block.block_id === id).element;
    expect(problemsOfView(view)).toEqual([]);
    expect(view).toMatchObject({ callback_id: "subscribe", submit: { text: "Subscribe" } });
    expect(JSON.stringify(view.blocks[0])).toContain("You already have a subscription named infra.");
    expect(elementOf("name")).toMatchObject({ initial_value: "infra" });
    expect(elementOf("role")).toMatchObject({ initial_options: [{ value: "backend" }] });
    expect(elementOf("level")).not.toHaveProperty("initial_options");
    expect(elementOf("unknown")).not.toHaveProperty("initial_option");
    expect(elementOf("every")).toMatchObject({ initial_option: { value: "day" } });
    expect(elementOf("at")).toMatchObject({ initial_time: "08:30" });
    expect(elementOf("channel")).toMatchObject({ initial_conversation: "C1234567" });
    expect(elementOf("rest")).toMatchObject({ initial_value: "text:canary" });
  });

  it("that was closed meanwhile has its answer sent to the person, in the workspace that has the app", async () => {
    const services = memoryServices({ postings: [aPosting({ title: "Backend Engineer" })] }, () => testNow);
    await open({
      services: {
        ...services,
        subscriptions: {
          ...services.subscriptions,
          async add(...draft) {
            await systemClock.sleep(2_000);
            return await services.subscriptions.add(...draft);
          },
        },
      },
      script: { "views.update": () => ({ ok: false, error: "not_found" }) },
    });

    await app.submit(subscribeModal({}), { name: "infra", rest: "role:backend" }, { team: "T2" });

    const [told] = await called("chat.postMessage");
    expect(told).toMatchObject({
      channel: "DU1",
      text: expect.stringMatching(/Subscribed infra.*Backend Engineer — Acme/),
    });
  });

  it("completes what is typed", async () => {
    await open();

    const { body } = await app.suggest("role", "back");

    expect(body).toMatchObject({ options: [{ value: expect.stringContaining("back") }] });
  });

  describe("completes companies", () => {
    const typed = { text: { text: "init" }, value: "init" };
    const named = memoryServices({ postings: [aPosting({ facts: { company: "Initech" } })] }, () => testNow);
    const asking = (read: () => Promise<void>) => ({
      ...named,
      postings: {
        ...named.postings,
        async companies(beginning: string, limit: number) {
          await read();
          return await named.postings.companies(beginning, limit);
        },
      },
    });

    it("from those of known postings", async () => {
      await open({ services: named });

      const { body } = await app.suggest("company", "init");

      expect(body).toMatchObject({ options: [typed, { text: { text: "initech" }, value: "initech" }] });
    });

    it.each([
      ["come too late", () => new Promise<void>(() => {})],
      ["cannot be read", () => Promise.reject(new Error("the database is away"))],
    ])("from what is typed alone where they %s", async (_, read) => {
      await open({ services: asking(read) });

      const { body, tookMs } = await app.suggest("company", "init");

      expect(body).toMatchObject({ options: [typed] });
      expect(tookMs).toBeLessThan(2_500);
    });
  });
});

describe("find jobs like this", () => {
  it("shows openings like the message, and offers to subscribe to them", async () => {
    await open();

    await app.shortcut({ text: "We look for a Senior Backend Engineer (Go) in Berlin" });

    const text = await answer();
    expect(app.typed[0]).toContain("/jobs preview role:backend");
    expect(text).toContain("/jobs subscribe role:backend");
  });

  it("is answered in the thread where the message stands in one", async () => {
    await open({ script: { "chat.postEphemeral": () => ({ message_ts: "1.3" }) } });

    await app.shortcut({ text: "Backend engineer (Go), Berlin", ts: "1.1", thread_ts: "1.0" });

    const [posted] = await called("chat.postEphemeral");
    expect(posted).toMatchObject({ channel: "C1", user: "U1", thread_ts: "1.0" });
    expect(app.answers()).toEqual([]);
  });

  it("says so where a message says nothing of a job", async () => {
    await open();

    await app.shortcut({ text: "lunch?" });

    expect(await answer()).toContain("nothing to look for");
  });
});

describe("a request", () => {
  const minute = 60_000;

  it.each([
    ["now", 0, 200],
    ["four minutes old", -4 * minute, 200],
    ["six minutes old", -6 * minute, 401],
    ["half a minute ahead", minute / 2, 200],
    ["two minutes ahead", 2 * minute, 401],
  ])("that is %s", async (_, aheadMs, status) => {
    await open();

    const acknowledged = await app.slash("list", { signing: { atMs: Date.now() + aheadMs } });

    expect(acknowledged.status).toBe(status);
  });

  it("with a wrong signature is refused", async () => {
    await open();

    expect((await app.slash("list", { signing: { secret: "guessed" } })).status).toBe(401);
    expect(app.typed).toEqual([]);
  });
});

describe("what a channel is told", () => {
  const announcement = { destination: "slack:T1/C7", text: "Ann subscribed this channel: <!channel> & more" };

  it("is one line in the channel, beside the private answer", async () => {
    await open({ answer: async () => ({ ...info(replyText("Subscribed.")), announcements: [announcement] }) });

    await app.slash("subscribe role:backend to:#jobs");

    expect(await answer()).toContain("Subscribed.");
    const [posted] = await called("chat.postMessage");
    expect(posted).toMatchObject({ channel: "C7", parse: "none", link_names: "false", unfurl_links: "false" });
  });

  it("that the channel does not take changes nothing for the asker", async () => {
    await open({
      answer: async () => ({ ...info(replyText("Subscribed.")), announcements: [announcement] }),
      script: { "chat.postMessage": () => ({ ok: false, error: "is_archived" }) },
    });

    await app.slash("subscribe role:backend to:#jobs");

    expect(await answer()).toContain("Subscribed.");
    await vi.waitFor(() => expect(app.lines.map(({ text }) => text).join()).toContain("could not be told"));
  });
});
