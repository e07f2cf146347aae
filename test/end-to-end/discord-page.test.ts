import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aBrowser, hasBrowser, withoutBrowser } from "../doubles/a-browser.ts";
import { aDiscordTown, type DiscordTown } from "../doubles/a-discord-town.ts";
import { runVerb } from "../doubles/run-verb.ts";

/** The same as a person sees it, in a real browser: what is typed, pressed, filled in and read. */
describe.skipIf(!hasBrowser)(`Discord in a browser${hasBrowser ? "" : ` (${withoutBrowser})`}`, () => {
  let browser: Browser;
  let town: DiscordTown;
  let page: Page;

  beforeAll(async () => {
    browser = await aBrowser();
  });

  afterAll(() => browser.close());

  beforeEach(async () => {
    town = await aDiscordTown();
    page = await browser.newPage({ viewport: { width: 1_100, height: 820 } });
    page.setDefaultTimeout(5_000);
    await page.goto(town.discord.origin);
  });

  afterEach(async () => {
    await page.close();
    await town.stop();
    expect(town.discord.violations).toEqual([]);
  });

  it("subscribes a channel by form, with its mistakes told, and shows, explains and saves what is found", {
    timeout: 30_000,
  }, async () => {
    await runVerb(page, "subscribe");
    const form = page.getByRole("dialog");
    await form.getByLabel("Role", { exact: true }).fill("bakend");
    await form.getByLabel("Anything else").fill("to:#jobs");
    await form.getByRole("button", { name: "Submit" }).click();
    await page.getByText("Did you mean backend?").waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await form.getByLabel("Role", { exact: true }).fill("backend");
    await form.getByRole("button", { name: "Submit" }).click();
    await page.getByText("ann subscribed this channel").waitFor();

    town.board.publish("Backend Engineer");
    await town.bot.poll();
    await page.getByRole("link", { name: "Backend Engineer" }).waitFor();
    await page.getByRole("button", { name: "Why" }).click();
    await page.getByText("Sent to #jobs").waitFor();
    await page.getByRole("button", { name: "Save" }).first().click();
    await page.getByText("Saved, for /jobs saved").waitFor();
    await runVerb(page, "list");
    await page.getByLabel("Edit, pause or end").selectOption("backend");
    await page.getByRole("button", { name: "End", exact: true }).click();
    await page.getByRole("button", { name: "Yes, do it" }).click();
    await page.getByText("Ended backend").waitFor();

    expect(town.bot.failure()).toBeUndefined();
  });

  it("completes what is typed, posts into forums with tags, and finds jobs like a message", {
    timeout: 30_000,
  }, async () => {
    await page.getByLabel("Message", { exact: true }).fill("/subscribe");
    await page.getByRole("button", { name: "/jobs subscribe" }).first().click();
    await page.getByLabel("lang", { exact: true }).fill("g");
    await page.getByRole("button", { name: "go", exact: true }).click();
    await page.getByLabel("to", { exact: true }).fill("#job-board");
    await page.getByRole("button", { name: "Run" }).click();
    await page.getByText("Subscribed go", { exact: false }).waitFor();
    town.board.publish("Senior Backend Engineer");
    await town.bot.poll();

    await page.getByRole("button", { name: "▤ job-board" }).click();
    await page.getByRole("button", { name: /Senior Backend Engineer/ }).click();
    await page.getByRole("link", { name: "Senior Backend Engineer" }).waitFor();
    expect(await page.locator("header .chip").allTextContents()).toEqual(expect.arrayContaining(["Backend", "Go"]));
    await page.getByRole("button", { name: "# general" }).click();
    await page
      .getByLabel("Message", { exact: true })
      .fill("We look for a Senior Backend Engineer in Berlin. You write Go.");
    await page.getByLabel("Message", { exact: true }).press("Enter");
    await page.getByText("We look for").hover();
    await page.getByRole("button", { name: "Find jobs like this" }).first().click();
    await page.getByRole("link", { name: "Senior Backend Engineer" }).waitFor();

    expect(town.bot.failure()).toBeUndefined();
  });

  it("fits on a telephone", { timeout: 30_000 }, async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await runVerb(page, "subscribe", { query: "role:backend to:#jobs" });
    await page.getByText("ann subscribed this channel").waitFor();
    town.board.publish("Backend Engineer");
    await town.bot.poll();
    await page.getByRole("link", { name: "Backend Engineer" }).waitFor();

    const widths = await page.evaluate(
      "[document.documentElement.scrollWidth, document.querySelector('#feed').clientWidth]",
    );

    expect(widths).toEqual([390, 390]);
  });
});
