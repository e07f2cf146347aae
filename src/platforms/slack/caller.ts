import { z } from "zod";
import type { Place } from "./installations.ts";

/** Who did something in Slack, as Slack signed it: nothing of it can be chosen by the person. */
export interface Caller {
  readonly user: string;
  /** The workspaces that it may have happened in, the likeliest first: the first with the app in it is meant. */
  readonly places: readonly [Place, ...Place[]];
  /** Of a button of a message: where that stands. */
  readonly pressedIn?: MessagePlace;
  /** Of a button of a message, and of a shortcut on one, in a thread: the address for answers leads out of it. */
  readonly thread?: Thread;
}

/** A thread by its first message. */
export interface Thread {
  readonly channel: string;
  readonly ts: string;
}

export interface MessagePlace {
  readonly channel: string;
  /** Of the thread's first message; null for one that stands in the channel itself, whether or not a thread follows it. */
  readonly thread: string | null;
  /** Whether it is an answer that the person alone sees. */
  readonly isEphemeral: boolean;
}

const withId = z.looseObject({ id: z.string(), enterprise_id: z.string().nullish() });

const body = z.looseObject({
  type: z.string().optional(),
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  user_id: z.string().optional(),
  team: withId.nullish(),
  enterprise: withId.nullish(),
  user: z.looseObject({ id: z.string(), team_id: z.string().nullish() }).optional(),
  channel: z.looseObject({ id: z.string() }).nullish(),
  message: z
    .looseObject({ team: z.string().optional(), ts: z.string().optional(), thread_ts: z.string().optional() })
    .nullish(),
  /** All that tells of a message that one person alone sees. */
  container: z
    .looseObject({
      message_ts: z.string().optional(),
      thread_ts: z.string().optional(),
      is_ephemeral: z.boolean().optional(),
    })
    .nullish(),
  view: z.looseObject({ app_installed_team_id: z.string().nullish() }).nullish(),
});

/** Of a command, a press, a shortcut or a form; null for what names nobody. */
export function callerOf(payload: unknown): Caller | null {
  const { success, data } = body.safeParse(payload);
  if (!success) return null;
  const user = data.user?.id ?? data.user_id;
  const enterprise = data.enterprise?.id ?? data.team?.enterprise_id ?? data.enterprise_id ?? null;
  const teams = [
    // A card that the bot posted stands in its own workspace, also when somebody of another organisation presses it.
    data.type === "block_actions" ? data.message?.team : undefined,
    data.view?.app_installed_team_id,
    data.team?.id ?? data.team_id,
    data.user?.team_id,
    // What happens in the Home tab of an app that a whole organisation installed names no workspace at times.
    enterprise,
  ].filter((team) => typeof team === "string" && team !== "");
  const [first, ...rest] = [...new Set(teams)].map((team) => ({ team: String(team), enterprise }));
  if (user === undefined || first === undefined) return null;
  const place = messagePlaceOf(data);
  return {
    user,
    places: [first, ...rest],
    ...(data.type === "block_actions" && place !== undefined ? { pressedIn: place } : {}),
    ...(typeof place?.thread === "string" ? { thread: { channel: place.channel, ts: place.thread } } : {}),
  };
}

function messagePlaceOf({ channel, message, container }: z.output<typeof body>): MessagePlace | undefined {
  if (channel === null || channel === undefined) return undefined;
  const thread = message?.thread_ts ?? container?.thread_ts ?? null;
  const isFirst = thread === (message?.ts ?? container?.message_ts);
  return { channel: channel.id, thread: isFirst ? null : thread, isEphemeral: container?.is_ephemeral === true };
}
