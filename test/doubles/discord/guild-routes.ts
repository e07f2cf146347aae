import { demand, permissionsIn } from "./permissions.ts";
import { refuse } from "./refusal.ts";
import { channelOf, guildOf, type Routes, snowflake } from "./route.ts";
import { channelJson, channelsOf, guildJson, memberJson, roleJson, threadMemberJson } from "./to-json.ts";

/** What a bot can read of a guild that it is in, and of its threads. */
export const guildRoutes: Routes = {
  "GET /guilds/{guild_id}": (call) => ({
    ...guildJson(guildOf(call), call.state.world.app.id),
    ...(call.query.get("with_counts") === "true" ? { approximate_member_count: guildOf(call).members.size } : {}),
  }),
  "GET /guilds/{guild_id}/channels"(call) {
    const { world } = call.state;
    const places = channelsOf(world, guildOf(call).id).filter(({ thread }) => thread === null);
    return places.map((channel) => channelJson(world, channel));
  },
  "GET /guilds/{guild_id}/roles"(call) {
    const guild = guildOf(call);
    return [...guild.roles.values()].map((role) => roleJson(role, guild, call.state.world.app.id));
  },
  "GET /guilds/{guild_id}/members/{user_id}"(call) {
    const member = guildOf(call).members.get(snowflake(call.params["user_id"]));
    return memberJson(call.state.world, member ?? refuse(10007));
  },
  "GET /guilds/{guild_id}/threads/active"(call) {
    const { world } = call.state;
    const threads = channelsOf(world, guildOf(call).id).filter(
      (one) => one.thread?.isArchived === false && permissionsIn(world, one, world.app.id) !== 0n,
    );
    const joined = threads.filter(({ thread }) => thread?.members.has(world.app.id));
    return {
      threads: threads.map((thread) => channelJson(world, thread)),
      members: joined.map(({ id, thread }) => threadMemberJson(id, world.app.id, thread?.createdAt ?? 0)),
      has_more: false,
    };
  },
  "GET /channels/{channel_id}/threads/archived/public"(call) {
    const { world } = call.state;
    const channel = channelOf(call);
    demand(world, channel, "ReadMessageHistory");
    const archived = channelsOf(world, channel.guild ?? "").filter(
      ({ parent, kind, thread }) => parent === channel.id && kind !== "private-thread" && thread?.isArchived === true,
    );
    const newestFirst = archived.toSorted((a, b) => (b.thread?.archivedAt ?? 0) - (a.thread?.archivedAt ?? 0));
    return { threads: newestFirst.map((thread) => channelJson(world, thread)), members: [], has_more: false };
  },
};
