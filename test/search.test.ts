import { describe, expect, it } from "vitest";
import { takeIn } from "../src/search.ts";
import { aDraft, dayMs } from "./builders.ts";
import { aBot, type Bot } from "./doubles/bot.ts";

const startAt = Date.UTC(2026, 4, 20, 10);

/** Titles in the order in which they are shown. */
async function titles(bot: Bot, query: string, user = "ann"): Promise<readonly string[]> {
  await takeIn(bot.storage, bot.clock);
  const said = await bot.answer(`/jobs search ${query}`, bot.person(user));
  return [...said.matchAll(/^\[\w+ \w+\] (?<title>.*?): /gm)].map(({ groups }) => groups?.["title"] ?? "");
}

async function aStock(): Promise<Bot> {
  const bot = await aBot({ startAt });
  await bot.finds({ title: "Kafka Engineer", company: "Initech", languages: ["Java"] });
  bot.clock.advance(dayMs);
  await bot.finds({ title: "Data Engineer", company: "Umbrella", roles: ["data-engineering"], languages: ["Go"] });
  bot.clock.advance(dayMs);
  await bot.finds({ title: "Go Developer", company: "Acme Robotics", languages: ["Go"] });
  return bot;
}

describe("search", () => {
  it("finds words in titles before words elsewhere, and the newest first", async () => {
    await using bot = await aStock();

    expect(await titles(bot, "engineer")).toEqual(["Data Engineer", "Kafka Engineer"]);
    expect(await titles(bot, "kafka engineer")).toEqual(["Kafka Engineer"]);
    expect(await titles(bot, "robotics")).toEqual(["Go Developer"]);
    expect(await titles(bot, "engineers")).toEqual(["Data Engineer", "Kafka Engineer"]);
    expect(await titles(bot, "zeppelin")).toEqual([]);
  });

  it("finds what asks for a language before what only has the word that names it, and says so", async () => {
    await using bot = await aStock();
    bot.clock.advance(dayMs);
    await bot.finds({ title: "Go-to-Market Manager", company: "Initech", languages: [] });

    // The text of all of them says "Go".
    expect(await titles(bot, "go")).toEqual([
      "Go Developer",
      "Data Engineer",
      "Go-to-Market Manager",
      "Kafka Engineer",
    ]);
    expect(await titles(bot, "golang")).toEqual(["Go Developer", "Data Engineer"]);
    expect((await titles(bot, '"go"')).slice(0, 2)).toEqual(["Go-to-Market Manager", "Go Developer"]);
    const said = await bot.answer("/jobs search go", bot.person("ann"));
    expect(said).toContain("Data Engineer: has Go\n");
    expect(said).toContain("Go-to-Market Manager: has the word go\n");
    expect(said).toContain("[Subscribe to it] /jobs subscribe lang:go");
  });

  it("leaves out a word that is typed to be left out, also where it is subscribed to", async () => {
    await using bot = await aBot({ startAt });
    const drafts = ["Kafka Engineer", "Data Engineer", "Go Developer"].map((title, i) =>
      aDraft({
        id: `p${i}abc`,
        externalId: title,
        openingKeys: [title],
        source: "folder:x",
        title,
        facts: { title },
      }),
    );
    await bot.storage.postings.add(drafts, startAt, false);

    const said = await bot.answer("/jobs search engineer -kafka", bot.person("ann"));

    expect(await titles(bot, "engineer -kafka")).toEqual(["Data Engineer"]);
    expect(await titles(bot, "-kafka -data")).toEqual(["Go Developer"]);
    expect(said).toContain("The best for engineer text:-kafka:");
    expect(said).toContain("[Subscribe to it] /jobs subscribe text:engineer text:-kafka");
  });

  it("says both why the words and why the keys found one, and what was looked for where nothing is found", async () => {
    await using bot = await aStock();
    const ask = (query: string) => bot.answer(`/jobs search ${query}`, bot.person("ann"));

    expect(await ask("engineer -zeppelin")).toContain("Data Engineer: has engineer\n");
    expect(await ask("engineer lang:go")).toContain("Data Engineer: has engineer; matches: Go\n");
    expect(await ask("umbrela lang:rust")).toContain("Nothing has umbrela; I looked for umbrella.");
  });

  it("takes keys as the filter does, with what does not say it last", async () => {
    await using bot = await aStock();
    await bot.finds({ title: "Unsaid Engineer" });

    expect(await titles(bot, "lang:go")).toEqual(["Go Developer", "Data Engineer", "Unsaid Engineer"]);
    expect(await titles(bot, "engineer lang:go")).toEqual(["Data Engineer", "Unsaid Engineer"]);
    expect(await titles(bot, "lang:go unknown:hide")).toEqual(["Go Developer", "Data Engineer"]);
    expect(await titles(bot, "lang:go -role:data-engineering unknown:hide")).toEqual(["Go Developer"]);
    expect(await titles(bot, "role:data-engineering")).toEqual(["Data Engineer"]);
  });

  it("knows languages by their other names, and c++ as one word", async () => {
    await using bot = await aStock();
    await bot.finds({ title: "Systems Programmer", languages: ["C++"] });

    expect(await titles(bot, "golang")).toEqual(["Go Developer", "Data Engineer"]);
    expect(await titles(bot, "c++")).toEqual(["Systems Programmer"]);
    expect(await titles(bot, '"go developer"')).toEqual(["Go Developer"]);
    expect(await titles(bot, '"developer go"')).toEqual([]);
  });

  it("says so of words without a letter or digit", async () => {
    await using bot = await aStock();

    for (const word of ["&", "🦀", '"!!!"', '""', "<->", "%"]) {
      const said = bot.answer(`/jobs search kafka ${word}`, bot.person("ann"));
      await expect(said).resolves.toBe(
        `Expected words of letters or digits to look for, got ${JSON.stringify(word.replaceAll('"', ""))}.`,
      );
    }
  });

  it("forgives slips in the names of companies, and says so", async () => {
    await using bot = await aStock();
    await takeIn(bot.storage, bot.clock);

    for (const slip of ["initch", "nitech", "initehc", "inittech", "Umbrela"]) {
      const said = await bot.answer(`/jobs search ${slip}`, bot.person("ann"));
      expect(said).toMatch(/Nothing has \w+; these have (?:initech|umbrella)\.\n\[/);
    }
    expect(await titles(bot, "zzz")).toEqual([]);
  });

  it("corrects as if there were nothing that another workspace watches for itself", async () => {
    await using bot = await aStock();
    await bot.storage.workspaces.ensure("other", "null", startAt);
    const own = { key: "folder:own", kind: "folder", options: {}, owner: "eve" };
    await bot.storage.workspaceSources.add("other", own, startAt);
    await bot.finds({ title: "Initch Engineer" }, undefined, { source: own.key });
    await takeIn(bot.storage, bot.clock);

    const [ours, theirs] = [bot.person("ann"), { ...bot.person("eve"), workspace: "other" }];

    expect(await bot.answer("/jobs search initch", ours)).toContain("Nothing has initch; these have initech.");
    expect(await bot.answer("/jobs search initch", theirs)).not.toContain("Nothing has");
  });

  it("finds what comes after a posting of words that are longer than any", async () => {
    await using bot = await aStock();
    const [drivel] = [...(await bot.storage.postings.byIds([await bot.finds({ title: "Drivel" })])).values()];
    const text = Array.from({ length: 3_000 }, (_, at) => "я".repeat(300) + at).join(" ");
    await bot.storage.postings.change([aDraft({ ...drivel, title: text, text })], bot.clock.now());
    bot.clock.advance(1);
    await bot.finds({ title: "Kafka Developer" });

    expect(await titles(bot, "developer")).toEqual(["Kafka Developer", "Go Developer"]);
  });

  it("shows pages, and what else can be done", async () => {
    await using bot = await aBot({ startAt });
    for (let i = 1; i <= 12; i++) await bot.finds({ title: `Engineer ${i}` });
    await takeIn(bot.storage, bot.clock);

    const first = await bot.answer("/jobs search engineer role:backend", bot.person("ann"));

    expect(first).toContain("[More] /jobs search engineer role:backend page:2");
    expect(first).toContain("[Subscribe to it] /jobs subscribe text:engineer role:backend");
    expect(await titles(bot, "engineer page:2")).toEqual([7, 6, 5, 4, 3].map((i) => `Engineer ${i}`));
    expect(await titles(bot, "engineer page:3")).toEqual(["Engineer 2", "Engineer 1"]);
    expect(await bot.answer("/jobs search engineer page:4", bot.person("ann"))).toContain("There is no page 4");
    expect(await bot.answer("/jobs search engineer page:99", bot.person("ann"))).toContain("from 1 to 20, got 99");
    expect(await bot.answer("/jobs search unknown:hide", bot.person("ann"))).toContain("Expected words or keys");
  });

  it("takes a page by its key alone, and the words of a title as they are", async () => {
    await using bot = await aBot({ startAt });
    await bot.finds({ title: "Landing Page 3 Designer" });
    await bot.finds({ title: "Landing Officer" });
    await takeIn(bot.storage, bot.clock);
    const ask = (line: string) => bot.answer(`/jobs search ${line}`, bot.person("ann"));

    expect(await titles(bot, "landing page 3")).toEqual(["Landing Page 3 Designer"]);
    expect(await titles(bot, "PAGE=1 landing")).toHaveLength(2);
    for (const wrong of ["page:0", "page:next", "page:1,2", "page:1 page:2"])
      expect(await ask(`landing ${wrong}`)).toContain("Expected a page from 1 to 20, got");
    expect(await ask("landing page:")).toContain("a value after page:");
  });

  it("finds what was stored a moment ago", async () => {
    await using bot = await aStock();

    expect(await bot.answer("/jobs search initech", bot.person("ann"))).toContain("Kafka Engineer: has initech");
  });

  it("follows what changes and closes", async () => {
    await using bot = await aStock();
    await takeIn(bot.storage, bot.clock);

    await bot.finds({ title: "Kafka Specialist", company: "Initech" }, "p000001");
    await bot.storage.postings.missed(["p000002"], ["p000002"], bot.clock.now());

    expect(await titles(bot, "kafka")).toEqual(["Kafka Specialist"]);
    expect(await titles(bot, "data engineer")).toEqual([]);
    expect(await titles(bot, "data engineer status:any")).toEqual(["Data Engineer"]);
  });

  it("shows each opening once, on however many boards it stands", async () => {
    await using bot = await aBot({ startAt });
    for (const id of ["p000001", "p000002"]) {
      const draft = aDraft({ id, externalId: id, openingKeys: ["same"], facts: { title: "Rust Engineer" } });
      await bot.storage.postings.add([draft], startAt, false);
    }

    expect(await titles(bot, "rust")).toEqual(["Rust Engineer"]);
  });
});
