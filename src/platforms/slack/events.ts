import type { App } from "@slack/bolt";
import { z } from "zod";
import { type Destination, parseDestination, type PlatformHost } from "../../delivery/platform.ts";
import type { Log } from "../../log.ts";
import { printSlackDestination, slackWorkspace } from "./address.ts";
import type { Channels } from "./channels.ts";
import type { EventOnce } from "../chat/event-once.ts";
import type { Home } from "./home.ts";
import type { Installations, Place } from "./installations.ts";
import type { MovedChannels } from "./moved-channels.ts";
import type { People } from "./people.ts";
import { type BotEvent, botEvents } from "./requirements.ts";
import type { WorkspaceLife } from "./workspace-life.ts";

export interface EventOptions {
  readonly installations: Installations;
  readonly people: People;
  readonly channels: Pick<Channels, "byId">;
  readonly moved: MovedChannels;
  readonly home: Home;
  readonly host: PlatformHost;
  /** The bot was invited into a channel. Never throws. */
  readonly greet: (team: string, channel: Destination) => Promise<void>;
  readonly once: EventOnce;
  readonly life: Pick<WorkspaceLife, "removed" | "granted" | "revoked">;
  readonly log: Log;
}

/** Of a channel that organisations share, the envelope's is where it comes from, whoever is told. */
const where = z.looseObject({ team_id: z.string().nullish(), enterprise_id: z.string().nullish() });

const envelope = where.extend({
  event_id: z.string(),
  event_time: z.number().nullish(),
  /** Through which installation the event is seen: no more than one is ever named. */
  authorizations: z.array(where.extend({ is_enterprise_install: z.boolean().nullish() })).nullish(),
  event: z.looseObject({
    type: z.enum(botEvents),
    tab: z.string().optional(),
    view: z.looseObject({ private_metadata: z.string().nullish() }).nullish(),
    user: z.union([z.string(), z.looseObject({ id: z.string(), deleted: z.boolean().optional() })]).optional(),
    channel: z.union([z.string(), z.looseObject({ id: z.string(), name: z.string().optional() })]).optional(),
    tokens: z.looseObject({ bot: z.array(z.string()).optional() }).optional(),
    team_ids: z.array(z.string()).optional(),
    inviter: z.string().nullish(),
    old_channel_id: z.string().optional(),
    new_channel_id: z.string().optional(),
  }),
});

/** An event, with ids instead of the objects that some of them carry. */
interface Happening {
  readonly type: BotEvent;
  readonly place: Place;
  /** Where a shared channel comes from, when that is not the place: Slack tells an app that is in both of them once. */
  readonly origin: Place | null;
  /** Of the workspace or the organisation through whose installation it is seen. */
  readonly installation: string;
  /** Seconds since the epoch; null where Slack does not say. */
  readonly at: number | null;
  readonly user: string;
  readonly channel: string;
  /** Of the channel, where the event gives it. */
  readonly name: string;
  readonly isHome: boolean;
  /** Whether the person's account was ended. */
  readonly isDeactivated: boolean;
  /** Whether somebody else let the one who joined into the channel. */
  readonly isInvited: boolean;
  /** Of the Home tab, where it was shown before. */
  readonly page: string | undefined;
  readonly hasBotTokens: boolean;
  /** Workspaces of an organisation that it is about. */
  readonly teams: readonly string[];
  /** The new id of the channel. */
  readonly movedTo: string;
}

/** What is so in every workspace that has the channel, or names the bot of the one that it is about. */
const ofWholeChannel: ReadonlySet<BotEvent> = new Set([
  "channel_archive",
  "group_archive",
  "channel_unarchive",
  "group_unarchive",
  "channel_deleted",
  "group_deleted",
  "channel_rename",
  "group_rename",
  "member_joined_channel",
  "member_left_channel",
]);
const inviteAgain = "the bot was removed from the channel: invite it with /invite @Rolecall";

