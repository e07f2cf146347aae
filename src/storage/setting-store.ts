import { z } from "zod";
import type { Defaults } from "../filter/defaults.ts";
import type { TimeOfDay } from "../filter/delivery-settings.ts";
import { unknownPolicies } from "../filter/filter.ts";
import type { Database } from "./tables.ts";

/** As commands know it: admins, members of the channel, or a role. */
type ChannelRights = "admins" | "members" | `@${string}`;

/** What a person, or a workspace, has set for all of their subscriptions; null where nothing. */
export interface StoredSettings extends Defaults {
  /** Who may subscribe channels; of a workspace only. */
  readonly channels: ChannelRights | null;
  /** Who may correct postings for everybody; of a workspace only. */
  readonly corrections: ChannelRights | null;
}

/** Settings of a whole workspace are kept under this owner. */
export const workspaceOwner = "";

export const noSettings: StoredSettings = { tz: null, quiet: null, unknown: null, channels: null, corrections: null };

const time = z.custom<TimeOfDay>((value) => typeof value === "string" && /^\d\d:\d\d$/.test(value));

const channelRights = z.union([z.enum(["admins", "members"]), z.templateLiteral(["@", z.string().min(1)])]);

const settingsSchema = z.object({
  tz: z.string().nullable(),
  quiet: z.object({ from: time, until: time }).nullable(),
  unknown: z.enum(unknownPolicies).nullable(),
  channels: channelRights.nullable(),
  // Settings from before there were corrections have none.
  corrections: channelRights.nullable().default(null),
}) satisfies z.ZodType<StoredSettings>;

/** Settings of people and, under `workspaceOwner`, of workspaces. */
export interface SettingStore {
  get(workspace: string, owner: string): Promise<StoredSettings>;
  set(workspace: string, owner: string, settings: StoredSettings): Promise<void>;
}

export function createSettingStore(db: Database): SettingStore {
  return {
    async get(workspace, owner) {
      const row = await db
        .selectFrom("setting")
        .select("settings")
        .where("workspace_id", "=", workspace)
        .where("owner", "=", owner)
        .executeTakeFirst();
      return parseSettings(row?.settings);
    },

    async set(workspace, owner, settings) {
      const text = JSON.stringify(settings);
      await db
        .insertInto("setting")
        .values({ workspace_id: workspace, owner, settings: text })
        .onConflict((conflict) => conflict.columns(["workspace_id", "owner"]).doUpdateSet({ settings: text }))
        .execute();
    },
  };
}

/** Settings as they are stored; none for no text. */
export function parseSettings(text: string | null | undefined): StoredSettings {
  return text === null || text === undefined ? noSettings : settingsSchema.parse(JSON.parse(text));
}
