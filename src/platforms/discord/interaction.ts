import { z } from "zod";

const user = z.looseObject({ id: z.string(), username: z.string(), global_name: z.string().nullish() });

/** A typed option of a command: Discord sends numbers and truths as such, all else as text. */
const option = z.looseObject({
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
});

const subcommand = z.looseObject({ name: z.string(), options: z.array(option).default([]) });

const message = z.looseObject({
  content: z.string().default(""),
  embeds: z
    .array(
      z.looseObject({
        title: z.string().optional(),
        description: z.string().optional(),
        fields: z.array(z.looseObject({ name: z.string(), value: z.string() })).optional(),
      }),
    )
    .default([]),
});
export type QuotedMessage = z.output<typeof message>;

/** A file that came with a command; its size in bytes. */
const attachment = z.looseObject({ filename: z.string(), size: z.number(), url: z.string() });

const base = z.looseObject({
  id: z.string(),
  application_id: z.string(),
  token: z.string(),
  guild_id: z.string().optional(),
  user: user.optional(),
  member: z
    .looseObject({
      user,
      nick: z.string().nullish(),
      roles: z.array(z.string()),
      permissions: z.string().regex(/^\d+$/).transform(BigInt),
    })
    .optional(),
  locale: z.string().default("en-US"),
  authorizing_integration_owners: z.record(z.string(), z.string()).default({}),
});

const command = z.looseObject({
  name: z.string(),
  type: z.number(),
  options: z.array(subcommand).default([]),
  target_id: z.string().optional(),
  resolved: z
    .looseObject({
      messages: z.record(z.string(), message).optional(),
      attachments: z.record(z.string(), attachment).optional(),
    })
    .optional(),
});

/** What somebody did, as Discord sends it: only what is used. */
export const interactionSchema = z.discriminatedUnion("type", [
  base.safeExtend({ type: z.literal(2), data: command }),
  base.safeExtend({
    type: z.literal(3),
    channel: z.looseObject({ id: z.string(), type: z.number(), parent_id: z.string().nullish() }).optional(),
    /** What was pressed: an answer that the person alone sees has its flag. */
    message: z.looseObject({ flags: z.number().nullish() }).optional(),
    data: z.looseObject({ custom_id: z.string(), values: z.array(z.string()).default([]) }),
  }),
  base.safeExtend({ type: z.literal(4), data: command }),
  base.safeExtend({
    type: z.literal(5),
    data: z.looseObject({ custom_id: z.string(), components: z.array(z.unknown()).default([]) }),
  }),
]);
export type Interaction = z.output<typeof interactionSchema>;
export type CommandInteraction = Extract<Interaction, { type: 2 | 4 }>;
export type PressInteraction = Extract<Interaction, { type: 3 }>;
export type FormInteraction = Extract<Interaction, { type: 5 }>;