/** What Slack tells of by itself. Each is handled once, however often it is sent. */
export function handleEvents(
  app: App,
  { installations, people, channels, moved, home, host, greet, once, life, log }: EventOptions,
): void {
  for (const type of botEvents) {
    app.event(type, async ({ body }) => {
      const { success, data } = envelope.safeParse(body);
      if (!success) return;
      const happening = happeningOf(data);
      if (happening !== null) await once.run(data.event_id, () => handleEverywhere(happening));
    });
  }

  async function handleEverywhere(happening: Happening): Promise<void> {
    const { type, origin } = happening;
    await handle(happening);
    if (origin === null || !ofWholeChannel.has(type) || (await installations.find(origin)) === null) return;
    await handle({ ...happening, place: origin });
  }

  async function handle(happening: Happening): Promise<void> {
    const {
      type,
      place,
      installation: id,
      at,
      user,
      channel,
      name,
      isHome,
      page,
      hasBotTokens,
      teams,
      isDeactivated,
      isInvited,
    } = happening;
    const destination = printSlackDestination(place.team, await moved.known(place.team, channel));
    switch (type) {
      case "app_home_opened":
        if (isHome) await home.publish({ user, places: [place] }, page);
        return;
      case "user_change":
        await people.forget(place.team, user);
        if (isDeactivated) await host.left(slackWorkspace(place.team), user);
        return;
      case "app_uninstalled":
        return await life.removed({ id, at, reason: "the app was removed from the workspace" });
      case "tokens_revoked":
        // Tokens of people are none of ours.
        if (hasBotTokens) await life.removed({ id, at, reason: "the app's token was revoked" });
        return;
      case "channel_archive":
      case "group_archive":
        return await host.held(destination, "the channel is archived");
      case "channel_unarchive":
      case "group_unarchive":
        return await host.released(destination);
      case "channel_deleted":
      case "group_deleted":
        return await host.ended(destination, "the channel was deleted");
      case "channel_rename":
      case "group_rename":
        return await renamed(happening, destination, name);
      case "channel_id_changed":
        return await moved.note(place.team, channel, happening.movedTo);
      case "team_access_granted":
        return await life.granted(place.enterprise ?? id, teams);
      case "team_access_revoked":
        return await life.revoked(teams);
      case "channel_left":
      case "group_left":
        return await host.held(destination, inviteAgain);
      case "member_joined_channel":
        if (!(await isBot(place, user))) return;
        await host.released(destination);
        // Where it let itself in, somebody has just subscribed the channel.
        if (isInvited) await greet(place.team, parseDestination(destination));
        return;
      case "member_left_channel":
        if (await isBot(place, user)) await host.held(destination, inviteAgain);
        return;
    }
  }

  /** The event does not always say how it is called now. */
  async function renamed({ place, channel }: Happening, destination: string, said: string): Promise<void> {
    const name = said === "" ? (await channels.byId(place, channel))?.name : said;
    if (name !== undefined) return await host.renamed(destination, `#${name}`);
    log.warn({ channel }, "a slack channel was renamed, and nobody says how it is called now");
  }

  async function isBot(place: Place, user: string): Promise<boolean> {
    return (await installations.find(place))?.botUserId === user;
  }
}

function happeningOf(data: z.output<typeof envelope>): Happening | null {
  const { event } = data;
  const seen = data.authorizations?.[0] ?? {};
  const origin = placeOf(data);
  // An organisation's names no workspace at times.
  const isElsewhere = typeof seen.team_id === "string" && seen.team_id !== origin?.team;
  const place = isElsewhere ? placeOf(seen) : origin;
  if (place === null) return null;
  const { type, user, tab, tokens } = event;
  const named = typeof event.channel === "string" ? event.channel : event.channel?.id;
  const channel = named ?? event.old_channel_id ?? "";
  if (channel === "" && /^(?:channel|group|member)_/.test(type)) return null;
  return {
    type,
    place,
    origin: isElsewhere ? origin : null,
    installation:
      seen.is_enterprise_install === true ? (seen.enterprise_id ?? place.enterprise ?? place.team) : place.team,
    at: data.event_time ?? null,
    user: (typeof user === "string" ? user : user?.id) ?? "",
    channel,
    name: (typeof event.channel === "string" ? undefined : event.channel?.name) ?? "",
    isHome: tab === "home",
    isInvited: (event.inviter ?? "") !== "",
    isDeactivated: typeof user === "object" && user.deleted === true,
    page: event.view?.private_metadata ?? undefined,
    hasBotTokens: (tokens?.bot ?? []).length > 0,
    teams: event.team_ids ?? [],
    movedTo: event.new_channel_id ?? channel,
  };
}

function placeOf({ team_id, enterprise_id }: z.output<typeof where>): Place | null {
  const team = team_id ?? enterprise_id;
  return team === null || team === undefined ? null : { team, enterprise: enterprise_id ?? null };
}
