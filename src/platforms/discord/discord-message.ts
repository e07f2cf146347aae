import type { APIEmbed, APIMessageTopLevelComponent } from "discord.js";

/** What of our texts may call people: nothing. */
export const noMentions = { parse: [] } as const;

/** The body of a message, for a create as for an edit: what an edit has to take away is there, and empty. */
export interface DiscordMessage {
  readonly content?: string;
  readonly embeds?: readonly APIEmbed[];
  readonly components: readonly APIMessageTopLevelComponent[];
  readonly allowed_mentions: typeof noMentions;
  readonly flags?: number;
  /** Sent beside it, and shown by components that name them. */
  readonly files?: readonly MessageFile[];
}

export interface MessageFile {
  readonly name: string;
  readonly data: string;
}

/** Discord's limits for one message. */
export const limits = {
  content: 2_000,
  embeds: 10,
  /** In all embeds together. */
  embedCharacters: 6_000,
  description: 4_096,
  rows: 5,
  buttonsInRow: 5,
  label: 80,
  menuOptions: 25,
  optionText: 100,
  components: 40,
  /** In all texts of a message that is laid out by components. */
  displayCharacters: 4_000,
} as const;

/** What of embeds counts. */
export function embedCharacters(embeds: readonly APIEmbed[]): number {
  return embeds
    .flatMap(({ title, description, author, footer }) => [title, description, author?.name, footer?.text])
    .reduce((sum, text) => sum + (text?.length ?? 0), 0);
}
