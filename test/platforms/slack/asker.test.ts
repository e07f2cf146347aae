import { afterEach, describe, expect, it } from "vitest";
import type { Settings } from "../../../commands/services.ts";
import type { ChannelReference } from "../../../src/filter/delivery-settings.ts";
import { UserError } from "../../../src/errors.ts";
import { silentLog } from "../../../src/log.ts";
import { createAskers } from "../../../src/platforms/slack/asker.ts";
import { createChannels } from "../../../src/platforms/slack/channels.ts";
import { createClients } from "../../../src/platforms/slack/clients.ts";
import { singleInstallation } from "../../../src/platforms/slack/installations.ts";
import { createMovedChannels } from "../../../src/platforms/slack/moved-channels.ts";
import { createPeople } from "../../../src/platforms/slack/people.ts";
import { virtualClock } from "../../doubles/virtual-clock.ts";
import { aCache } from "../chat/a-cache.ts";
import { anInstallation } from "./an-installation.ts";
import { type ScriptedApi, scriptedApi } from "./scripted-api.ts";

let api: ScriptedApi | undefined;

afterEach(async () => {
  await api?.close();
});

const people: Readonly<Record<string, object>> = {
  ADMIN: { is_admin: true },
  OWNER: { is_owner: true },
  MEMBER: {},
  OTHER: {},
  GUEST: { is_restricted: true },
  SINGLE: { is_ultra_restricted: true },
  OUTSIDER: { team_id: "T2", is_stranger: true },
};

const channels: readonly { id: string; name: string; members: readonly string[]; [flag: string]: unknown }[] = [
  { id: "CPUBLIC1", name: "jobs", is_member: true, members: ["MEMBER"] },
  { id: "CJOINABLE", name: "jobs-go", members: ["MEMBER"] },
  { id: "CCLOSED1", name: "closed", cannotJoin: true, members: ["MEMBER"] },
  { id: "CARCHIVED", name: "old", is_archived: true, members: [] },
  { id: "CSHARED1", name: "partners", is_member: true, is_ext_shared: true, members: ["MEMBER"] },
  { id: "GPRIVATE1", name: "secret", is_member: true, is_private: true, members: ["MEMBER", "GUEST"] },
  { id: "GARCHIVE1", name: "vault", is_private: true, is_archived: true, members: ["MEMBER"] },
  { id: "CSECRETS1", name: "secrets", members: [] },
];

/** A workspace T1 in which those people and channels are. */
async function aWorkspace(rights: Settings["channels"] = null) {
  const joined = new Set<string>();
  const shown = channels.map(({ members: _members, cannotJoin: _cannotJoin, ...channel }) => channel);
  api = await scriptedApi({
    "users.info": ({ args }) => {
      const known = people[args["user"] ?? ""];
      if (known === undefined && args["user"]?.startsWith("FAULT:")) return { ok: false, error: args["user"].slice(6) };
      if (known === undefined) return { ok: false, error: "user_not_found" };
      return {
        user: { id: args["user"], team_id: "T1", tz: "Europe/Berlin", profile: { display_name: "Ann" }, ...known },
      };
    },
    "conversations.info": ({ args }) => {
      if (args["channel"] === "CFAULT001") return { ok: false, error: "missing_scope", needed: "channels:read" };
      const channel = shown.find(({ id }) => id === args["channel"]);
      if (channel === undefined) return { ok: false, error: "channel_not_found" };
      return { channel: { ...channel, ...(joined.has(channel.id) ? { is_member: true } : {}) } };
    },
    "conversations.list": () => ({ channels: shown.filter((channel) => channel["is_private"] !== true) }),
    "users.conversations": ({ args }) => ({
      channels: channels
        .filter(({ members }) => members.includes(args["user"] ?? ""))
        .filter((channel) => channel["is_archived"] !== true || args["exclude_archived"] !== "true")
        .map(({ id, name }) => ({ id, name })),
    }),
    "conversations.join": ({ args }) => {
      const channel = channels.find(({ id }) => id === args["channel"]);
      if (channel?.["cannotJoin"] === true) return { ok: false, error: "missing_scope" };
      joined.add(args["channel"] ?? "");
      return {};
    },
  });
  const cache = aCache();
  const installations = singleInstallation(async () => anInstallation());
  const clients = createClients({
    apiUrl: api.url,
    installations,
    clock: virtualClock(0),
    log: silentLog,
    renew: async (stale) => stale,
    onDead: async () => {},
  });
  const known = createPeople(clients, cache, silentLog);
  const moved = createMovedChannels(cache);
  const askers = createAskers({
    installations,
    people: known,
    channels: createChannels(clients, cache),
    moved,
    settings: {
      get: async () => ({ tz: null, quiet: null, unknown: null, channels: rights, corrections: null }),
      set: async () => {},
    },
  });
  const speaker = (user: string) => askers.of({ user, places: [{ team: "T1" }] });
  return {
    api,
    cache,
    joined,
    moved,
    people: known,
    askers,
    speaker,
    /** Where it leads, or why not. */
    async to(user: string, reference: ChannelReference): Promise<string> {
      try {
        const { asker } = await speaker(user);
        return (await asker.channels?.destination(reference)) ?? "no channels";
      } catch (error) {
        if (error instanceof UserError) return error.message;
        throw error;
      }
    },
  };
}

