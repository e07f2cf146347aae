import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aDiscord, messagesOf } from "./a-discord.ts";
import { type Effect, readMarkdown } from "./markdown.ts";

type Kinds = readonly Effect["kind"][];

describe("markup as Discord reads it", () => {
  const obeyed: readonly (readonly [string, string, Kinds])[] = [
    ["plain words, 1.5 < 2 & a_b_c", "plain words, 1.5 < 2 & a_b_c", []],
    ["**bold** and *thin*", "bold and thin", ["bold", "italic"]],
    ["_thin_ and __under__", "thin and under", ["italic", "underline"]],
    ["~~gone~~ ||secret||", "gone secret", ["strike", "spoiler"]],
    ["`code **not bold**`", "code **not bold**", ["code"]],
    ["```go\n# no heading\n```", "# no heading", ["code"]],
    ["# Heading", "Heading", ["heading"]],
    ["-# small", "small", ["small"]],
    ["> said", "said", ["quote"]],
    ["- one\n- two", "• one\n• two", ["list", "list"]],
    ["not # a heading", "not # a heading", []],
    ["#go and -x and 1.5", "#go and -x and 1.5", []],
    ["<@12> <@&12> <#12>", "@someone @role #channel", ["user", "role", "channel"]],
    ["@everyone and @here", "@everyone and @here", ["everyone", "everyone"]],
    ["<t:1700000000:R> </jobs list:12> <:go:12>", "a moment /jobs list :go:", ["timestamp", "command", "emoji"]],
    ["<id:customize>", "#guide", ["guide"]],
    ["https://a.example/b.", "https://a.example/b.", ["link"]],
    ["<https://a.example>", "https://a.example", ["link"]],
    ["[here](https://a.example)", "here", ["masked-link"]],
    ['[**here**](<https://a.example> "tip")', "here", ["masked-link", "bold"]],
    ["[x](javascript:alert(1))", "[x](javascript:alert(1))", []],
  ];

  it.each(obeyed)("obeys %j", (markup, text, kinds) => {
    const read = readMarkdown(markup);

    expect(read.text).toBe(text);
    expect(read.effects.map(({ kind }) => kind)).toEqual(kinds);
  });

  it.each([
    ["\\*\\*bold\\*\\*", "**bold**"],
    ["\\_thin\\_ \\~\\~gone\\~\\~ \\|\\|secret\\|\\|", "_thin_ ~~gone~~ ||secret||"],
    ["\\`code\\`", "`code`"],
    ["\\# Heading", "# Heading"],
    ["\\> said", "> said"],
    ["\\- one", "- one"],
    ["1\\. one", "1. one"],
    ["\\<@12\\> \\<#12\\>", "<@12> <#12>"],
    ["\\[here\\](https\\://a.example)", "[here](https://a.example)"],
    ["\\@everyone", "@everyone"],
  ])("leaves %j alone", (markup, text) => {
    expect(readMarkdown(markup)).toEqual({ text, effects: [] });
  });

  it("knows no blocks and no masked links in titles, and nothing at all in footers", () => {
    const markup = "# [here](https://a.example) **now**";

    expect(readMarkdown(markup, "inline").effects.map(({ kind }) => kind)).toEqual(["link", "bold"]);
    expect(readMarkdown(markup, "plain")).toEqual({ text: markup, effects: [] });
  });
});

describe("what a message does to people", () => {
  let arranged: Awaited<ReturnType<typeof aDiscord>>;

  beforeEach(async () => {
    arranged = await aDiscord();
    arranged.discord.people.allow(arranged.jobs, "bot", "MentionEveryone");
  });

  afterEach(() => arranged.discord.close());

  async function shown(body: object) {
    await arranged.rest.post(messagesOf(arranged.jobs), { body });
    return arranged.discord.shown(arranged.jobs)[0];
  }

  it.each([
    ["calls all that it names, unless it is told otherwise", undefined, ["@everyone", "ANN", "&ROLE"]],
    ["calls nobody when nobody may be called", { parse: [] }, []],
    ["calls people alone", { parse: ["users"] }, ["ANN"]],
    ["calls the one who is allowed", { users: ["ANN"] }, ["ANN"]],
    ["calls everyone alone", { parse: ["everyone"] }, ["@everyone"]],
  ])("%s", async (_, mentions, pings) => {
    const { ann, discord, guild } = arranged;
    const role = discord.people.role(guild, "all");
    const named = (text: string) => text.replace("ANN", ann.id).replace("ROLE", role.id);
    const allowed =
      mentions === undefined ? {} : { allowed_mentions: JSON.parse(named(JSON.stringify(mentions))) as object };

    const message = await shown({
      content: named("@everyone <@ANN> <@&ROLE>"),
      embeds: [{ title: "@here" }],
      ...allowed,
    });

    expect(message?.pings).toEqual(pings.map(named));
    expect(message?.effects.map(({ kind }) => kind)).toEqual(["everyone", "user", "role", "everyone"]);
  });

  it("shows previews of the links of its text, unless they are in brackets or embeds are suppressed", async () => {
    const content = "https://a.example <https://b.example> join discord.gg/abc, not discord\\.gg/def";

    const open = await shown({ content });
    await arranged.rest.patch(`${messagesOf(arranged.jobs)}/${open?.id}`, { body: { flags: 4 } });

    expect(open?.previews).toEqual(["https://a.example", "discord.gg/abc"]);
    expect(arranged.discord.shown(arranged.jobs)[0]?.previews).toEqual([]);
  });

  it("says all that can be read, and where all links lead", async () => {
    const embed = {
      author: { name: "Acme", url: "https://acme.example" },
      title: "Go **Engineer**",
      url: "https://job.example",
      description: "In *Berlin*",
      fields: [{ name: "Pay", value: "90k" }],
      footer: { text: "*p2abc*" },
    };
    const link = { type: 2, style: 5, label: "Open", url: "https://open.example" };

    const message = await shown({ content: "New", embeds: [embed], components: [{ type: 1, components: [link] }] });

    expect(message?.text.split("\n")).toEqual([
      "New",
      "Acme",
      "Go Engineer",
      "In Berlin",
      "Pay",
      "90k",
      "*p2abc*",
      "[Open]",
    ]);
    expect(message?.links).toEqual(["https://acme.example", "https://job.example", "https://open.example"]);
  });
});
