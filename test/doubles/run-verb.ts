import type { Page } from "playwright-core";

/** On the page of the double of Discord: chooses a verb as people do, fills in its options, and runs it. */
export async function runVerb(page: Page, verb: string, options: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.getByLabel("Message", { exact: true }).fill(`/${verb}`);
  await page
    .getByRole("button", { name: `/jobs ${verb}` })
    .first()
    .click();
  for (const [name, value] of Object.entries(options)) await page.getByLabel(name, { exact: true }).fill(value);
  await page.getByRole("button", { name: "Run" }).click();
}
