/** What people do and what comes back, with one app and one definition for all of it. */
import { type Client, Events, type Interaction, MessageFlags } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { virtualClock } from "../virtual-clock.ts";
import { aClient } from "./a-client.ts";
import { aDiscord, commandsOf } from "./a-discord.ts";

type Arranged = Awaited<ReturnType<typeof aDiscord>>;

const definition = [
  {
    name: "jobs",
    description: "Openings",
    integration_types: [0, 1],
    contexts: [0, 1, 2],
    options: [
      {
        type: 1,
        name: "list",
        description: "Lists",
        options: [
          { type: 3, name: "query", description: "What", required: true, autocomplete: true, max_length: 20 },
          { type: 3, name: "mode", description: "How", choices: [{ name: "Remote", value: "remote" }] },
          { type: 7, name: "channel", description: "Where" },
          { type: 4, name: "count", description: "How many", min_value: 1 },
          { type: 8, name: "role", description: "Whose" },
          { type: 6, name: "person", description: "Who" },
        ],
      },
      { type: 1, name: "form", description: "A form" },
    ],
  },
  { name: "Find jobs like this", type: 3 },
  { name: "admin", description: "For few", default_member_permissions: "16" },
];
const row = (...components: readonly object[]) => ({ type: 1, components });
const ephemeral = { flags: MessageFlags.Ephemeral } as const;

