import { existsSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { loadConfig } from "../../config/load.ts";
import { checkedSourceReply } from "../../commands/checked-source.ts";
import { checkedSource } from "../check-source.ts";
import { systemClock } from "../clock.ts";
import { lasting } from "../delivery/card/age.ts";
import { messageOf, UserError, UsageError } from "../errors.ts";
import { boardBytes, createHttpClient, type HttpClient } from "../http/http-client.ts";
import { textOf } from "../http/charset.ts";
import { renderReply } from "../platforms/terminal/render.ts";
import { addressOf, asUserError } from "../source-checks.ts";
import { type Discovered, discover, type Permit } from "../sources/discover.ts";
import { discoverInFile } from "../sources/discover-file.ts";
import type { SourceContext } from "../sources/source.ts";
import { showProgress } from "./progress-bar.ts";

/**
 * Says what an address, or a saved answer of one, is a source of: how many postings, the first few as the bot reads them and, of
 * an address, the line for the configuration. Stores nothing.
 *
 * @throws UsageError `source` with the plain reason where nothing can be polled.
 */
export async function checkSource(target: string): Promise<void> {
  const config = loadConfig();
  const http = createHttpClient(
    { contact: config.polling.contact, allowHosts: config.limits.privateHosts },
    { clock: systemClock },
  );
  try {
    const file = fileAt(target);
    const found = await foundAt(target, file, http, async (key, { terms }) => {
      const isPolled = terms?.minEveryMs !== undefined && config.sources.some((one) => one.key === key);
      if (!isPolled) return;
      const often = `by its terms it is asked every ${lasting(terms.minEveryMs)} at most`;
      throw new UserError(
        "terms",
        `${key} is in the configuration already, and ${often}: /jobs sources tells how it fares.`,
      );
    });
    showProgress(null);
    const told = checkedSource(found, systemClock.now());
    const checked = file === undefined ? told : { ...told, configuration: null };
    const isPolled = config.sources.some(({ key }) => key === checked.key);
    const reply = checkedSourceReply(checked, isPolled, null, systemClock.now());
    const look = { colour: false, width: process.stdout.columns ?? 100, now: systemClock.now() };
    process.stdout.write(`${renderReply(reply, look).join("\n")}\n`);
  } catch (error) {
    showProgress(null);
    throw asUsageError(error);
  } finally {
    await http.close();
  }
}

/**
 * The path of a file, undefined for an address.
 *
 * @throws UsageError `source` for what looks like a path at which there is none.
 */
function fileAt(target: string): string | undefined {
  if (target.trim() === "" || /^[a-z][a-z\d+.-]*:\/\//i.test(target)) return undefined;
  const file = resolve(target);
  if (existsSync(file)) return file;
  const isPath = /^[./~]/.test(target) || (!target.includes("/") && /\.(?:html?|json|xml|rss|rdf|txt)$/i.test(target));
  if (!isPath) return undefined;
  throw new UsageError("source", `check-source: expected a file or an address, got ${target}, where there is no file.`);
}

async function foundAt(
  target: string,
  file: string | undefined,
  http: HttpClient,
  permit: Permit,
): Promise<Discovered> {
  const { signal } = new AbortController();
  const context: SourceContext = {
    http: http.session({ signal }),
    clock: systemClock,
    signal,
    baseDir: ".",
    // Of a long list its newest page is enough.
    isKnown: async () => true,
    progress: (done, total) => showProgress(done, total, "Reading"),
  };
  if (file !== undefined) return await discoverInFile(contentOf(file), context);
  showProgress(0, undefined, `Looking at ${target}`);
  return await discover(addressOf(target), context, permit);
}

function contentOf(file: string): string {
  try {
    if (statSync(file).size > boardBytes) {
      throw new UsageError("source", `check-source: expected at most ${boardBytes} bytes in ${file}, got more.`);
    }
    return textOf(readFileSync(file), undefined);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError("source", `check-source: cannot read ${file}: ${messageOf(cause)}.`, { file }, cause);
  }
}

/** What a person can mend, with all that was tried. */
function asUsageError(error: unknown): unknown {
  const told = asUserError(error);
  if (!(told instanceof UserError)) return error;
  const { tried } = told.fields;
  const lines = Array.isArray(tried) ? tried.map((one) => `  ${String(one)}`) : [];
  return new UsageError(
    "source",
    [told.message, ...(lines.length > 1 ? ["Tried:", ...lines] : [])].join("\n"),
    {},
    error,
  );
}
