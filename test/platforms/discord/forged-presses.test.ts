import { afterEach, beforeEach, expect, it } from "vitest";
import { memoryServices } from "../../doubles/services.ts";
import type { DiscordMessage, DiscordUser } from "../../doubles/discord/world.ts";
import { type ADiscord, aDiscord } from "./a-discord.ts";

let discord: ADiscord;
let services: ReturnType<typeof memoryServices>;

beforeEach(async () => {
  services = memoryServices();
  discord = await aDiscord({ services });
});

afterEach(() => discord.close());

/** What buttons and menus of a message carry. */
function idsOf(message: DiscordMessage): string[] {
  return [...JSON.stringify(message.components).matchAll(/"custom_id":"([^"]+)"/g)].map(([, id = ""]) => id);
}

/** A message of one's own, of which one button was made to carry something else. */
function forged(message: DiscordMessage, customId: string): DiscordMessage {
  const button = { type: 2, style: 2, id: 1, label: "Forged", custom_id: customId };
  return { ...message, components: [{ type: 1, id: 2, components: [button] }] };
}

it("nobody reaches another server by what the buttons of its people carry", async () => {
  const { people } = discord;
  const [acme, umbrella] = [people.guild("Acme"), people.guild("Umbrella")];
  const [ann, eve] = [
    people.member(acme, "ann"),
    people.member(umbrella, "eve", { permissions: ["ManageChannels", "ManageGuild"] }),
  ];
  const [hers, theirs] = [people.channel(acme, "jobs"), people.channel(umbrella, "jobs")];
  await discord.ready();
  const said = async (user: DiscordUser, channel: typeof hers, verb: string, options: Record<string, string> = {}) => {
    const acted = await people.slash(user, channel, `jobs ${verb}`, options);
    await discord.answered(acted);
    return acted.interaction.original;
  };
  const answers = [
    await said(ann, hers, "subscribe", { name: "acme-plan", query: "company:acme-canary" }),
    await said(ann, hers, "list"),
    await said(ann, hers, "subscribe", { name: "acme-wrong", query: "company:acme-canary role:bakend" }),
    await said(ann, hers, "edit", { subscription: "acme-plan", query: "company:acme-canary level:senior" }),
    await said(ann, hers, "unsubscribe", { subscription: "acme-none" }),
    await said(ann, hers, "subscribe", { name: "acme-asked", query: "backend in Georgia" }),
  ];
  const menu = idsOf(answers[1] as DiscordMessage).find((id) => id.startsWith("own:")) ?? "";
  const chosen = services.stored.subscriptions[0]?.id ?? "";
  const choosing = await people.select(ann, answers[1] as DiscordMessage, menu, [`#${chosen}`]);
  await discord.answered(choosing);
  answers.push(choosing.interaction.original ?? choosing.interaction.followUps[0]);
  const own = await said(eve, theirs, "list");
  const before = JSON.stringify(services.stored.subscriptions);
  const carried = [...new Set(answers.flatMap((message) => (message === undefined ? [] : idsOf(message))))];
  const about: string[] = [];

  for (const id of carried) {
    const acted = await people.press(eve, forged(own as DiscordMessage, id), id);
    await discord.answered(acted).catch(() => "");
    about.push(JSON.stringify([acted.answer, discord.answersTo(acted)]));
  }

  expect(new Set(carried.map((id) => id.split(":")[0]))).toEqual(new Set(["kept", "sure", "edit", "own"]));
  expect(about.filter((text) => /canary|georgia/i.test(text) || text.includes("acme-plan"))).toEqual([]);
  expect(JSON.stringify(services.stored.subscriptions)).toBe(before);
});
