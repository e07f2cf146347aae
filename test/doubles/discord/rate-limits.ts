import { createHash } from "node:crypto";

/** Calls that pass in a window of so many milliseconds. */
export interface Limit {
  readonly calls: number;
  readonly windowMs: number;
}

export interface LimitOptions {
  /** Messages in one channel. */
  readonly perChannel?: Limit;
  /** Of other calls, by their route in Discord's description: `PATCH /channels/{channel_id}/messages/{message_id}`. */
  readonly routes?: Readonly<Record<string, Limit>>;
  /** All calls but answers to interactions. */
  readonly global?: Limit;
  /** Conversations that are opened anew. */
  readonly directOpens?: Limit;
  /** Answers of 401, 403 and 429 before the address is banned. */
  readonly invalid?: Limit;
}

export interface Verdict {
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds after which to come back; null where the call may pass. */
  readonly waitMs: number | null;
  readonly scope: "user" | "global" | "shared";
}

export interface RateLimits {
  /** @param route As in Discord's description. @param major The channel, guild or webhook that a bucket is for. */
  check(route: string, major: string): Verdict;
  /** Milliseconds after which another conversation may be opened; null where it may be now. */
  openDirect(): number | null;
  /** Counts an answer; those of Discord's resources that many share do not count. */
  answered(status: number, isShared: boolean): void;
  readonly isBanned: () => boolean;
  readonly invalid: () => number;
  /** 429s by route and major parameter. */
  readonly refused: ReadonlyMap<string, number>;
  /** What the global limit and the buckets still let through starts anew. */
  reset(): void;
}

interface Window {
  readonly since: number;
  calls: number;
}

/** Discord tells no numbers; these are what its headers have been seen to say. */
const byRoute: Readonly<Record<string, Limit>> = {
  "PATCH /channels/{channel_id}/messages/{message_id}": { calls: 5, windowMs: 5_000 },
  "GET /channels/{channel_id}/messages": { calls: 5, windowMs: 5_000 },
  "POST /channels/{channel_id}/threads": { calls: 5, windowMs: 5_000 },
  "POST /channels/{channel_id}/messages/{message_id}/crosspost": { calls: 10, windowMs: 3_600_000 },
  "PUT /applications/{application_id}/commands": { calls: 2, windowMs: 60_000 },
  "POST /webhooks/{webhook_id}/{webhook_token}": { calls: 5, windowMs: 2_000 },
};
const otherwise: Limit = { calls: 30, windowMs: 1_000 };

/** These know no bucket and do not count for the global limit. */
const isUnlimited = (route: string) => route.startsWith("POST /interactions/");
const isOutsideGlobal = (route: string) => isUnlimited(route) || route.includes(" /webhooks/");

export function createRateLimits(options: LimitOptions, now: () => number): RateLimits {
  const perChannel = options.perChannel ?? { calls: 5, windowMs: 5_000 };
  const global = options.global ?? { calls: 50, windowMs: 1_000 };
  const directOpens = options.directOpens ?? { calls: 20, windowMs: 60_000 };
  const invalidLimit = options.invalid ?? { calls: 10_000, windowMs: 600_000 };
  const windows = new Map<string, Window>();
  const refused = new Map<string, number>();

  function windowOf(key: string, { windowMs }: Limit): Window {
    const known = windows.get(key);
    if (known !== undefined && now() - known.since < windowMs) return known;
    const made = { since: now(), calls: 0 };
    windows.set(key, made);
    return made;
  }

  function spend(
    key: string,
    limit: Limit,
  ): { readonly isOver: boolean; readonly left: number; readonly resetMs: number } {
    const window = windowOf(key, limit);
    const isOver = window.calls >= limit.calls;
    if (!isOver) window.calls += 1;
    return { isOver, left: limit.calls - window.calls, resetMs: Math.max(1, limit.windowMs - (now() - window.since)) };
  }

  function refusing(key: string): void {
    refused.set(key, (refused.get(key) ?? 0) + 1);
  }

  return {
    refused,
    check(route, major) {
      if (isUnlimited(route)) return { headers: {}, waitMs: null, scope: "user" };
      if (!isOutsideGlobal(route)) {
        const all = spend("global", global);
        if (all.isOver) {
          refusing("global");
          const headers = { "x-ratelimit-global": "true", "x-ratelimit-scope": "global" };
          return { headers, waitMs: all.resetMs, scope: "global" };
        }
      }
      const limit =
        route === "POST /channels/{channel_id}/messages"
          ? perChannel
          : (options.routes?.[route] ?? byRoute[route] ?? otherwise);
      const key = `${route} ${major}`;
      const { isOver, left, resetMs } = spend(key, limit);
      if (isOver) refusing(key);
      const headers = {
        "x-ratelimit-limit": String(limit.calls),
        "x-ratelimit-remaining": String(left),
        "x-ratelimit-reset": String((now() + resetMs) / 1_000),
        "x-ratelimit-reset-after": String(resetMs / 1_000),
        "x-ratelimit-bucket": createHash("sha256").update(route).digest("hex").slice(0, 32),
        ...(isOver ? { "x-ratelimit-scope": "user" } : {}),
      };
      return { headers, waitMs: isOver ? resetMs : null, scope: "user" };
    },
    openDirect() {
      const { isOver, resetMs } = spend("direct", directOpens);
      if (isOver) refusing("direct");
      return isOver ? resetMs : null;
    },
    answered(status, isShared) {
      if ((status === 401 || status === 403 || status === 429) && !isShared)
        windowOf("invalid", invalidLimit).calls += 1;
    },
    isBanned: () => windowOf("invalid", invalidLimit).calls >= invalidLimit.calls,
    invalid: () => windowOf("invalid", invalidLimit).calls,
    reset: () => windows.clear(),
  };
}
