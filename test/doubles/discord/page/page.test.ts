import { type Client, Events, type Interaction, MessageFlags } from "discord.js";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aBrowser, hasBrowser, withoutBrowser } from "../../a-browser.ts";
import { aClient } from "../a-client.ts";
import { commandsOf, aRest } from "../a-discord.ts";
import { createDiscordDouble, type DiscordDouble } from "../discord-double.ts";
import { servePage } from "./serve-page.ts";
import { furnish } from "./start-by-hand.ts";

const definition = [
  {
    name: "jobs",
    description: "Openings",
    options: [
      {
        type: 1,
        name: "preview",
        description: "Shows what would match",
        options: [
          { type: 3, name: "role", description: "What to do", required: true, autocomplete: true },
          { type: 3, name: "mode", description: "Where to work", choices: [{ name: "Remote", value: "remote" }] },
        ],
      },
      { type: 1, name: "subscribe", description: "Opens a form" },
    ],
  },
  { name: "Find jobs like this", type: 3 },
];

const embed = {
  title: "Go **Engineer**",
  url: "https://job.example/1",
  description: "Acme · Berlin\n*matches infra: Go*",
  color: 0x24_80_46,
  fields: [{ name: "Pay", value: "90k EUR", inline: true }],
  footer: { text: "p2abc" },
};
const card = {
  content: "Go Engineer at Acme",
  embeds: [embed],
  components: [
    { type: 1, components: [{ type: 2, style: 3, label: "Save", custom_id: "save" }] },
    {
      type: 1,
      components: [{ type: 3, custom_id: "sort", placeholder: "Sort", options: [{ label: "Newest", value: "new" }] }],
    },
  ],
} as never;

/** A little app that answers everything, so that the page can be seen to show all of it. */
function answering(client: Client): void {
  client.on(Events.InteractionCreate, (interaction) => void answer(interaction));
}

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) {
    await interaction.respond([{ name: `${interaction.options.getFocused()}end`, value: "backend" }]);
  } else if (interaction.isModalSubmit()) {
    await interaction.reply({
      content: `Subscribed ${interaction.fields.getTextInputValue("query")}`,
      flags: MessageFlags.Ephemeral,
    });
  } else if (interaction.isButton()) {
    await interaction.update({ content: "Saved" });
  } else if (interaction.isStringSelectMenu()) {
    await interaction.reply({ content: `Sorted by ${interaction.values.join()}`, flags: MessageFlags.Ephemeral });
  } else if (interaction.isMessageContextMenuCommand()) {
    await interaction.reply({ content: `Like: ${interaction.targetMessage.content}`, flags: MessageFlags.Ephemeral });
  } else if (interaction.isChatInputCommand() && interaction.options.getSubcommand() === "subscribe") {
    const query = { type: 18, label: "Query", component: { type: 4, custom_id: "query", style: 1 } };
    await interaction.showModal({ custom_id: "form", title: "Subscribe", components: [query] });
  } else if (interaction.isChatInputCommand()) {
    const [role, mode] = [interaction.options.getString("role"), interaction.options.getString("mode")];
    await interaction.reply({ content: `Previewing **${role}**, ${mode}`, flags: MessageFlags.Ephemeral });
  }
}

describe.skipIf(!hasBrowser)(`the page of the double of Discord${hasBrowser ? "" : ` (${withoutBrowser})`}`, () => {
  let browser: Browser;
  let discord: DiscordDouble;
  let here: ReturnType<typeof furnish>;
  let client: Client<true>;
  let page: Page;

  beforeAll(async () => {
    browser = await aBrowser();
  });

  afterAll(() => browser.close());

  beforeEach(async () => {
    discord = await createDiscordDouble();
    here = furnish(discord);
    servePage(discord);
    await aRest(discord).put(commandsOf(discord), { body: definition });
    client = await aClient(discord);
    answering(client);
    page = await browser.newPage({ viewport: { width: 1_100, height: 820 } });
    page.setDefaultTimeout(5_000);
    await page.goto(discord.origin);
  });

  afterEach(async () => {
    await page.close();
    await client.destroy();
    await discord.close();
  });

  it("runs a command with completion, and shows its answer to the asker alone", { timeout: 20_000 }, async () => {
    await page.getByLabel("Message", { exact: true }).fill("/prev");
    await page.getByRole("button", { name: "/jobs preview" }).click();
    await page.getByLabel("role", { exact: true }).fill("back");
    await page.getByRole("button", { name: "backend" }).click();
    await page.getByLabel("mode", { exact: true }).selectOption("Remote");
    await page.getByRole("button", { name: "Run" }).click();
    await page.getByText("Previewing backend, remote").waitFor();
    await page.getByText("Only you can see this").waitFor();

    await page.getByLabel("Who you are").selectOption("bob");
    await page.getByRole("button", { name: "Run" }).waitFor({ state: "hidden" });
    await page.getByText("Previewing backend, remote").waitFor({ state: "hidden" });

    expect(discord.ephemerals(here.ann, here.jobs)).toHaveLength(1);
    expect(discord.violations).toEqual([]);
  });

  it("shows cards live, and takes what is pressed, chosen, filled in and asked from the menu", {
    timeout: 20_000,
  }, async () => {
    const channel = client.channels.cache.get(here.jobs.id);
    if (channel?.isSendable() === true) await channel.send(card);
    await page.getByRole("link", { name: "Go Engineer" }).waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    await page.getByLabel("Sort").selectOption("Newest");
    await page.getByText("Sorted by new").waitFor();
    await page.getByText("Saved", { exact: true }).hover();
    await page.getByRole("button", { name: "Find jobs like this" }).first().click();
    await page.getByText("Like: Saved").waitFor();

    await page.getByLabel("Message", { exact: true }).fill("/subscribe");
    await page.getByLabel("Message", { exact: true }).press("Enter");
    await page.getByRole("button", { name: "Run" }).click();
    await page.getByRole("dialog").getByLabel("Query").fill("role:backend");
    await page.getByRole("dialog").getByRole("button", { name: "Submit" }).click();
    await page.getByText("Subscribed role:backend").waitFor();

    expect(await page.getByRole("dialog").isVisible()).toBe(false);
    expect(discord.violations).toEqual([]);
  });

  it("shows the posts of a forum with their tags, and what was said in them", { timeout: 20_000 }, async () => {
    const tag = here.board.tags.find(({ name }) => name === "Go")?.id ?? "";
    const body = { name: "Go Engineer", applied_tags: [tag], message: card };
    await aRest(discord).post(`/channels/${here.board.id}/threads`, { body });

    await page.getByRole("button", { name: "▤ job-board" }).click();
    await page.getByRole("button", { name: /Go Engineer.*1 message/ }).click();
    await page.getByRole("link", { name: "Go Engineer" }).waitFor();

    expect(await page.locator("header").textContent()).toContain("Go Engineer Go");
  });
});
