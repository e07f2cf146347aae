import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Debian's. Without it the tests that look at pages are left out, and say so. */
const executablePath = "/usr/bin/chromium";

export const hasBrowser = existsSync(executablePath);

export const withoutBrowser = `left out: no Chromium at ${executablePath}`;

/** A browser that speaks to nobody but the pages it is sent to. */
export async function aBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
