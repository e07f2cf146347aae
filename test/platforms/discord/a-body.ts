import { type APIEmbed, ComponentType } from "discord.js";
import type { DiscordMessage } from "../../../src/platforms/discord/discord-message.ts";
import { type Effect, interpreted } from "./effects.ts";

type Drawn = { readonly type: ComponentType; readonly components?: readonly Drawn[] } & Readonly<
  Record<string, unknown>
>;

/** Every component, whatever it stands in. */
export function componentsOf({ components }: DiscordMessage): readonly Drawn[] {
  return flat(JSON.parse(JSON.stringify(components)));
}

function flat(components: readonly Drawn[]): readonly Drawn[] {
  return components.flatMap((one) => [one, ...flat(one.components ?? [])]);
}

export function customIdsOf(message: DiscordMessage): readonly string[] {
  return componentsOf(message).flatMap(({ custom_id: id }) => (typeof id === "string" ? [id] : []));
}

/** The texts in which Discord reads its markdown. */
function markdownsOf(message: DiscordMessage): readonly string[] {
  const { content = "", embeds = [] } = message;
  const displayed = componentsOf(message).filter(({ type }) => type === ComponentType.TextDisplay);
  return [
    content,
    ...embeds.flatMap(({ title = "", description = "" }) => [title, description]),
    ...displayed.map(({ content: text }) => String(text)),
  ];
}

/** What people read of a message, buttons and menus left out. */
export function readOf(message: DiscordMessage): string {
  const { embeds = [] } = message;
  const marked = markdownsOf(message).map((text) => interpreted(text).text);
  return [...marked, ...embeds.flatMap(({ author, footer }) => [author?.name ?? "", footer?.text ?? ""])].join("\n");
}

export function effectsOf(message: DiscordMessage): readonly Effect[] {
  return markdownsOf(message).flatMap((text) => interpreted(text).effects);
}

/** What Discord would refuse of a message. */
export function refusedOf(message: DiscordMessage): readonly string[] {
  const { content, embeds = [], allowed_mentions: mentions, flags = 0 } = message;
  const all = componentsOf(message);
  const ids = customIdsOf(message);
  const isLaidOut = (flags & (1 << 15)) !== 0;
  const displayed = all.filter(({ type }) => type === ComponentType.TextDisplay).map(({ content }) => String(content));
  const rows = all.filter(({ type }) => type === ComponentType.ActionRow);
  return [
    ...tooMany("content", content?.length ?? 0, 2_000),
    ...tooMany("embeds", embeds.length, 10),
    ...tooMany("characters of embeds", sum(embeds.map(countedOf)), 6_000),
    ...embeds.flatMap(refusedOfEmbed),
    ...tooMany("components", all.length, 40),
    ...(isLaidOut ? [] : tooMany("rows", message.components.length, 5)),
    ...tooMany("characters of displays", sum(displayed.map((text) => text.length)), 4_000),
    ...displayed.flatMap((text) => (text.trim() === "" ? ["an empty display"] : [])),
    ...ids.flatMap((id) => (id === "" ? ["an empty id"] : tooMany(`id ${id}`, id.length, 100))),
    ...(new Set(ids).size === ids.length ? [] : ["an id twice"]),
    ...rows.flatMap(({ components = [] }) =>
      components.length === 0 ? ["an empty row"] : tooMany("row", components.length, 5),
    ),
    ...all.flatMap(refusedOfButton),
    ...(isLaidOut && (content !== undefined || embeds.length > 0) ? ["content beside a layout"] : []),
    ...(!isLaidOut && (content ?? "").trim() === "" && embeds.length === 0 ? ["nothing to see"] : []),
    ...(JSON.stringify(mentions) === '{"parse":[]}' ? [] : ["mentions are allowed"]),
  ];
}

function refusedOfEmbed({ title, description, author, footer, url }: APIEmbed): readonly string[] {
  const texts = {
    title: [title, 256],
    description: [description, 4_096],
    author: [author?.name, 256],
    footer: [footer?.text, 2_048],
  } as const;
  return [
    ...Object.entries(texts).flatMap(([name, [text, most]]) =>
      text === undefined ? [] : text.trim() === "" ? [`an empty ${name}`] : tooMany(name, text.length, most),
    ),
    ...(url === undefined || (/^https?:/.test(url) && url.length <= 2_048) ? [] : [`url ${url}`]),
  ];
}

function refusedOfButton({ type, label, options }: Drawn): readonly string[] {
  if (type === ComponentType.Button) {
    const text = String(label);
    return text.trim() === "" ? ["an empty label"] : tooMany("label", text.length, 80);
  }
  if (type !== ComponentType.StringSelect || !Array.isArray(options)) return [];
  const values = options.map((option: { readonly value: string }) => option.value);
  return [
    ...(options.length === 0 ? ["an empty menu"] : tooMany("options", options.length, 25)),
    ...(new Set(values).size === values.length ? [] : ["an option twice"]),
    ...options.flatMap((option: Readonly<Record<string, string>>) =>
      Object.entries(option).flatMap(([name, text]) =>
        text.trim() === "" ? [`an empty ${name}`] : tooMany(`option's ${name}`, text.length, 100),
      ),
    ),
  ];
}

function countedOf({ title, description, author, footer }: APIEmbed): number {
  return sum([title, description, author?.name, footer?.text].map((text) => text?.length ?? 0));
}

function tooMany(name: string, count: number, most: number): readonly string[] {
  return count <= most ? [] : [`${name}: ${count} of ${most}`];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
