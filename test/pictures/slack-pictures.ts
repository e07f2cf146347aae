/** Makes the README's pictures of Slack, from the double's page: `node test/pictures/slack-pictures.ts`. */
import { join } from "node:path";
import { aBrowser } from "../doubles/a-browser.ts";
import { aSlackTown } from "../doubles/a-slack-town.ts";

const folder = join(import.meta.dirname, "../../config/pictures");
const town = await aSlackTown();
const browser = await aBrowser();
const page = await browser.newPage({ viewport: { width: 1_000, height: 640 }, deviceScaleFactor: 1.5 });
await page.goto(town.slack.origin);

async function type(text: string): Promise<void> {
  await page.getByLabel("Message").fill(text);
  await page.getByLabel("Message").press("Enter");
}

await type("/jobs");
const form = page.getByRole("dialog");
await form.getByLabel("Role", { exact: true }).fill("back");
await form.getByRole("button", { name: "backend", exact: true }).click();
await form.getByLabel("Place", { exact: true }).fill("berl");
await form.getByRole("button", { name: "berlin" }).first().scrollIntoViewIfNeeded();
await page.screenshot({ path: join(folder, "slack-form.png") });
await form.getByRole("button", { name: "Cancel" }).click();
await type("/jobs subscribe infra role:backend,infrastructure lang:go,rust to:#jobs");
await page.getByText("subscribed this channel").waitFor();
town.board.publish("Senior Backend Engineer", {
  text: "You write Go and PostgreSQL. Hybrid, two days a week in the office. 90,000 to 110,000 EUR a year, full-time.",
});
await town.bot.poll();
await page.getByRole("button", { name: "Why" }).click();
await page.getByText("Sent to #jobs").waitFor();
await page.getByRole("button", { name: "Why" }).scrollIntoViewIfNeeded();
await page.screenshot({ path: join(folder, "slack-card.png") });

await browser.close();
await town.stop();
