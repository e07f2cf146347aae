import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aBrowser, hasBrowser, withoutBrowser } from "../../doubles/a-browser.ts";
import { serving, startServer } from "../../http/loopback-server.ts";
import { anEmptyReport, aRecentMessage, aStatusReport, aTroubledReport } from "./a-status-report.ts";
import { aStatusServer } from "./a-status-server.ts";

const pages = [
  { name: "well", report: aStatusReport(), requirements: [] },
  { name: "empty", report: anEmptyReport(), requirements: [] },
  {
    name: "in trouble",
    report: aTroubledReport(),
    requirements: [{ name: "slack", missing: () => "is not connected" }],
  },
];

/** Every text with less contrast to what is behind it than WCAG asks for (4.5 to 1), in the page itself. */
const weakTexts = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const found = channels(getComputedStyle(at).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  return [...document.body.querySelectorAll("*")].flatMap((element) => {
    const own = [...element.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ data }) => data.trim()).join("");
    if (own === "") return [];
    const [a, b] = [light(channels(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    return contrast < 4.5 ? [own + " " + contrast.toFixed(2)] : [];
  });
})()`;

describe.skipIf(!hasBrowser)(`the status page in a browser${hasBrowser ? "" : ` (${withoutBrowser})`}`, () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    browser = await aBrowser();
    folder = mkdtempSync(join(tmpdir(), "rolecall-status-"));
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function opened(url: string, width = 360, colorScheme: "light" | "dark" = "light"): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 700 }, colorScheme });
    page.setDefaultTimeout(5_000);
    await page.goto(url);
    return page;
  }

  it.each(pages.flatMap((page) => (["light", "dark"] as const).map((scheme) => ({ ...page, scheme }))))(
    "of a bot that is $name, $scheme, can be read on a phone and on a desktop",
    async ({ name, scheme, report, requirements }) => {
      await using server = await aStatusServer({ report: async () => report, requirements });
      for (const width of [360, 1_200]) {
        const page = await opened(server.origin, width, scheme);
        const picture = join(folder, `${name}-${scheme}-${width}.png`);

        await page.screenshot({ path: picture, fullPage: true });

        expect(statSync(picture).size).toBeGreaterThan(5_000);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
        expect(await page.evaluate(weakTexts)).toEqual([]);
        expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe(
          scheme === "dark" ? "rgb(18, 20, 24)" : "rgb(246, 246, 243)",
        );
        await page.close();
      }
    },
  );

  it("is tables with captions, also where a phone stacks them", async () => {
    await using server = await aStatusServer({ report: async () => aTroubledReport() });
    const page = await opened(server.origin);

    for (const name of ["Failures", "Sources", "Recent cards"]) await page.getByRole("table", { name }).waitFor();
    const sources = page.getByRole("table", { name: "Sources" });

    expect(await sources.getByRole("columnheader").allTextContents()).toEqual([
      "Source",
      "Postings",
      "Last poll",
      "Next poll",
    ]);
    expect(await sources.getByRole("rowheader").count()).toBe(5);
    await page.close();
  });

  it("runs no script, whatever a title holds, and lets it disorder nothing", async () => {
    const hostile = `</bdi></th><script>document.title = "run"</script><img src=x onerror="document.title='run'">\u202Egnp`;
    await using server = await aStatusServer({
      report: async () => aStatusReport({ recent: [aRecentMessage({ title: hostile })] }),
    });
    const page = await opened(server.origin);

    await page.getByText("</bdi></th><script>").waitFor();

    expect(await page.title()).toBe("Rolecall");
    expect(await page.locator("script, img").count()).toBe(0);
    await page.close();
  });

  it("loads itself again and keeps the place", { timeout: 15_000 }, async () => {
    let asked = 0;
    await using server = await aStatusServer({
      refreshAfter: 1,
      async report() {
        asked += 1;
        return aTroubledReport();
      },
    });
    const page = await opened(server.origin);

    await page.evaluate("scrollTo(0, 600)");
    await expect.poll(() => asked, { timeout: 8_000 }).toBeGreaterThan(1);
    await page.waitForLoadState("load");

    await expect.poll(() => page.evaluate("scrollY")).toBe(600);
    await page.close();
  });

  it("lets in who follows a link with the token from elsewhere, and keeps the token out of the address", async () => {
    const token = "correct-horse-battery";
    await using server = await aStatusServer({ token });
    const link = `<a href="http://localhost:${server.port}/?token=${token}">status</a>`;
    await using elsewhere = await startServer(serving(link, 200, { "content-type": "text/html" }));
    const page = await opened(elsewhere.origin);

    await page.getByRole("link", { name: "status" }).click();
    await page.getByRole("table", { name: "Sources" }).waitFor();

    expect(page.url()).toBe(`http://localhost:${server.port}/`);
    // The same link again, by a browser that is remembered already.
    await page.goto(`http://localhost:${server.port}/?token=${token}`);
    await page.getByRole("table", { name: "Sources" }).waitFor();
    expect(page.url()).toBe(`http://localhost:${server.port}/`);
    await page.close();
  });

  it("lets in who types the token, and nobody who types another", async () => {
    const token = "correct-horse-battery";
    await using server = await aStatusServer({ token });
    const page = await opened(server.origin);

    await page.getByLabel("Token").fill("wrong");
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByText("That is not the token.").waitFor();
    await page.getByLabel("Token").fill(token);
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByRole("table", { name: "Sources" }).waitFor();

    expect(page.url()).toBe(`${server.origin}/`);
    await page.close();
  });
});
