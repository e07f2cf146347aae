import { afterEach, describe, expect, it, vi } from "vitest";
import { choices, info, text } from "../../../commands/reply.ts";
import { systemClock } from "../../../src/clock.ts";
import { cardMessage, aDigestOf } from "../a-digest.ts";
import { aPosting } from "../../builders.ts";
import { aCache } from "../chat/a-cache.ts";
import { aSubscription, memoryServices, theSettings } from "../../doubles/services.ts";
import type { DiscordChannel, DiscordGuild, DiscordUser } from "../../doubles/discord/world.ts";
import type { DiscordCall, DiscordFault } from "../../doubles/discord/faults.ts";
import { type ADiscord, aDiscord, buttonOf, type DiscordTestOptions } from "./a-discord.ts";

let discord: ADiscord;

afterEach(async () => {
  await discord.close();
  expect(discord.violations).toEqual([]);
});

interface Place {
  readonly guild: DiscordGuild;
  readonly ann: DiscordUser;
  readonly boss: DiscordUser;
  readonly jobs: DiscordChannel;
}

async function open(options: DiscordTestOptions = {}): Promise<Place> {
  discord = await aDiscord(options);
  const { people } = discord;
  const guild = people.guild("Acme");
  const ann = people.member(guild, "ann");
  const boss = people.member(guild, "boss", { permissions: ["ManageChannels", "ManageGuild"] });
  const jobs = people.channel(guild, "jobs");
  await discord.ready();
  return { guild, ann, boss, jobs };
}

const answered = (...about: Parameters<ADiscord["answered"]>) => discord.answered(...about);

