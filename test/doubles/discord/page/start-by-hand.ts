import { createDiscordDouble, type DiscordDouble } from "../discord-double.ts";
import { servePage } from "./serve-page.ts";

/** A small guild, for the page and for pictures. */
export function furnish({ people }: DiscordDouble) {
  const guild = people.guild("Acme");
  const ann = people.member(guild, "ann", { permissions: ["ManageChannels"] });
  const bob = people.member(guild, "bob");
  people.install(bob);
  const general = people.channel(guild, "general");
  const jobs = people.channel(guild, "jobs");
  const news = people.channel(guild, "openings-news", { kind: "announcement" });
  const board = people.channel(guild, "job-board", {
    kind: "forum",
    tags: ["Backend", "Remote", "Berlin", "Go", "Rust"],
  });
  const secret = people.channel(guild, "hiring-plans", { isPrivate: true });
  people.allow(secret, ann, "ViewChannel");
  for (const person of [ann, bob]) people.direct(person);
  return { guild, ann, bob, general, jobs, news, board, secret };
}

/** @returns What to do next, for the person who started it. */
export async function startDiscordByHand(): Promise<string> {
  const port = process.env["PORT"];
  const discord = await createDiscordDouble(port === undefined ? {} : { port: Number(port) });
  furnish(discord);
  servePage(discord);
  return [
    `A Discord of its own is at ${discord.origin}/`,
    "Start the bot against it, in another terminal:",
    "",
    `  DISCORD_TOKEN=${discord.token} \\`,
    `  DISCORD_API_URL=${discord.apiUrl} \\`,
    "  npm start",
    "",
  ].join("\n");
}