describe("who asks", () => {
  it("is told by Slack: place, zone and rights", async () => {
    const { speaker } = await aWorkspace();

    const { asker } = await speaker("MEMBER");

    expect(asker).toMatchObject({
      workspace: "slack:T1",
      user: "MEMBER",
      name: "Ann",
      self: "slack:T1/MEMBER",
      zone: "Europe/Berlin",
      channels: { isAdmin: false },
    });
  });

  it.each([
    ["ADMIN", { isAdmin: true, isGuest: false, isOutsider: false }],
    ["OWNER", { isAdmin: true, isGuest: false, isOutsider: false }],
    ["MEMBER", { isAdmin: false, isGuest: false, isOutsider: false }],
    ["GUEST", { isAdmin: false, isGuest: true, isOutsider: false }],
    ["SINGLE", { isAdmin: false, isGuest: true, isOutsider: false }],
    ["OUTSIDER", { isAdmin: false, isGuest: false, isOutsider: true }],
    ["NOBODY", { isAdmin: false, isGuest: true, isOutsider: true }],
  ])("%s has the rights of one", async (user, rights) => {
    const { speaker } = await aWorkspace();

    const { person, asker } = await speaker(user);

    expect(person).toMatchObject(rights);
    // Who is of another organisation is no member either.
    expect(asker.channels?.isGuest).toBe(rights.isGuest || rights.isOutsider);
  });

  it("is asked about once, and anew when Slack says that the person changed", async () => {
    const { api, speaker, people } = await aWorkspace();

    await speaker("MEMBER");
    await speaker("MEMBER");
    expect(api.countOf("users.info")).toBe(1);

    await people.forget("T1", "MEMBER");
    await speaker("MEMBER");
    expect(api.countOf("users.info")).toBe(2);
  });

  it("is asked about anew after a minute, as rights are lost without a word", async () => {
    const { cache, speaker } = await aWorkspace();

    await speaker("MEMBER");

    expect(cache.lives.get("person:T1/MEMBER")).toBeLessThanOrEqual(60_000);
  });

  it.each(["missing_scope", "fatal_error"])("is no guest of UTC because of a fault: %s", async (fault) => {
    const { speaker } = await aWorkspace();

    await expect(speaker(`FAULT:${fault}`)).rejects.toThrow(fault === "missing_scope" ? fault : /Try again/);
  });

  it("in a workspace without the app is told so", async () => {
    const { askers } = await aWorkspace();

    await expect(askers.of({ user: "MEMBER", places: [{ team: "T9" }] })).rejects.toThrow(/not installed/);
  });

  it("is placed in the first workspace that has the app", async () => {
    const { askers } = await aWorkspace();

    const { asker } = await askers.of({ user: "OUTSIDER", places: [{ team: "T9" }, { team: "T1" }] });

    expect(asker.workspace).toBe("slack:T1");
  });
});

describe("an admin", () => {
  it("sees public channels, and private ones that they are in", async () => {
    const { speaker } = await aWorkspace();
    const destinations = ["CPUBLIC1", "GPRIVATE1", "GGONE1", "CJOINABLE/1712345678.123456"].map(
      (id) => `slack:T1/${id}`,
    );
    const seenBy = async (user: string) => [
      ...((await (await speaker(user)).asker.channels?.sees?.(destinations)) ?? []),
    ];

    expect(await seenBy("ADMIN")).toEqual(["slack:T1/CPUBLIC1", "slack:T1/CJOINABLE/1712345678.123456"]);
    expect(await seenBy("MEMBER")).toEqual([
      "slack:T1/CPUBLIC1",
      "slack:T1/GPRIVATE1",
      "slack:T1/CJOINABLE/1712345678.123456",
    ]);
  });
});