describe("interactions with the double of Discord", () => {
  let arranged: Arranged;
  let client: Client<true>;

  beforeEach(async () => {
    arranged = await aDiscord({ identifyEveryMs: 0 });
    await arranged.rest.put(commandsOf(arranged.discord), { body: definition });
    client = await aClient(arranged.discord);
  });

  afterEach(async () => {
    await client.destroy();
    await arranged.discord.close();
  });

  function on(answer: (interaction: Interaction) => Promise<unknown>): void {
    client.on(Events.InteractionCreate, (interaction) => void answer(interaction).catch(() => {}));
  }

  it("hands over typed options, and shows a deferred answer and what follows to the asker alone", async () => {
    const { discord, ann, jobs } = arranged;
    const seen: unknown[] = [];
    on(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      seen.push(
        interaction.options.getString("query"),
        interaction.options.getString("mode"),
        interaction.options.getChannel("channel")?.id,
      );
      await interaction.deferReply(ephemeral);
      seen.push(discord.ephemerals(ann, jobs).length);
      await interaction.editReply("first");
      await interaction.followUp({ content: "second", ...ephemeral });
    });

    const acted = await discord.people.slash(ann, jobs, "jobs list", { query: "go", mode: "Remote", channel: jobs.id });
    await discord.until("both answers", () => discord.answersTo(acted).length === 2);

    expect(seen).toEqual(["go", "remote", jobs.id, 1]);
    expect(acted.answer).toMatchObject({ type: 5, isEphemeral: true });
    expect(discord.ephemerals(ann, jobs).map(({ text }) => text)).toEqual(["first", "second"]);
    expect(discord.shown(jobs)).toEqual([]);
    expect(discord.violations).toEqual([]);
  });

  it("completes what is typed, opens a form and hands it back filled in", async () => {
    const { discord, ann, jobs } = arranged;
    on(async (interaction) => {
      if (interaction.isAutocomplete())
        return await interaction.respond([{ name: `${interaction.options.getFocused()}lang`, value: "go" }]);
      if (interaction.isModalSubmit())
        return await interaction.reply({
          content: `got ${interaction.fields.getTextInputValue("query")}`,
          ...ephemeral,
        });
      if (!interaction.isChatInputCommand()) return undefined;
      const query = {
        type: 18,
        label: "Query",
        component: { type: 4, custom_id: "query", style: 1, value: "go", min_length: 2 },
      };
      return await interaction.showModal({ custom_id: "form", title: "Subscribe", components: [query] });
    });

    const offered = await discord.people.autocomplete(ann, jobs, "jobs list", "query", { query: "go" });
    await discord.people.slash(ann, jobs, "form");
    const [form] = discord.forms(ann);
    if (form === undefined) throw new Error("expected a form");
    await expect(discord.people.submit(form, { query: "r" })).rejects.toThrow("expected 2 to 4000 characters");
    await discord.people.submit(form, {});

    expect(offered).toEqual([{ name: "golang", value: "go" }]);
    expect(discord.forms(ann)).toEqual([]);
    expect(discord.ephemerals(ann, jobs).map(({ text }) => text)).toEqual(["got go"]);
    expect(discord.violations).toEqual([]);
  });

  it("lets people press, choose and use the menu of a message, and changes the message in its place", async () => {
    const { discord, ann, jobs } = arranged;
    const save = { type: 2, style: 1, label: "Save", custom_id: "save" };
    const off = { type: 2, style: 2, label: "Off", custom_id: "off", disabled: true };
    const menu = { type: 3, custom_id: "menu", options: [{ label: "One", value: "1" }] };
    const channel = client.channels.cache.get(jobs.id);
    if (channel?.isSendable() === true)
      await channel.send({ content: "card", components: [row(save, off), row(menu)] as never });
    on(async (interaction) => {
      if (interaction.isButton()) return await interaction.update({ content: `saved by ${interaction.user.username}` });
      if (interaction.isStringSelectMenu())
        return await interaction.reply({ content: `chose ${interaction.values.join()}`, ...ephemeral });
      if (interaction.isMessageContextMenuCommand())
        return await interaction.reply({ content: `like ${interaction.targetMessage.content}`, ...ephemeral });
      return undefined;
    });
    const message = () => discord.shown(jobs)[0]?.message ?? expect.fail("expected a card");

    await expect(discord.people.press(ann, message(), "off")).rejects.toThrow("cannot be pressed");
    await expect(discord.people.press(ann, message(), "nothing")).rejects.toThrow("it has save, off, menu");
    await discord.people.press(ann, message(), "save");
    await discord.people.select(ann, message(), "menu", ["1"]);
    await discord.people.messageCommand(ann, message(), "Find jobs like this");

    expect(discord.shown(jobs)[0]?.versions.map(({ text }) => text.split("\n")[0])).toEqual(["card", "saved by ann"]);
    expect(discord.ephemerals(ann, jobs).map(({ text }) => text)).toEqual(["chose 1", "like saved by ann"]);
    expect(discord.violations).toEqual([]);
  });

  it("hands over people, roles and channels that are chosen, in options and in menus", async () => {
    const { discord, guild, ann, jobs, rest } = arranged;
    const role = discord.people.role(guild, "hiring");
    const menu = { type: 5, custom_id: "who" };
    await rest.post(`/channels/${jobs.id}/messages`, { body: { content: "card", components: [row(menu)] } });
    const seen: unknown[] = [];
    on(async (interaction) => {
      if (interaction.isUserSelectMenu()) seen.push(interaction.users.first()?.username);
      if (interaction.isChatInputCommand()) {
        seen.push(interaction.options.getRole("role")?.name, interaction.options.getMember("person") !== null);
      }
      if (interaction.isRepliable()) await interaction.reply({ content: "seen", ...ephemeral });
    });

    await discord.people.slash(ann, jobs, "list", { query: "a", role: role.id, person: ann.id });
    await discord.people.select(ann, discord.shown(jobs)[0]?.message ?? expect.fail("expected a card"), "who", [
      ann.id,
    ]);
    const nobody = discord.people.slash(ann, jobs, "list", { query: "a", role: "12" });

    await expect(nobody).rejects.toThrow("12 is no channel, person or role");
    expect(seen).toEqual(["hiring", true, "ann"]);
    expect(discord.violations).toEqual([]);
  });

  it.each([
    ["a command that is not registered", "jobs lost", {}, "lost is no verb"],
    ["what is required, left out", "jobs list", {}, "query is required"],
    ["an option that it does not have", "jobs list", { query: "a", colour: "red" }, "no option colour"],
    ["what is no choice", "jobs list", { query: "a", mode: "maybe" }, "maybe is none of remote"],
    ["a text that is too long", "jobs list", { query: "a".repeat(21) }, "expected 0 to 20 characters"],
    ["a number that is too small", "jobs list", { query: "a", count: 0 }, "expected 1 to"],
    ["a word for a number", "jobs list", { query: "a", count: "one" }, "expected a number"],
    ["a command without its verb", "jobs", {}, "a verb of it has to be chosen"],
  ])("does not let people type %s", async (_, path, filled, why) => {
    const { discord, ann, jobs } = arranged;

    await expect(discord.people.slash(ann, jobs, path, filled)).rejects.toThrow(why);
  });

  it("shows commands to those alone who may use them, where they may", async () => {
    const { discord, guild, ann, jobs } = arranged;
    const { people } = discord;
    const bob = people.member(guild, "bob");
    const away = people.guild("Elsewhere", { hasBot: false });
    const there = people.channel(away, "lobby");
    people.join(away, bob);
    on((interaction) =>
      interaction.isChatInputCommand() ? interaction.reply({ content: "here", ...ephemeral }) : Promise.resolve(),
    );
    const typed = (user = bob, place = there) => people.slash(user, place, "jobs list", { query: "a" });

    await expect(people.slash(bob, jobs, "admin")).rejects.toThrow("lack the rights");
    await people.slash(ann, jobs, "admin");
    await expect(typed()).rejects.toThrow("have installed the app");
    people.install(bob);
    const owned = await typed();
    const alone = await typed(bob, people.group(bob, ann));
    const direct = await typed(bob, people.direct(bob));
    people.deny(jobs, "everyone", "UseApplicationCommands");
    await expect(typed(bob, jobs)).rejects.toThrow("may not use commands");

    expect([owned, alone, direct].map(({ interaction }) => interaction.owners)).toEqual([
      { "1": bob.id },
      { "1": bob.id },
      { "0": "0", "1": bob.id },
    ]);
    expect(discord.ephemerals(bob, there).map(({ text }) => text)).toEqual(["here"]);
    expect(discord.violations).toEqual([]);
  });

  it("refuses a second answer and one of the wrong kind, and says so", async () => {
    const { discord, ann, jobs } = arranged;
    const codes: unknown[] = [];
    on(async (interaction) => {
      const answer = (body: object) =>
        arranged.rest
          .post(`/interactions/${interaction.id}/${interaction.token}/callback`, { body, auth: false })
          .catch((error: { readonly code: number }) => codes.push(error.code));
      await answer({ type: 8, data: { choices: [] } });
      await answer({ type: 4, data: { content: "a".repeat(2_001) } });
      await answer({ type: 4, data: { content: "one" } });
      await answer({ type: 4, data: { content: "two" } });
    });

    await discord.people.slash(ann, jobs, "list", { query: "a" });
    await discord.until("all answers", () => codes.length === 3);

    expect(codes).toEqual([50035, 50035, 40060]);
    expect(discord.shown(jobs).map(({ text }) => text)).toEqual(["one"]);
    expect(discord.violations).toHaveLength(3);
  });

  it("knows an interaction for three seconds, and its token for fifteen minutes", async () => {
    const clock = virtualClock(Date.parse("2026-03-02T09:00:00Z"));
    const late = await aDiscord({ identifyEveryMs: 0, now: clock.now });
    await late.rest.put(commandsOf(late.discord), { body: definition });
    const slow = await aClient(late.discord);
    const codes: unknown[] = [];
    const note = (error: { readonly code: number }) => void codes.push(error.code);
    slow.on(Events.InteractionCreate, (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const leap = interaction.options.getString("query") === "late" ? 3_001 : 0;
      clock.advance(leap);
      void interaction
        .reply({ content: "here" })
        .then(() => {
          clock.advance(900_001);
          return interaction.editReply("too late");
        })
        .catch(note);
    });

    void late.discord.people.slash(late.ann, late.jobs, "list", { query: "late" });
    await late.discord.until("a refusal", () => codes.length === 1);
    void late.discord.people.slash(late.ann, late.jobs, "list", { query: "now" });
    await late.discord.until("another", () => codes.length === 2);
    await slow.destroy();
    await late.discord.close();

    expect(codes).toEqual([10062, 50027]);
    expect(late.discord.shown(late.jobs).map(({ text }) => text)).toEqual(["here"]);
  });

  it("says when nobody has answered", async () => {
    const { discord, ann, jobs, rest } = await aDiscord({ patienceMs: 20 });
    await rest.put(commandsOf(discord), { body: definition });

    const acted = await discord.people.slash(ann, jobs, "list", { query: "a" });

    await discord.close();
    expect(acted.answer).toBeUndefined();
    expect(discord.answersTo(acted)).toEqual([]);
  });

  it("keeps commands as they were registered, and gives them back with what it adds", async () => {
    const { discord, guild, rest } = arranged;
    const path = commandsOf(discord);
    const guildPath = `/applications/${discord.world.app.id}/guilds/${guild.id}/commands` as const;

    const before = (await rest.get(`${path}?with_localizations=true`)) as {
      id: string;
      version: string;
      name: string;
    }[];
    const again = (await rest.put(path, { body: definition })) as { id: string; version: string }[];
    const one = { name: "here", description: "Only here", name_localizations: { de: "hier" } };
    const made = (await rest.post(guildPath, { body: one })) as { id: string };
    await rest.patch(`${guildPath}/${made.id}`, { body: { description: "Only there" } });
    const short = (await rest.get(guildPath)) as object[];
    await rest.delete(`${guildPath}/${made.id}`);

    expect(before.map(({ name }) => name)).toEqual(["jobs", "Find jobs like this", "admin"]);
    expect(again.map(({ id, version }) => [id, version])).toEqual(before.map(({ id, version }) => [id, version]));
    expect(short).toMatchObject([{ guild_id: guild.id, description: "Only there", default_member_permissions: null }]);
    expect(short[0]).not.toHaveProperty("name_localizations");
    expect(await rest.get(guildPath)).toEqual([]);
    expect(discord.countOf("PUT /applications/{application_id}/commands")).toBe(2);
    expect(discord.violations).toEqual([]);
  });
});
