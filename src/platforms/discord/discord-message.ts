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
  readonly files?: readonly MessageFile[];
}

/** What goes with a message, and is shown where a component of it names it: `attachment://chart-1.png`. */
export interface MessageFile {
  readonly name: string;
  readonly data: string | Uint8Array;
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
  /** Of a picture, for who does not see it. */
  pictureText: 1_024,
} as const;

/** What of embeds counts. */
export function embedCharacters(embeds: readonly APIEmbed[]): number {
  return embeds
    .flatMap(({ title, description, author, footer }) => [title, description, author?.name, footer?.text])
    .reduce((sum, text) => sum + (text?.length ?? 0), 0);
}
