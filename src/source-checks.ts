import type { CheckedSource, SourceHealth } from "../commands/services.ts";
import { stateWords } from "../commands/source-words.ts";
import { checkedSource } from "./check-source.ts";
import type { Clock } from "./clock.ts";
import { lasting } from "./delivery/card/age.ts";
import { RolecallError, UserError } from "./errors.ts";
import { defaultQuotas, type Quotas } from "./quotas.ts";
import type { HttpClient } from "./http/http-client.ts";
import { discover, type Tried } from "./sources/discover.ts";
import type { Source, SourceContext } from "./sources/source.ts";

/** Looks at addresses that people name. */
export interface SourceChecks {
  /** @throws UserError `source`, `quota`, or `terms` where the source wants to be asked less often. */
  check(workspace: string, address: string): Promise<CheckedSource>;
}

const minuteMs = 60_000;
/** A person waits for the answer, and some platforms forget who asked. */
const longestMs = 2 * minuteMs;

export interface SourceCheckPorts {
  /** Without the operator's private hosts, which are not for everybody to look into. */
  readonly http: HttpClient;
  /** How the sources fare that are polled. */
  readonly healths: () => Promise<readonly SourceHealth[]>;
  readonly clock: Clock;
  readonly baseDir: string;
  readonly quotas?: Pick<Quotas, "checksPerMinute">;
}

export function createSourceChecks({
  http,
  healths,
  clock,
  baseDir,
  quotas: { checksPerMinute } = defaultQuotas,
}: SourceCheckPorts): SourceChecks {
  /** When each workspace asked lately, milliseconds since the epoch. */
  const lately = new Map<string, readonly number[]>();

  function count(workspace: string): void {
    const now = clock.now();
    for (const [each, times] of lately) {
      const recent = times.filter((time) => time > now - minuteMs);
      if (recent.length === 0) lately.delete(each);
      else lately.set(each, recent);
    }
    const times = lately.get(workspace) ?? [];
    if (times.length >= checksPerMinute) {
      throw new UserError(
        "quota",
        `Addresses are looked at ${checksPerMinute} times a minute at most for your workspace. Try again in a minute.`,
      );
    }
    lately.set(workspace, [...times, now]);
  }

  /** Until when those that want to be asked seldom are not asked again, milliseconds since the epoch. */
  const resting = new Map<string, number>();

  async function permit(key: string, { id, terms: { minEveryMs = 0, credit } = {} }: Source): Promise<void> {
    if (minEveryMs === 0) return;
    const now = clock.now();
    const often = `By its terms it is asked every ${lasting(minEveryMs)} at most.`;
    const polled = (await healths()).find((health) => health.key === key);
    if (polled !== undefined) {
      throw new UserError("terms", `${key} is polled already: ${stateWords(polled, now)}. ${often}`);
    }
    for (const [each, until] of resting) if (until <= now) resting.delete(each);
    // Those that want to be named are one list, whatever is asked of it.
    const asked = credit === undefined ? key : id;
    const until = resting.get(asked);
    if (until !== undefined) {
      throw new UserError(
        "terms",
        `${key} was asked a short while ago. ${often} Try again in ${lasting(until - now)}.`,
      );
    }
    resting.set(asked, now + minEveryMs);
  }

  return {
    async check(workspace, address) {
      const url = addressOf(address);
      count(workspace);
      const end = new AbortController();
      const done = new AbortController();
      const timer = clock.sleep(longestMs, done.signal).then(() => end.abort());
      const { signal } = end;
      const context: SourceContext = {
        http: http.session({ signal }),
        clock,
        signal,
        baseDir,
        // Of a long list its newest page is enough.
        isKnown: async () => true,
        progress() {},
      };
      try {
        return checkedSource(await discover(url, context, permit), clock.now());
      } catch (error) {
        if (signal.aborted) {
          throw new UserError("source", `${url.host} took longer than ${longestMs / 1000} s to answer.`, {}, error);
        }
        throw asUserError(error);
      } finally {
        done.abort();
        await timer;
      }
    },
  };
}

/** Where there is no network to look at anything with. */
export const noSourceChecks: SourceChecks = {
  check: () => Promise.reject(new UserError("source", "Addresses cannot be looked at here.")),
};

/** An address as people paste it, with or without its scheme. @throws UserError `source`. */
export function addressOf(typed: string): URL {
  const text = typed.trim().replace(/^<|>$/g, "");
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== "" || !url.hostname.includes(".")) {
    throw new UserError("source", `Expected the address of a job board, a feed or a page, got ${typed.slice(0, 100)}.`);
  }
  return url;
}

/** In plain words: what was looked for, and what was tried in vain. */
export function asUserError(error: unknown): unknown {
  if (!(error instanceof RolecallError) || error instanceof UserError) return error;
  const tried = triedIn(error).map(({ what, code, why }) => `${what} (${code}): ${why}`);
  const { instead } = error.fields;
  const advice = typeof instead === "string" ? ` ${instead}` : "";
  return new UserError("source", `${error.message} (${error.code}).${advice}`, { tried }, error);
}

function triedIn(error: RolecallError): readonly Tried[] {
  const { tried } = error.fields;
  return Array.isArray(tried) ? (tried as readonly Tried[]) : [];
}