describe("/jobs", () => {
  it("answers whoever typed, and nobody else, and sends what that made due", async () => {
    const { guild, ann, jobs } = await open();

    const acted = await discord.people.slash(ann, jobs, "jobs subscribe", {
      name: "go",
      query: "role:backend lang:go",
    });

    expect(acted.answer).toMatchObject({ type: 5, isEphemeral: true });
    expect(await answered(acted)).toContain("/jobs subscribe go role:backend lang:go");
    expect(discord.shown(jobs)).toEqual([]);
    expect(discord.typed).toEqual([
      `discord:@${ann.id}/${guild.id}: subscribe {"name":"go","query":"role:backend lang:go"}`,
    ]);
    expect(discord.told).toEqual(expect.arrayContaining([`welcome discord:${guild.id}`]));
    await vi.waitFor(() => expect(discord.deliveries()).toBe(1));
  });

  it.each([
    [{ query: "role:backend lang:go,rust location:berlin" }],
    [{ role: "backend", lang: "go,rust", location: "Berlin" }],
    [{ role: "Backend", query: "lang:go,rust location:berlin" }],
  ])("takes typed options and text alike: %o", async (filled) => {
    const services = memoryServices();
    const { ann, jobs } = await open({ services });

    await answered(discord.people.slash(ann, jobs, "jobs subscribe", { name: "go", ...filled }));

    expect(services.stored.subscriptions.map(({ query }) => query)).toEqual([
      "role:backend location:berlin lang:go,rust",
    ]);
  });

  it("attaches the picture of what it charts", async () => {
    const { ann, jobs } = await open({ services: memoryServices({ postings: [aPosting()] }) });

    const acted = await discord.people.slash(ann, jobs, "jobs trends", { query: "role:backend" });

    expect(await answered(acted)).toContain("role:backend: 1 opening since");
    const [shown] = discord.answersTo(acted);
    expect(shown?.message.attachments).toMatchObject([{ filename: "chart-1.png" }]);
    expect(shown?.text).toContain("(role:backend. New a week:");
  });

  it("answers in words where Discord takes no picture", async () => {
    const fault = ({ method, path }: DiscordCall): DiscordFault | undefined => {
      const isFirst = method === "PATCH" && path.endsWith("/messages/@original") && !refused;
      if (isFirst) refused = true;
      return isFirst ? { kind: "refuse", code: 50013 } : undefined;
    };
    let refused = false;
    const { ann, jobs } = await open({ services: memoryServices({ postings: [aPosting()] }), double: { fault } });

    const said = await answered(discord.people.slash(ann, jobs, "jobs trends", { query: "role:backend" }));

    expect(refused).toBe(true);
    expect(said).toContain("role:backend: 1 opening since");
    expect(said).toContain("There is no picture of it");
  });

  it("says what is wrong with what was typed", async () => {
    const { ann, jobs } = await open();

    expect(await answered(discord.people.slash(ann, jobs, "jobs preview", { query: "role:bakend" }))).toContain(
      "Did you mean backend?",
    );
    expect(
      await answered(discord.people.slash(ann, jobs, "jobs preview", { role: "backend", query: "role:frontend" })),
    ).toContain("Leave one of them out");
  });

  it("works where somebody installed it for themselves, apart from every server", async () => {
    const { jobs } = await open();
    const { people } = discord;
    const elsewhere = people.guild("Other", { hasBot: false });
    const bob = people.member(elsewhere, "bob");
    people.install(bob);
    const there = people.channel(elsewhere, "random");

    await answered(people.slash(bob, there, "jobs subscribe", { query: "role:backend" }));
    const refused = await answered(people.slash(bob, there, "jobs subscribe", { query: "role:frontend to:#random" }));
    await answered(people.slash(bob, people.direct(bob), "jobs list"));

    expect(discord.typed.map((line) => line.split(":").slice(0, 2).join(":"))).toEqual(
      Array.from({ length: 3 }, () => `discord:@${bob.id}`),
    );
    expect(refused).toContain("this place has no channels, only to:me");
    expect(discord.shown(jobs)).toEqual([]);
  });

  it("speaks of channels as people call them, and tells the channel in one line", async () => {
    const services = memoryServices();
    const { boss, jobs } = await open({ services });

    const said = await answered(
      discord.people.slash(boss, jobs, "jobs subscribe", { query: `role:backend to:<#${jobs.id}>` }),
    );

    expect(said).toContain("to:#jobs");
    expect(services.stored.subscriptions).toMatchObject([
      { destination: `discord:${jobs.id}`, query: "role:backend to:#jobs" },
    ]);
    await discord.until("the channel was told", () => discord.shown(jobs).length === 1);
    expect(discord.shown(jobs)[0]?.text).toMatch(/boss subscribed this channel/);
  });

  it("subscribes no channel for whom it may not, and says what it lacks there itself", async () => {
    const { ann, boss, jobs } = await open();
    const { people } = discord;

    const refused = await answered(people.slash(ann, jobs, "jobs subscribe", { query: "role:backend to:#jobs" }));
    people.deny(jobs, "bot", "EmbedLinks");
    const lacking = await answered(people.slash(boss, jobs, "jobs subscribe", { query: "role:backend to:#jobs" }));

    expect(refused).toContain("Only people with Manage Channels may subscribe channels here");
    expect(lacking).toContain("I cannot write in #jobs yet: give me Embed Links there");
  });

  it("looks up what somebody may do at every command and every button", async () => {
    const services = memoryServices();
    const { guild, boss, jobs } = await open({ services });
    const { people } = discord;
    await answered(people.slash(boss, jobs, "jobs subscribe", { name: "infra", query: "role:backend to:#jobs" }));
    const edited = await people.slash(boss, jobs, "jobs edit", { subscription: "infra", level: "senior" });
    await answered(edited);
    const shown = discord.answersTo(edited).find(({ buttons }) => buttons.length > 0);
    if (shown === undefined) throw new Error("expected buttons");
    const [role] = [...guild.roles.values()].filter(({ name }) => name === "rights of boss");
    if (role === undefined) throw new Error("expected a role");

    people.permitRole(guild, role, []);
    const [first] = shown.buttons;
    const pressed = await answered(people.press(boss, shown.message, first?.customId ?? ""));
    const typed = await answered(people.slash(boss, jobs, "jobs edit", { subscription: "infra", lang: "go" }));

    for (const said of [pressed, typed]) expect(said).toContain("Only people with Manage Channels");
    expect(services.stored.subscriptions).toMatchObject([{ query: "role:backend level:senior to:#jobs" }]);
  });

  it("asks for rights in the channel that is subscribed, not in another that has its name by now", async () => {
    const services = memoryServices();
    const { guild, jobs } = await open({ services });
    const { people } = discord;
    const ann = people.member(guild, "anna");
    people.allow(jobs, ann, "ManageChannels");
    await answered(people.slash(ann, jobs, "jobs subscribe", { name: "infra", query: "role:backend to:#jobs" }));
    people.deny(jobs, ann, "ManageChannels");
    people.rename(jobs, "jobs-old");
    const other = people.channel(guild, "jobs");
    people.allow(other, ann, "ManageChannels");

    const edited = await answered(people.slash(ann, other, "jobs edit", { subscription: "infra", lang: "go" }));
    people.allow(jobs, ann, "ManageChannels");
    const ended = await answered(people.slash(ann, other, "jobs unsubscribe", { subscription: "infra" }));

    expect(edited).toContain("Only people with Manage Channels");
    expect(ended).toContain("Ended infra");
  });

  it("asks once for a time zone, with those that are likely", async () => {
    const services = memoryServices();
    await open({ services });
    const { people } = discord;
    const guild = people.guild("Berliner");
    const dora = people.member(guild, "dora", { locale: "de" });
    const jobs = people.channel(guild, "jobs");

    const first = await people.slash(dora, jobs, "jobs subscribe", { query: "role:backend every:day" });
    const asked = await answered(first);
    const later = await answered(people.slash(dora, jobs, "jobs subscribe", { query: "role:frontend every:day" }));
    const [shown] = discord.answersTo(first).slice(-1);
    if (shown === undefined) throw new Error("expected an answer");
    const set = await answered(people.press(dora, shown.message, buttonOf(shown, "Europe/Berlin")));

    expect(asked).toContain("does not tell me your time zone");
    expect(later).not.toContain("time zone");
    expect(set).toContain("Europe/Berlin");
    expect(services.stored.settings.tz).toBe("Europe/Berlin");
  });

  it("asks nobody who has said it", async () => {
    const { ann, jobs } = await open({ services: memoryServices({ settings: theSettings({ tz: "Asia/Tokyo" }) }) });

    expect(await answered(discord.people.slash(ann, jobs, "jobs subscribe", { query: "role:frontend" }))).not.toContain(
      "time zone",
    );
  });

  it("is answered before the process ends", async () => {
    const { ann, jobs } = await open({ slowMs: 500 });

    const acted = await discord.people.slash(ann, jobs, "jobs list");
    await discord.stop();

    expect(discord.isThinking(acted)).toBe(false);
    expect(
      discord
        .answersTo(acted)
        .map(({ text }) => text)
        .join(),
    ).toContain("no subscriptions");
  });

  it("is answered though the answer is lost on its way at first", async () => {
    let lost = 1;
    const { ann, jobs } = await open({
      double: {
        fault: ({ method, route }) =>
          method === "PATCH" && route.startsWith("/webhooks/") && lost-- > 0
            ? { kind: "status", status: 502, when: "before" }
            : undefined,
      },
    });

    expect(await answered(discord.people.slash(ann, jobs, "jobs list"))).toContain("no subscriptions");
  });

  it.each([
    ["before", { kind: "status", status: 502, when: "before" }],
    ["after", { kind: "reset", when: "after" }],
  ] as const)("is answered though its acknowledgement is lost, %s it arrived", async (_, fault) => {
    let lost = 1;
    const { ann, jobs } = await open({
      double: { fault: ({ route }) => (route.endsWith("/callback") && lost-- > 0 ? fault : undefined) },
    });

    expect(await answered(discord.people.slash(ann, jobs, "jobs list"))).toContain("no subscriptions");
    // Nobody could know that it had arrived.
    const doubled = discord.violations.splice(0);
    expect(doubled.filter((one) => !one.includes("already been acknowledged"))).toEqual([]);
  });

  it("is acknowledged in time, whatever the database does", async () => {
    const { ann, jobs } = await open({ slowMs: 3_500 });

    const acted = await discord.people.slash(ann, jobs, "jobs list");

    expect(acted.answer?.afterMs).toBeLessThan(1_000);
    expect(await answered(acted)).toContain("no subscriptions");
  });

  it("waits where Discord asks to slow down, and says so where that takes too long", async () => {
    const waitsMs = [200];
    const { boss, jobs } = await open({
      double: {
        fault({ route }) {
          const retryAfterMs = route === "/guilds/{guild_id}/channels" ? waitsMs.shift() : undefined;
          return retryAfterMs === undefined ? undefined : { kind: "rate-limit", retryAfterMs, scope: "global" };
        },
      },
    });
    const subscribe = (name: string) =>
      answered(discord.people.slash(boss, jobs, "jobs subscribe", { name, query: "role:backend to:#jobs" }));

    const waited = await subscribe("infra");
    waitsMs.push(90_000);
    const refused = await subscribe("more");

    expect(waited).toContain("Subscribed infra");
    expect(refused).toContain("could not ask Discord: Discord asks to slow down. Try again in a minute.");
    expect(discord.lines.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("says so too where the connection to Discord is cut", async () => {
    const { boss, jobs } = await open({
      double: {
        fault: ({ route }) => (route === "/guilds/{guild_id}/channels" ? { kind: "reset", when: "before" } : undefined),
      },
    });

    const said = await answered(discord.people.slash(boss, jobs, "jobs subscribe", { query: "role:backend to:#jobs" }));

    expect(said).toMatch(/could not ask Discord: .*connection.* Try again in a minute\./);
    expect(discord.lines.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("says what was done where nobody can be asked for a time zone", async () => {
    const cache = aCache();
    const get = (key: string) =>
      key.startsWith("zone-asked:") ? Promise.reject(new Error("the cache is away")) : cache.get(key);
    const { ann, jobs } = await open({ cache: { ...cache, get } });

    expect(
      await answered(discord.people.slash(ann, jobs, "jobs subscribe", { name: "go", role: "backend" })),
    ).toContain("Subscribed go");
  });

  it("says a number where we fail, and logs it", async () => {
    const { ann, jobs } = await open({ answer: () => Promise.reject(new Error("the database is away")) });
    await discord.platform.send({ platform: "discord", address: jobs.id }, cardMessage(), "abc");
    const [card] = discord.shown(jobs);
    if (card === undefined) throw new Error("expected a card");

    const said = await answered(discord.people.press(ann, card.message, buttonOf(card, "Why")));

    const reference = /number: (?<number>\w+)/.exec(said)?.groups?.["number"];
    expect(discord.lines.find(({ level }) => level === "error")?.fields).toMatchObject({ reference });
  });
});

describe("completion", () => {
  it("completes words of the language, what is one's own, and the channels that one sees", async () => {
    const { guild, ann, jobs } = await open();
    const { people } = discord;
    await answered(people.slash(ann, jobs, "jobs subscribe", { name: "infra", query: "role:backend" }));
    people.channel(guild, "secret", { isPrivate: true });
    const offered = async (path: string, focused: string, typed: string) =>
      (await people.autocomplete(ann, jobs, path, focused, { [focused]: typed })).map(({ value }) => value);

    expect(await offered("jobs subscribe", "lang", "go,ru")).toContain("go,rust");
    expect(await offered("jobs subscribe", "location", "berl")).toContain("berlin");
    expect(await offered("jobs subscribe", "to", "")).toEqual(expect.arrayContaining(["me", "#jobs"]));
    expect(await offered("jobs subscribe", "to", "#")).not.toContain("#secret");
    expect(await offered("jobs pause", "subscription", "in")).toEqual(["infra"]);
  });

  it("completes postings by their words and their ids", async () => {
    const postings = [
      aPosting({ id: "p7qrs11111", facts: { company: "Nimbus" } }),
      aPosting({ id: "p2abc11111", title: "Gardener", company: "Acme" }),
    ];
    const { ann, jobs } = await open({ services: memoryServices({ postings }) });
    const offered = async (verb: string, typed: string) =>
      (await discord.people.autocomplete(ann, jobs, `jobs ${verb}`, "posting", { posting: typed })).map(
        ({ name }) => name,
      );

    expect(await offered("why", "")).toHaveLength(2);
    expect(await offered("mark", "nimb")).toEqual(["p7qrs11 \u22c5 Backend Engineer — Nimbus"]);
    expect(await offered("less", "p2ab")).toEqual(["p2abc11 \u22c5 Gardener — Acme"]);
    expect(await offered("why", "plumber")).toEqual([]);
  });

  it("comes in time though the database does not, without what only that knows", async () => {
    const services = memoryServices();
    const list = () => systemClock.sleep(4_000).then(() => []);
    const { ann, jobs } = await open({ services: { ...services, subscriptions: { ...services.subscriptions, list } } });
    const begun = Date.now();

    const offered = await discord.people.autocomplete(ann, jobs, "jobs pause", "subscription", { subscription: "in" });

    expect(offered).toEqual([]);
    expect(Date.now() - begun).toBeLessThan(2_900);
  });
});

describe("a button of a card", () => {
  const aShownCard = ({ jobs }: Place) => cardIn(jobs);

  /** Of a forum, in its first post. */
  async function cardIn(channel: Place["jobs"]) {
    const message = cardMessage({ buttons: ["save", "why"] });
    await discord.platform.send({ platform: "discord", address: channel.id }, message, "abc");
    const [card] = discord.shown(discord.threads(channel)[0] ?? channel);
    if (card === undefined) throw new Error("expected a card");
    return card;
  }

  it("runs its line as whoever pressed it, and leaves the card as it is", async () => {
    const place = await open({ answer: async (line) => info(text(`ran ${line}`)) });
    const card = await aShownCard(place);

    const said = await answered(discord.people.press(place.ann, card.message, buttonOf(card, "Save")));

    expect(said).toContain("ran /jobs mark p2abc saved");
    expect(discord.typed).toEqual([`discord:@${place.ann.id}/${place.guild.id}: /jobs mark p2abc saved`]);
    expect(discord.shown(place.jobs)[0]?.versions).toHaveLength(1);
  });

  it.each(["text", "forum"] as const)(
    "why is answered by the subscription of the %s channel that it came to",
    async (kind) => {
      const services = memoryServices({ postings: [aPosting()] });
      const place = await open({ services });
      const { people } = discord;
      const channel = kind === "text" ? place.jobs : people.channel(place.guild, "openings", { kind });
      const shown = await cardIn(channel);
      const workspace = `discord:${place.guild.id}`;
      services.stored.subscriptions.push(
        aSubscription({ name: "infra", owner: "another", workspace, destination: `discord:${channel.id}` }),
      );

      const said = await answered(people.press(place.ann, shown.message, buttonOf(shown, "Why")));

      expect(said).toContain("infra matches");
      expect(said).not.toMatch(/Nothing was sent|no subscription/);
    },
  );

  it("of an answer that one sees alone explains by one's own subscriptions, not by those of the channel", async () => {
    const services = memoryServices({ postings: [aPosting()] });
    const { guild, ann, jobs } = await open({ services });
    const workspace = `discord:${guild.id}`;
    services.stored.subscriptions.push(
      aSubscription({ name: "infra", owner: "another", workspace, destination: `discord:${jobs.id}` }),
    );
    const previewed = await discord.people.slash(ann, jobs, "jobs preview", { query: "role:backend" });
    await answered(previewed);
    const shown = discord.answersTo(previewed).find(({ buttons }) => buttons.some(({ label }) => label === "Why"));
    if (shown === undefined) throw new Error("expected a card");

    const said = await answered(discord.people.press(ann, shown.message, buttonOf(shown, "Why")));

    expect(said).toContain("You have no subscription to compare it with");
    expect(said).not.toContain("infra");
  });

  it("in a direct conversation is about the server whose subscription it is for", async () => {
    const place = await open({
      answer: async (line) => info(text(`ran ${line}`), choices([{ label: "More", line: "/jobs list" }])),
    });
    const { people } = discord;
    const other = people.guild("Other");
    people.join(other, place.ann);
    const elsewhere = people.channel(other, "jobs");
    const direct = people.direct(place.ann);
    await answered(people.slash(place.ann, elsewhere, "jobs list"));
    await discord.platform.send(
      { platform: "discord", address: `@${place.ann.id}/${place.guild.id}` },
      cardMessage({ buttons: ["save", "why"] }),
      "abc",
    );
    const [card] = discord.shown(direct);
    if (card === undefined) throw new Error("expected a card");
    discord.typed.length = 0;

    const typed = await people.slash(place.ann, direct, "jobs list");
    await answered(typed);
    const saved = await people.press(place.ann, card.message, buttonOf(card, "Save"));
    await answered(saved);
    const [answer] = discord.answersTo(saved);
    await answered(people.slash(place.ann, elsewhere, "jobs list"));
    if (answer !== undefined) await answered(people.press(place.ann, answer.message, buttonOf(answer, "More")));

    const mine = `discord:@${place.ann.id}`;
    expect(discord.typed).toEqual([
      `${mine}/${other.id}: list {}`,
      `${mine}/${place.guild.id}: /jobs mark p2abc saved`,
      `${mine}/${other.id}: list {}`,
      `${mine}/${place.guild.id}: /jobs list`,
    ]);
  });

  it("in a direct conversation edits the subscription of the server that the list is of", async () => {
    const services = memoryServices();
    const place = await open({ services });
    const { people } = discord;
    const other = people.guild("Other");
    people.join(other, place.ann);
    const elsewhere = people.channel(other, "jobs");
    await answered(people.slash(place.ann, place.jobs, "jobs subscribe", { name: "infra", role: "backend" }));
    await discord.platform.send(
      { platform: "discord", address: `@${place.ann.id}/${place.guild.id}` },
      { kind: "digest", digest: aDigestOf(0, 0) },
      "abc",
    );
    const [message] = discord.shown(people.direct(place.ann));
    const listed = await people.press(place.ann, message!.message, buttonOf(message, "My subscriptions"));
    await answered(listed);
    const shown = discord.answersTo(listed).find(({ selects }) => selects.length > 0);
    const chosen = await people.select(place.ann, shown!.message, shown!.selects[0]!.customId, [
      shown!.selects[0]!.options[0]!.value,
    ]);
    await answered(chosen);
    const [offered] = discord.answersTo(chosen);
    await people.press(place.ann, offered!.message, buttonOf(offered, "Edit"));
    // What is typed in the direct conversation is about the other server from now on.
    await answered(people.slash(place.ann, elsewhere, "jobs list"));

    const changed = await answered(people.submit(discord.forms(place.ann).at(-1)!, { lang: "rust" }));

    expect(changed).toContain("Changed infra");
    expect(discord.typed.at(-1)).toContain(`discord:@${place.ann.id}/${place.guild.id}: edit`);
  });

  it("says that it failed where nobody can look up what it was for", async () => {
    const cache = aCache();
    let isAway = false;
    const get = (key: string) => (isAway ? Promise.reject(new Error("the database is away")) : cache.get(key));
    const { ann, jobs } = await open({ cache: { ...cache, get } });
    await discord.people.slash(ann, jobs, "jobs subscribe");
    const refused = await discord.people.submit(discord.forms(ann).at(-1)!, { role: "bakend" });
    await answered(refused);
    const [shown] = discord.answersTo(refused).slice(-1);

    isAway = true;
    const said = await answered(discord.people.press(ann, shown!.message, buttonOf(shown, "Try again")));

    expect(said).toContain("That failed on our side");
  });

  it("in a direct conversation gives no rights in a server that one is not in", async () => {
    const place = await open({ answer: async (line) => info(text(`ran ${line}`)) });
    const { people } = discord;
    await discord.platform.send(
      { platform: "discord", address: `@${place.ann.id}/${place.guild.id}` },
      cardMessage({ buttons: ["save"] }),
      "abc",
    );
    const [card] = discord.shown(people.direct(place.ann));
    if (card === undefined) throw new Error("expected a card");
    people.leave(place.guild, place.ann);

    await answered(people.press(place.ann, card.message, buttonOf(card, "Save")));

    expect(discord.typed).toEqual([`discord:@${place.ann.id}/${place.guild.id}: /jobs mark p2abc saved`]);
  });

  it("in a direct conversation still ends what one has in a server that one has left, and nothing else", async () => {
    const services = memoryServices();
    const { guild, ann, boss, jobs } = await open({ services });
    const { people } = discord;
    const direct = people.direct(boss);
    await answered(people.slash(boss, jobs, "jobs subscribe", { name: "mine", query: "role:backend" }));
    await answered(people.slash(ann, jobs, "jobs subscribe", { name: "anns", query: "role:backend" }));
    people.leave(guild, boss);

    const refused = await answered(people.slash(boss, direct, "jobs subscribe", { query: "role:frontend to:#jobs" }));
    const ended = await answered(people.slash(boss, direct, "jobs unsubscribe", { subscription: "mine" }));
    await answered(people.slash(boss, direct, "jobs unsubscribe", { subscription: "anns" }));

    expect(refused).toContain("this place has no channels, only to:me");
    expect(ended).toContain("Ended mine");
    expect(services.stored.subscriptions.map(({ name }) => name)).toEqual(["anns"]);
  });

  it("of a digest's menu says why an opening is there, and what can be made of it", async () => {
    const place = await open({ answer: async (line) => info(text(`ran ${line}`)) });
    const digest = aDigestOf(2, 3);
    await discord.platform.send({ platform: "discord", address: place.jobs.id }, { kind: "digest", digest }, "abc");
    const [shown] = discord.shown(place.jobs);
    const [menu] = shown?.selects ?? [];
    const [option] = menu?.options ?? [];
    if (shown === undefined || menu === undefined || option === undefined) throw new Error("expected a menu");

    const acted = await discord.people.select(place.ann, shown.message, menu.customId, [option.value]);

    expect(await answered(acted)).toContain(`ran /jobs why ${option.value}`);
    const labels = discord.answersTo(acted).flatMap(({ buttons }) => buttons.map(({ label }) => label));
    expect(labels).toEqual(["Save", "Applied", "Hide", "Less like this"]);
  });
});

describe("the list of one's subscriptions", () => {
  async function chosen(services: ReturnType<typeof memoryServices>) {
    const { ann, jobs } = await open({ services });
    await answered(discord.people.slash(ann, jobs, "jobs subscribe", { name: "infra", role: "backend" }));
    const listed = await discord.people.slash(ann, jobs, "jobs list");
    await answered(listed);
    const shown = discord.answersTo(listed).find(({ selects }) => selects.length > 0);
    const [menu] = shown?.selects ?? [];
    if (shown === undefined || menu === undefined) throw new Error("expected a menu");
    const acted = await discord.people.select(ann, shown.message, menu.customId, [menu.options[0]?.value ?? ""]);
    const said = await answered(acted);
    const press = async (label: string) => {
      const one = discord.answersTo(acted).find(({ buttons }) => buttons.length > 0);
      if (one === undefined) throw new Error("expected buttons");
      return await discord.people.press(ann, one.message, buttonOf(one, label));
    };
    return { ann, menu, said, press };
  }

  it("offers each to be paused and edited", async () => {
    const services = memoryServices();
    const { ann, menu, said, press } = await chosen(services);

    const paused = await answered(press("Pause"));
    const opened = await press("Edit");
    await answered(discord.people.submit(discord.forms(ann).at(-1)!, { lang: "rust" }));

    expect(menu.options.map(({ label }) => label)).toEqual(["infra"]);
    expect(said).toContain("/jobs subscribe infra role:backend");
    expect(paused).toContain("Paused infra");
    expect(opened.answer?.type).toBe(9);
    expect(services.stored.subscriptions).toMatchObject([{ query: "role:backend lang:rust" }]);
  });

  it("ends one only after a second press", async () => {
    const services = memoryServices();
    const { ann, press } = await chosen(services);

    const asked = await press("End");
    const question = await answered(asked);
    const before = services.stored.subscriptions.length;
    const [shown] = discord.answersTo(asked);
    if (shown === undefined) throw new Error("expected a question");
    const ended = await answered(discord.people.press(ann, shown.message, buttonOf(shown, "Yes, do it")));

    expect(question).toContain("Shall I do this?");
    expect(before).toBe(1);
    expect(ended).toContain("Ended infra");
    expect(services.stored.subscriptions).toEqual([]);
  });
});

describe("a message's menu", () => {
  it("finds jobs like the message, and subscribes to them", async () => {
    const services = memoryServices();
    const { ann, jobs } = await open({ services });
    const { people } = discord;
    const message = people.say(ann, jobs, "Senior Backend Engineer (Go), Berlin. We use Go every day.");

    const acted = await people.messageCommand(ann, message, "Find jobs like this");
    await answered(acted);
    const shown = discord.answersTo(acted).find(({ buttons }) => buttons.length > 0);
    if (shown === undefined) throw new Error("expected a button");
    const said = await answered(people.press(ann, shown.message, buttonOf(shown, "Subscribe to these")));

    expect(said).toContain("role:backend");
    expect(services.stored.subscriptions).toHaveLength(1);
  });

  it("says so where a message holds nothing to look for", async () => {
    const { ann, jobs } = await open();
    const message = discord.people.say(ann, jobs, "hello");

    const said = await answered(discord.people.messageCommand(ann, message, "Find jobs like this"));

    expect(said).toContain("says no role, level, place or programming language");
  });
});

describe("the form", () => {
  const form = (user: DiscordUser) => {
    const [open] = discord.forms(user).slice(-1);
    if (open === undefined) throw new Error("expected a form");
    return open;
  };

  it("opens where nothing was typed, and subscribes to what is filled in", async () => {
    const services = memoryServices();
    const { ann, jobs } = await open({ services });

    const opened = await discord.people.slash(ann, jobs, "jobs subscribe");
    const said = await answered(discord.people.submit(form(ann), { role: "backend", lang: "go", rest: "mode:remote" }));

    expect(opened.answer?.type).toBe(9);
    expect(said).toContain("role:backend mode:remote lang:go");
    expect(services.stored.subscriptions).toHaveLength(1);
  });

  it("opens for the name that was typed, and subscribes under it", async () => {
    const services = memoryServices();
    const { ann, jobs } = await open({ services });

    const opened = await discord.people.slash(ann, jobs, "jobs subscribe", { name: "infra" });
    const { modal } = form(ann);
    const said = await answered(discord.people.submit(form(ann), { role: "backend" }));

    expect(opened.answer?.type).toBe(9);
    expect(modal["title"]).toBe("New subscription infra");
    expect(said).toContain("Subscribed infra");
  });

  it("is had back with what stood in it where it cannot be taken", async () => {
    const services = memoryServices();
    const { ann, jobs } = await open({ services });
    await discord.people.slash(ann, jobs, "jobs subscribe");

    const refused = await discord.people.submit(form(ann), { role: "bakend", rest: "mode:remote" });
    const said = await answered(refused);
    const [shown] = discord.answersTo(refused).slice(-1);
    if (shown === undefined) throw new Error("expected an answer");
    const again = await discord.people.press(ann, shown.message, buttonOf(shown, "Try again"));
    const subscribed = await answered(discord.people.submit(form(ann), { role: "backend" }));

    expect(said).toContain("Did you mean backend?");
    expect(again.answer?.type).toBe(9);
    expect(subscribed).toContain("role:backend mode:remote");
    expect(services.stored.subscriptions).toHaveLength(1);
  });

  it("changes a subscription that is named without saying what", async () => {
    const services = memoryServices();
    const { ann, jobs } = await open({ services });
    await answered(discord.people.slash(ann, jobs, "jobs subscribe", { name: "infra", role: "backend", lang: "go" }));

    const opened = await discord.people.slash(ann, jobs, "jobs edit", { subscription: "infra" });
    await answered(discord.people.submit(form(ann), { lang: "rust" }));

    expect(opened.answer?.type).toBe(9);
    expect(services.stored.subscriptions).toMatchObject([{ name: "infra", query: "role:backend lang:rust" }]);
  });

  it("says so where there is no such subscription, or the database takes too long", async () => {
    const services = memoryServices();
    let slowMs = 0;
    const subscriptions = {
      ...services.subscriptions,
      list: (asker: Parameters<typeof services.subscriptions.list>[0]) =>
        systemClock.sleep(slowMs).then(() => services.subscriptions.list(asker)),
    };
    const { ann, jobs } = await open({ services: { ...services, subscriptions } });

    const unknown = await answered(discord.people.slash(ann, jobs, "jobs edit", { subscription: "infra" }));
    slowMs = 3_500;
    const late = await discord.people.slash(ann, jobs, "jobs edit", { subscription: "infra" });

    expect(unknown).toMatch(/infra/);
    expect(await answered(late)).toContain("took too long for a form");
    expect(late.answer?.afterMs).toBeLessThan(2_900);
  });

  it("says so where what a button was for takes too long to be found", async () => {
    const cache = aCache();
    let slowMs = 0;
    const get = (key: string) => systemClock.sleep(key.startsWith("line:") ? slowMs : 0).then(() => cache.get(key));
    const { ann, jobs } = await open({ cache: { ...cache, get } });
    await discord.people.slash(ann, jobs, "jobs subscribe");
    const refused = await discord.people.submit(form(ann), { role: "bakend" });
    await answered(refused);
    const [shown] = discord.answersTo(refused).slice(-1);
    slowMs = 3_500;

    const late = await discord.people.press(ann, shown!.message, buttonOf(shown, "Try again"));

    expect(await answered(late)).toContain("took too long for a form");
    expect(late.answer?.afterMs).toBeLessThan(2_900);
  });
});
