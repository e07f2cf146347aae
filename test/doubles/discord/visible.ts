import { everyComponent } from "./component-rules.ts";
import { componentKinds } from "./discord-numbers.ts";
import { isGiven, type Json, listOf, objectOf, textOf } from "./json.ts";
import { type Effect, type Read, type Reading, readMarkdown } from "./markdown.ts";
import { createdMentions } from "./mentions.ts";
import type { DiscordMessage, MessageContent, World } from "./world.ts";

export interface Button {
  readonly label: string;
  readonly customId: string | undefined;
  readonly url: string | undefined;
  readonly style: number;
  readonly isDisabled: boolean;
}

export interface Select {
  readonly customId: string;
  readonly placeholder: string;
  readonly options: readonly { readonly label: string; readonly value: string }[];
}

/** What people see of a message, and what it does to them beside being read. */
export interface Visible {
  /** All that can be read of it, a line for each part, with the labels of buttons in brackets. */
  readonly text: string;
  /** Markup that Discord obeys: mentions, links, headings and the rest. */
  readonly effects: readonly Effect[];
  /** Where links lead, those of titles and buttons too. */
  readonly links: readonly string[];
  /** Who is called: `@everyone`, ids of people, `&` with ids of roles. */
  readonly pings: readonly string[];
  /** Addresses of which Discord would show a preview. */
  readonly previews: readonly string[];
  readonly buttons: readonly Button[];
  readonly selects: readonly Select[];
}

const suppressesEmbeds = 4;

export function visibleOf(world: World, message: DiscordMessage, content: MessageContent = message): Visible {
  const isSuppressed = (content.flags & suppressesEmbeds) !== 0;
  const spoken = readMarkdown(content.content);
  const embeds = isSuppressed ? [] : content.embeds.map(embedOf);
  const components = everyComponent(content.components).map(({ component }) => component);
  const shown = components.flatMap(componentOf);
  const reads = [spoken, ...embeds.flatMap(({ reads }) => reads), ...shown];
  const buttons = components.filter(({ type }) => type === componentKinds.button).map(buttonOf);
  const effects = reads.flatMap((read) => read.effects);
  const { everyone, users, roles } = createdMentions(world, { ...message, ...content });
  return {
    text: reads
      .map(({ text }) => text)
      .filter((text) => text !== "")
      .join("\n"),
    effects,
    links: [
      ...effects.filter(({ kind }) => kind === "link" || kind === "masked-link").map(({ source }) => source),
      ...embeds.flatMap(({ links }) => links),
      ...buttons.flatMap(({ url }) => url ?? []),
    ],
    pings: [...(everyone ? ["@everyone"] : []), ...users, ...roles.map((role) => `&${role}`)],
    previews: isSuppressed ? [] : previewsOf(content.content, spoken.effects),
    buttons,
    selects: components
      .filter(({ type, options }) => type === componentKinds.stringSelect && isGiven(options))
      .map(selectOf),
  };
}

/** As a client looks for them in the markup as it was sent: they need no scheme, and brackets do not hold them back. */
const invites = /(?<![\w.-])(?:discord\.gg|discord(?:app)?\.com\/invite)\/[\w-]+/gi;

/** Links of the text itself, unless they stand in angle brackets; and invitations, which show a button to join. */
function previewsOf(markup: string, effects: readonly Effect[]): readonly string[] {
  const links = effects
    .filter(({ kind, source }) => (kind === "link" || kind === "masked-link") && !markup.includes(`<${source}>`))
    .map(({ source }) => source);
  const joins = [...markup.matchAll(invites)].map(([invite]) => invite);
  return [...links, ...joins.filter((invite) => !links.some((link) => link.includes(invite)))];
}

function embedOf(embed: Json): { readonly reads: readonly Read[]; readonly links: readonly string[] } {
  const author = objectOf(embed["author"]);
  const parts: readonly (readonly [unknown, Reading])[] = [
    [author["name"], "plain"],
    [embed["title"], "inline"],
    [embed["description"], "full"],
    ...listOf(embed["fields"]).flatMap(({ name, value }) => [[name, "inline"] as const, [value, "full"] as const]),
    [objectOf(embed["footer"])["text"], "plain"],
  ];
  return {
    reads: parts.map(([text, reading]) => readMarkdown(textOf(text), reading)),
    links: [author["url"], embed["url"]].flatMap((url) => (typeof url === "string" ? [url] : [])),
  };
}

function componentOf(component: Json): readonly Read[] {
  switch (component["type"]) {
    case componentKinds.textDisplay:
      return [readMarkdown(textOf(component["content"]))];
    case componentKinds.button:
      return [{ text: `[${textOf(component["label"])}]`, effects: [] }];
    case componentKinds.stringSelect:
      return [
        {
          text: `[${listOf(component["options"])
            .map(({ label }) => textOf(label))
            .join(" | ")}]`,
          effects: [],
        },
      ];
    case componentKinds.mediaGallery:
      return listOf(component["items"]).map(({ description }) => ({ text: `(${textOf(description)})`, effects: [] }));
    default:
      return [];
  }
}

function buttonOf(button: Json): Button {
  return {
    label: textOf(button["label"]),
    customId: typeof button["custom_id"] === "string" ? button["custom_id"] : undefined,
    url: typeof button["url"] === "string" ? button["url"] : undefined,
    style: Number(button["style"]),
    isDisabled: button["disabled"] === true,
  };
}

function selectOf(select: Json): Select {
  return {
    customId: textOf(select["custom_id"]),
    placeholder: textOf(select["placeholder"]),
    options: listOf(select["options"]).map(({ label, value }) => ({ label: textOf(label), value: textOf(value) })),
  };
}
