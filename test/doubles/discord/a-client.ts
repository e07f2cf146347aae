import { Client, type ClientOptions, Events, GatewayIntentBits } from "discord.js";
import type { DiscordDouble } from "./discord-double.ts";

/** The real client of the SDK, logged in and ready; what it reports as an error is thrown away. */
export async function aClient(discord: DiscordDouble, options: Partial<ClientOptions> = {}): Promise<Client<true>> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: discord.apiUrl, version: "10", retries: 0, timeout: 10_000 },
    ...options,
  });
  client.on(Events.Error, () => {});
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  return await ready;
}
