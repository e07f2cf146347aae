import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aBrowser, hasBrowser, withoutBrowser } from "../doubles/a-browser.ts";
import { aSlackTown, type SlackTown } from "../doubles/a-slack-town.ts";

/** The same as a person sees it, in a real browser: what is typed, pressed, filled in and read. */
describe.skipIf(!hasBrowser)(`Slack in a browser${hasBrowser ? "" : ` (${withoutBrowser})`}`, () => {
  let browser: Browser;
  let town: SlackTown;
  let page: Page;

  beforeAll(async () => {
    browser = await aBrowser();
  });

  afterAll(() => browser.close());

  beforeEach(async () => {
    town = await aSlackTown();
    page = await browser.newPage({ viewport: { width: 1_100, height: 820 } });
    page.setDefaultTimeout(5_000);
    await page.goto(town.slack.origin);
  });

  afterEach(async () => {
    await page.close();
    await town.stop();
    expect(town.slack.violations).toEqual([]);
  });

  async function type(text: string): Promise<void> {
    await page.getByLabel("Message").fill(text);
    await page.getByLabel("Message").press("Enter");
  }

  it("subscribes a channel by form, with its mistakes told in their fields, and shows what is found", {
    timeout: 30_000,
  }, async () => {
    await type("/jobs");
    const form = page.getByRole("dialog");
    await form.getByLabel("Role", { exact: true }).fill("back");
    await form.getByRole("button", { name: "backend", exact: true }).click();
    await form.getByLabel("Least pay", { exact: true }).fill("plenty");
    await form.getByLabel("Where to", { exact: true }).selectOption("The channel chosen below");
    await form.getByRole("button", { name: "Subscribe" }).click();
    await form.getByText("Expected a least pay with its currency").waitFor();
    await form.getByLabel("Least pay", { exact: true }).fill("");
    await form.getByRole("button", { name: "Subscribe" }).click();
    await form.getByText("Subscribed backend").waitFor();
    await form.getByRole("button", { name: "Close" }).click();
    await page.getByText("ann subscribed this channel to backend").waitFor();

    town.board.publish("Backend Engineer");
    await town.bot.poll();
    await page.getByRole("link", { name: "Backend Engineer" }).waitFor();
    await page.getByRole("button", { name: "Why" }).click();
    await page.getByText("Sent to #jobs").waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved, for /jobs saved").waitFor();

    await page.getByRole("button", { name: "Rolecall: Home" }).click();
    await page.getByText("Nimbus · saved just now").waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByText("paused until resumed").waitFor();
    await form.getByRole("button", { name: "Close" }).click();
    await page.getByRole("button", { name: "Edit" }).click();
    await form.getByLabel("Programming languages", { exact: true }).fill("go");
    await form.getByRole("button", { name: "go", exact: true }).click();
    await form.getByRole("button", { name: "Save", exact: true }).click();
    await form.getByText("lang: added go").waitFor();
  });

  it("tells a mistake where it is, and finds jobs like a message", { timeout: 30_000 }, async () => {
    town.board.publish("Senior Backend Engineer");
    await town.bot.poll();

    await type("/jobs subscribe rol:backend");
    await page.getByText("Did you mean role:?").waitFor();
    await type("We look for a Senior Backend Engineer in Berlin, Germany. You write Go.");
    await page.getByRole("button", { name: "Find jobs like this" }).click();
    await page.getByRole("link", { name: "Senior Backend Engineer" }).waitFor();
    await page.getByRole("button", { name: "Subscribe to these" }).click();
    await page.getByText("Subscribed backend", { exact: false }).waitFor();

    expect(town.bot.failure()).toBeUndefined();
  });
});
