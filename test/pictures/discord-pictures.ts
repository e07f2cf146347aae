/** Makes the guide's pictures of Discord, from the double's page: `node test/pictures/discord-pictures.ts`. */
import { join } from "node:path";
import { aBrowser } from "../doubles/a-browser.ts";
import { aDiscordTown } from "../doubles/a-discord-town.ts";
import { runVerb } from "../doubles/run-verb.ts";

const folder = join(import.meta.dirname, "../../config/pictures");
const town = await aDiscordTown();
const browser = await aBrowser();
const page = await browser.newPage({ viewport: { width: 1_000, height: 680 }, deviceScaleFactor: 1.25 });
page.setDefaultTimeout(20_000);
await page.goto(town.discord.origin);

await runVerb(page, "subscribe", { query: "role:backend lang:go,rust to:#jobs" });
await page.getByText("subscribed this channel").waitFor();
town.board.publish("Senior Backend Engineer", {
  text: "You write Go and PostgreSQL. Hybrid, two days a week in the office. 90,000 to 110,000 EUR a year, full-time.",
});
await town.bot.poll();
await page.getByRole("link", { name: "Senior Backend Engineer" }).waitFor();
await page.getByRole("button", { name: "Why" }).first().click();
await page.getByText("Sent to #jobs").waitFor();
await page.screenshot({ path: join(folder, "discord-why.png") });
const languages = ["Go", "Rust", "Kotlin", "Go and Rust", "Python", "Java"];
for (let i = 0; i < 12; i++) {
  town.board.publish(`Backend Engineer, Team ${i + 1}`, {
    text: `You write ${languages[i % languages.length]}. ${i % 3 === 0 ? "Remote in the EU." : "Hybrid."} ${70 + 3 * i},000 to ${85 + 3 * i},000 EUR a year.`,
  });
}
await town.bot.poll();
await runVerb(page, "trends", { query: "role:backend" });
await page.getByRole("img").last().waitFor();
await page.getByRole("img").last().scrollIntoViewIfNeeded();
await page.screenshot({ path: join(folder, "discord-trends.png") });

await browser.close();
await town.stop();
