import { createDiscordDouble } from "../doubles/discord/discord-double.ts";
import { burst, burstChannels } from "./chat-burst.ts";

/** A burst at the rate that Discord's headers name: five messages in five seconds and channel, fifty calls a second. */
export async function discord(): Promise<object> {
  const double = await createDiscordDouble();
  const { people } = double;
  const guild = people.guild("Acme");
  const ann = people.member(guild, "ann", { permissions: ["ManageChannels"] });
  const places = Array.from({ length: burstChannels }, (_, n) => people.channel(guild, `jobs-${n}`));
  const talk = people.channel(guild, "talk");

  async function command(verb: string, filled: Readonly<Record<string, string>> = {}): Promise<void> {
    const acted = await people.slash(ann, talk, `jobs ${verb}`, filled);
    const isAnswered = () => !double.isThinking(acted) && double.answersTo(acted).length > 0;
    await double.until(`an answer to ${verb}`, isAnswered, 30_000);
  }

  return await burst({
    name: "discord",
    environment: { DISCORD_TOKEN: double.token, DISCORD_API_URL: double.apiUrl },
    violations: double.violations,
    ready: () => double.until("the commands", () => double.state.commands.size > 0),
    subscribe: (channel, word) =>
      command("subscribe", { name: `jobs-${channel}`, query: `text:${word} to:#jobs-${channel}` }),
    list: () => command("list"),
    texts: (channel) => (places[channel] === undefined ? [] : double.shown(places[channel]).map(({ text }) => text)),
    refused: () => [...double.limits.refused.values()].reduce((sum, count) => sum + count, 0),
    close: () => double.close(),
  });
}