describe("the owner of a subscription", () => {
  it("of a private channel that they have left is told its id, not what it is called by now", async () => {
    const { api, speaker } = await aWorkspace();
    const { channels } = (await speaker("OTHER")).asker;
    const destinations = ["slack:T1/GPRIVATE1", "slack:T1/CPUBLIC1"];

    const seen = [await channels?.sees?.(destinations), await channels?.sees?.(["slack:T1/GPRIVATE1"])];

    expect(seen.map((one) => [...(one ?? [])])).toEqual([["slack:T1/CPUBLIC1"], []]);
    expect(channels?.unnamed?.("slack:T1/GPRIVATE1")).toBe("#GPRIVATE1");
    expect(channels?.unnamed?.("slack:T1/GPRIVATE1/1712345678.123456")).toBe("#GPRIVATE1");
    expect(api.countOf("users.conversations")).toBe(1);
  });
});

describe("an admin of a workspace with many channels that others subscribed", () => {
  it("is shown them by the list of all, and anew without a question about any of them", async () => {
    const { api, speaker } = await aWorkspace();
    const { asker } = await speaker("ADMIN");
    const closed = Array.from({ length: 80 }, (_, index) => `slack:T1/GOTHER${index}`);
    const destinations = ["slack:T1/CPUBLIC1", ...closed, "slack:T1/CJOINABLE"];

    const first = await asker.channels?.sees?.(destinations);
    const asked = () => ["conversations.info", "conversations.list"].map((method) => api.countOf(method));
    const before = asked();
    const second = await asker.channels?.sees?.(destinations);

    expect([...(first ?? [])]).toEqual(["slack:T1/CPUBLIC1", "slack:T1/CJOINABLE"]);
    expect(second).toEqual(first);
    expect([before, asked()]).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  it("is shown those that they are in without a question about any of them", async () => {
    const { api, speaker } = await aWorkspace();
    const { asker } = await speaker("MEMBER");

    const seen = await asker.channels?.sees?.(["slack:T1/CPUBLIC1", "slack:T1/GPRIVATE1"]);

    expect(seen?.size).toBe(2);
    expect(api.countOf("conversations.info")).toBe(0);
  });
});

describe("subscribing a channel", () => {
  it.each([
    ["admins", "ADMIN", "#jobs", "slack:T1/CPUBLIC1"],
    ["admins", "OWNER", "#JOBS", "slack:T1/CPUBLIC1"],
    ["admins", "ADMIN", "#CPUBLIC1", "slack:T1/CPUBLIC1"],
    ["admins", "ADMIN", "#partners", "slack:T1/CSHARED1"],
    ["admins", "MEMBER", "#jobs", /Only admins .* channels:members/],
    ["members", "MEMBER", "#jobs", "slack:T1/CPUBLIC1"],
    ["members", "OTHER", "#jobs", /You are not in #jobs: join it first/],
    ["members", "MEMBER", "#partners", /shared with another organisation: only an admin/],
    ["members", "MEMBER", "#secret", "slack:T1/GPRIVATE1"],
    ["members", "OTHER", "#secret", /I see no channel #secret/],
    ["members", "OTHER", "#GPRIVATE1", /I see no channel #GPRIVATE1/],
    ["members", "ADMIN", "#GPRIVATE1", /I see no channel/],
    ["members", "GUEST", "#jobs", /Guests can subscribe to:me/],
    ["members", "GUEST", "#secret", /Guests can subscribe to:me/],
    ["members", "SINGLE", "#jobs", /Guests can subscribe to:me/],
    [
      "admins",
      "ADMIN",
      "https://acme.slack.com/archives/CPUBLIC1/p1712345678123456",
      "slack:T1/CPUBLIC1/1712345678.123456",
    ],
    ["members", "OTHER", "https://acme.slack.com/archives/CPUBLIC1/p1712345678123456", /You are not in #jobs/],
    ["members", "OTHER", "https://acme.slack.com/archives/GPRIVATE1/p1712345678123456", /I see no channel https:/],
    ["members", "ADMIN", "https://acme.slack.com/archives/CNOWHERE1/p1712345678123456", /I see no channel https:/],
    ["members", "ADMIN", "https://acme.example/archives/CPUBLIC1/p1712345678123456", /I see no channel https:/],
    ["admins", "ADMIN", "#old", /#old is archived/],
    ["members", "MEMBER", "#vault", /#vault is archived/],
    ["members", "OTHER", "#vault", /I see no channel #vault/],
    ["admins", "ADMIN", "#jobz", /I see no channel #jobz\. Did you mean jobs\? .*\/invite @Rolecall/],
    ["admins", "ADMIN", "#closed", /I am not in #closed .*\/invite @Rolecall/],
  ] as const)("where %s may, %s to %s", async (rights, user, reference, outcome) => {
    const { to } = await aWorkspace(rights);

    const answer = await to(user, reference);

    if (typeof outcome === "string") expect(answer).toBe(outcome);
    else expect(answer).toMatch(outcome);
  });

  it.each([
    ["MEMBER", "slack:T1/CJOINABLE", "permitted"],
    ["OTHER", "slack:T1/CJOINABLE", /You are not in #jobs-go/],
    ["OTHER", "slack:T1/GPRIVATE1", /I see no channel #jobs\./],
    ["GUEST", "slack:T1/CPUBLIC1", /Guests can subscribe/],
    ["MEMBER", "slack:T1/CGONE1", /I see no channel #jobs\./],
  ])(
    "is asked for of the channel itself, whatever is called #jobs now: %s to %s",
    async (user, destination, outcome) => {
      const { speaker } = await aWorkspace("members");
      const { asker } = await speaker(user);

      const permitted = await asker.channels?.permit?.(destination, "#jobs").then(
        () => "permitted",
        (error: unknown) => (error instanceof UserError ? error.message : "a fault"),
      );

      expect(permitted).toMatch(outcome);
    },
  );

  it.each([
    ["OTHER", "#secret"],
    ["OTHER", "#GPRIVATE1"],
    ["ADMIN", "#secret"],
    ["GUEST", "#secret"],
    ["SINGLE", "#GPRIVATE1"],
  ] as const)("says to %s of the private %s what it says of one that is not there", async (user, reference) => {
    const { to } = await aWorkspace("members");
    await to("MEMBER", "#secret");
    const nowhere = reference === "#secret" ? "#secreb" : "#GNOWHERE1";

    const said = await to(user, reference);

    expect(said).toBe((await to(user, nowhere)).replaceAll(nowhere, reference));
    if (user === "OTHER" && reference === "#secret") expect(said).toContain("Did you mean secrets?");
  });

  it("is not said not to be there where the app lacks the right to look", async () => {
    const { to, speaker } = await aWorkspace("members");

    await expect(to("MEMBER", "#CFAULT001")).rejects.toThrow("missing_scope");
    const seen = await (await speaker("MEMBER")).asker.channels?.sees?.(["slack:T1/CFAULT001", "slack:T1/CJOINABLE"]);

    expect([...(seen ?? [])]).toEqual(["slack:T1/CJOINABLE"]);
  });

  it("is for admins alone where nobody has said anything", async () => {
    const { to } = await aWorkspace();

    expect(await to("MEMBER", "#jobs")).toMatch(/Only admins/);
  });

  it("lets the bot into a public channel", async () => {
    const { to, joined } = await aWorkspace("members");

    expect(await to("MEMBER", "#jobs-go")).toBe("slack:T1/CJOINABLE");

    expect([...joined]).toEqual(["CJOINABLE"]);
  });

  it("whose id Slack changed leads to where its subscriptions are", async () => {
    const { moved, speaker, to } = await aWorkspace("members");
    await moved.note("T1", "COLD1", "GPRIVATE1");

    expect(await to("MEMBER", "#secret")).toBe("slack:T1/COLD1");
    const seen = await (await speaker("MEMBER")).asker.channels?.sees?.(["slack:T1/COLD1"]);
    expect([...(seen ?? [])]).toEqual(["slack:T1/COLD1"]);
  });

  it("joins nothing for whom it is refused", async () => {
    const { to, joined } = await aWorkspace("members");

    await to("OTHER", "#jobs-go");

    expect(joined.size).toBe(0);
  });
});
