/** Calls a minute that Slack promises for a method in a workspace; what is not listed has fifty. */
const perMinute: Readonly<Record<string, number>> = {
  "chat.update": 50,
  "conversations.list": 20,
  "conversations.history": 50,
  "conversations.join": 50,
  "views.publish": 100,
  "views.open": 100,
  "views.update": 100,
  "users.info": 100,
  "auth.test": 300,
  "conversations.open": 50,
  "conversations.info": 50,
  "users.conversations": 50,
};
/** A short burst beyond it passes. */
const burst = 1.2;
/** A message a second in a channel; a hair early passes, as clocks differ. */
const messageEveryMs = 1_000;
const earlyMs = 60;
const messageBurst = 1;

export interface RateLimits {
  /** @returns Seconds after which to come back; null where the call may pass. */
  check(method: string, team: string, channel: string | undefined, now: number): number | null;
  readonly refused: ReadonlyMap<string, number>;
}

export function createRateLimits(): RateLimits {
  const windows = new Map<string, { since: number; calls: number }>();
  const lastMessage = new Map<string, number[]>();
  const refused = new Map<string, number>();

  function refusing(key: string, seconds: number): number {
    refused.set(key, (refused.get(key) ?? 0) + 1);
    return Math.max(1, Math.ceil(seconds));
  }

  return {
    refused,
    check(method, team, channel, now) {
      if (method === "chat.postMessage" && channel !== undefined) {
        const recent = (lastMessage.get(channel) ?? []).filter(
          (at) => now - at < messageEveryMs * messageBurst - earlyMs,
        );
        if (recent.length >= messageBurst)
          return refusing(channel, (messageEveryMs - (now - (recent[0] ?? now))) / 1_000);
        lastMessage.set(channel, [...recent, now]);
        return null;
      }
      const limit = perMinute[method] ?? 50;
      if (method.startsWith("chat.post") || method.startsWith("oauth") || method === "apps.connections.open")
        return null;
      const key = `${method} ${team}`;
      const window = windows.get(key);
      if (window === undefined || now - window.since >= 60_000) {
        windows.set(key, { since: now, calls: 1 });
        return null;
      }
      window.calls += 1;
      return window.calls > limit * burst ? refusing(key, (60_000 - (now - window.since)) / 1_000) : null;
    },
  };
}
