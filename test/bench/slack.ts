import { createSlackDouble } from "../doubles/slack/slack-double.ts";
import { burst, burstChannels } from "./chat-burst.ts";

/** A burst at Slack's rate of one message a second and channel. */
export async function slack(): Promise<object> {
  const double = await createSlackDouble();
  const { people } = double;
  const team = people.team("Acme");
  const ann = people.user(team, "ann", { role: "admin" });
  const places = Array.from({ length: burstChannels }, (_, n) => people.channel(team, `jobs-${n}`, { members: [ann] }));
  const talk = people.channel(team, "talk", { members: [ann] });

  async function command(text: string): Promise<void> {
    const before = double.ephemerals(ann, talk).length;
    await people.slash(ann, talk, text);
    await double.until(`an answer to ${text}`, () => double.ephemerals(ann, talk).length > before, 30_000);
  }

  return await burst({
    name: "slack",
    environment: {
      SLACK_BOT_TOKEN: people.botToken(team),
      SLACK_APP_TOKEN: people.appToken(),
      SLACK_API_URL: double.apiUrl,
    },
    violations: double.violations,
    ready: async () => undefined,
    async subscribe(channel, word) {
      const place = places[channel];
      await command(`subscribe jobs-${channel} text:${word} to:<#${place?.id}|${place?.name}>`);
    },
    list: () => command("list"),
    texts: (channel) => (places[channel] === undefined ? [] : double.shown(places[channel]).map(({ text }) => text)),
    refused: () => [...double.limits.refused.values()].reduce((sum, count) => sum + count, 0),
    close: () => double.close(),
  });
}
