import { createRequire } from "node:module";
import { HttpError, redactUrl } from "./http-error.ts";

const require = createRequire(import.meta.url);
/** Required, because its types speak of a default export that it does not have. */
const robotsParser: (url: string, text: string) => { isAllowed(url: string, agent: string): boolean | undefined } =
  require("robots-parser");

/** By this name a site can let us in or keep us out. */
export const agentName = "Rolecall";

/** What RFC 9309 asks to be read at least; the rest of a longer file is not. */
export const robotsBytes = 512 * 1024;

/** Whether a site lets us read one of its pages. */
export type Robots = (url: URL) => boolean;

/** For how long the rules of a site are believed, as RFC 9309 has it. */
const rememberedMs = 24 * 3_600_000;
const mostRemembered = 2_000;

/** The rules of sites, each asked for once a day. */
export class RobotsRules {
  readonly #sites = new Map<string, { readonly robots: Robots; readonly until: number }>();

  /**
   * Makes sure that a page may be read.
   *
   * @param ask Brings the text of an address, of which `robots.txt` is asked.
   * @throws HttpError `blocked` with `reason: "robots"`, or `unreachable` where a site's rules cannot be had: then it
   * counts as closed, as RFC 9309 has it.
   */
  async check(url: URL, now: number, ask: (robotsUrl: string) => Promise<string>): Promise<void> {
    const robots = await this.#robotsOf(url, now, ask);
    if (robots(url)) return;
    throw new HttpError("blocked", `http: the robots.txt of ${url.host} asks not to read ${redactUrl(url)}`, {
      url: redactUrl(url),
      reason: "robots",
    });
  }

  async #robotsOf(url: URL, now: number, ask: (robotsUrl: string) => Promise<string>): Promise<Robots> {
    const known = this.#sites.get(url.origin);
    if (known !== undefined && known.until > now) return known.robots;
    const robots = await robotsOf(new URL("/robots.txt", url).href, ask);
    if (this.#sites.size >= mostRemembered) this.#sites.clear();
    this.#sites.set(url.origin, { robots, until: now + rememberedMs });
    return robots;
  }
}

async function robotsOf(address: string, ask: (robotsUrl: string) => Promise<string>): Promise<Robots> {
  let text: string;
  try {
    text = await ask(address);
  } catch (error) {
    if (error instanceof HttpError && isMissing(error)) return () => true;
    throw error;
  }
  const rules = robotsParser(address, text);
  return (url) => rules.isAllowed(url.href, agentName) !== false;
}

/** A site without rules, or one that keeps them from everybody, has none. Being limited is no answer. */
function isMissing({ code, fields }: HttpError): boolean {
  const status = typeof fields.status === "number" ? fields.status : 0;
  return code === "not-found" || code === "gone" || (status >= 400 && status < 500 && status !== 429);
}
