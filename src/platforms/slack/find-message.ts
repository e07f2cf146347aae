import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Found } from "../../delivery/platform.ts";
import { PlatformRefusal } from "../chat/platform-refusal.ts";
import { limitOf, slackCode } from "./classify.ts";
import { printReference } from "./address.ts";

export interface Wanted {
  readonly channel: string;
  /** Of the thread's first message; null outside of threads. */
  readonly thread: string | null;
  readonly key: string;
  /** Milliseconds since the epoch, as the next. */
  readonly since: number;
  /** Now when undefined. */
  readonly until: number | undefined;
  readonly botId: string;
  readonly botUserId: string;
}

/** Refusals to let the bot read: nobody knows then. */
const refusals: ReadonlySet<string> = new Set([
  "missing_scope",
  "not_in_channel",
  "channel_not_found",
  "is_archived",
  "thread_not_found",
  "access_denied",
  "no_permission",
  "not_allowed_token_type",
  "ekm_access_denied",
  "method_not_supported_for_channel_type",
  "team_access_not_granted",
  "accesslimited",
]);

const pageSize = 200;
/** Two thousand messages around its attempts: more than that, and it costs less to send again. */
const maxPages = 10;

const ours = z.looseObject({
  ts: z.string(),
  bot_id: z.string().optional(),
  user: z.string().optional(),
  metadata: z.looseObject({ event_payload: z.looseObject({ key: z.string().optional() }).optional() }).optional(),
});

/** Asks for one page when there is room for it. @throws PlatformRefusal where there is none soon, else what Slack answers. */
export type PagePace = <Page>(
  method: "conversations.history" | "conversations.replies",
  ask: () => Promise<Page>,
) => Promise<Page>;

/** Looks through a channel or a thread for a message of ours with that key. @throws What Slack answers, but for refusals to read, and for a limit in the midst of it. */
export async function findMessage(client: WebClient, wanted: Wanted, paced: PagePace): Promise<Found> {
  const { channel, thread, key, since, until, botId, botUserId } = wanted;
  const query = {
    channel,
    oldest: (since / 1_000).toFixed(6),
    ...(until === undefined ? {} : { latest: (until / 1_000).toFixed(6) }),
    inclusive: true,
    include_all_metadata: true,
    limit: pageSize,
  };
  let cursor: string | undefined;
  let page = 0;
  try {
    for (; page < maxPages; page++) {
      const more = cursor === undefined ? {} : { cursor };
      const answer =
        thread === null
          ? await paced("conversations.history", () => client.conversations.history({ ...query, ...more }))
          : await paced("conversations.replies", () => client.conversations.replies({ ...query, ...more, ts: thread }));
      for (const message of answer.messages ?? []) {
        const { data } = ours.safeParse(message);
        // Any app may write any metadata: only the bot's own counts.
        if (data === undefined || (data.bot_id !== botId && data.user !== botUserId)) continue;
        if (data.metadata?.event_payload?.key === key) {
          return { kind: "found", reference: printReference(channel, data.ts) };
        }
      }
      cursor = answer.response_metadata?.next_cursor;
      if (cursor === undefined || cursor === "") return { kind: "absent" };
    }
    return { kind: "unknown" };
  } catch (error) {
    if (refusals.has(slackCode(error) ?? "")) return { kind: "unknown" };
    // To come back later would be to begin at the first page again, and to get no further for as long as so many were written.
    const isLimited = error instanceof PlatformRefusal || limitOf(error) !== undefined;
    if (page > 0 && isLimited) return { kind: "unknown" };
    throw error;
  }
}
