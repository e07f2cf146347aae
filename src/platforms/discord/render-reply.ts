import {
  type APIMessageTopLevelComponent,
  type APITextDisplayComponent,
  ComponentType,
  MessageFlags,
} from "discord.js";
import { dashboardWords } from "../../../commands/dashboard-words.ts";
import type { Choice, Reply, ReplyPart } from "../../../commands/reply.ts";
import type { Dashboard } from "../../charts/dashboard.ts";
import type { Card } from "../../delivery/card/card.ts";
import { inert, inertLink } from "../../delivery/card/inert.ts";
import { packed } from "../chat/packed.ts";
import { buttonOf, cardRow, type Row, rowOf } from "./card-buttons.ts";
import { againId, editId, keptId, lineId, sureId } from "./custom-id.ts";
import { type DiscordMessage, limits, type MessageFile, noMentions } from "./discord-message.ts";
import { codeBlock, escaped, escapedLines, masked, urlInMarkdown } from "./escape.ts";
import { editedBy } from "./own-subscriptions.ts";
import { cardLines, closedWord, footerOf, titleOf } from "./render-card.ts";

/** The answer itself and four more: Discord takes no more where somebody uses the app that they installed for themselves. */
const mostMessages = 5;
/** Of one display, so that a long list can go on in the next message. */
const mostItems = 25;
const most = { text: 3_800, line: 3_800, item: 900, cell: 500, title: 300, url: 500, footer: 200 } as const;

/** Keeps a text for as long as a button lives. @returns A key of letters and digits, at most 90. */
export type Remember = (text: string) => Promise<string>;
/** What the button of a choice carries. */
type IdOf = (choice: Choice) => Promise<string>;

/**
 * A reply as one to five messages that only the asker sees, each within Discord's limits; what does not fit is counted in words.
 * They are laid out by components, so that what belongs together stands together: nobody is notified of an answer.
 *
 * @param remember Keeps the lines of choices, which are longer than a button can hold.
 * @param menus What may be chosen below it.
 * @param form Kept draft of the form that this is the answer to: a button opens it again.
 */
export async function renderReply(
  reply: Reply,
  remember: Remember,
  { form, menus = [] }: { readonly form?: string; readonly menus?: readonly Row[] } = {},
): Promise<readonly DiscordMessage[]> {
  const again = form === undefined ? [] : [rowOf([buttonOf("Try again", againId(await remember(form)))])];
  return await messagesOf(reply, keptIds(remember), [...menus, ...again]);
}

/**
 * A reply for everybody in a channel, in a message that stays: its buttons, of lines of at most 95 characters, never grow too old.
 */
export async function renderForAll(reply: Reply): Promise<readonly DiscordMessage[]> {
  return (await messagesOf(reply, async ({ line }) => lineId(line), [])).map(asEdit);
}

function keptIds(remember: Remember): IdOf {
  return async ({ line, isDanger = false }) => {
    const idOf = isDanger ? sureId : editedBy(line) === undefined ? keptId : editId;
    return idOf(await remember(line));
  };
}

async function messagesOf(reply: Reply, idOf: IdOf, rows: readonly Row[]): Promise<readonly DiscordMessage[]> {
  const blocks: Block[] = [];
  for (const [index, part] of reply.parts.entries()) {
    blocks.push(...(await partBlocks(part, reply.tone === "error" && index === 0, index, idOf)));
  }
  if (blocks.length === 0) blocks.push(display("Done."));
  blocks.push(...rows.map(rowBlock));
  const pages = packed(blocks, [
    { of: ({ components }) => components, most: limits.components },
    { of: ({ characters }) => characters, most: limits.displayCharacters },
  ]);
  return fitted(pages).map((page) => ({
    components: page.map(({ component }) => component),
    allowed_mentions: noMentions,
    flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
    ...filesOf(page),
  }));
}

function filesOf(page: readonly Block[]): Pick<DiscordMessage, "files"> {
  const files = page.flatMap(({ file }) => file ?? []);
  return files.length === 0 ? {} : { files };
}

/** The same message where a deferred answer is edited: that it is for the asker alone was fixed when it was deferred. */
export function asEdit(message: DiscordMessage): DiscordMessage {
  return { ...message, flags: (message.flags ?? 0) & ~MessageFlags.Ephemeral };
}

/** The same message with words in the place of what is attached. */
export function withoutFiles({ files = [], components, ...message }: DiscordMessage): DiscordMessage {
  const noPicture = textDisplay("There is no picture of it: Discord lets me attach none here.");
  const shown = components.map((one) => {
    if (one.type === ComponentType.MediaGallery) return noPicture;
    if (one.type !== ComponentType.File) return one;
    const data = files.find(({ name }) => one.file.url === `attachment://${name}`)?.data;
    return textDisplay(
      typeof data === "string"
        ? codeBlock(data.split("\n"), most.line)
        : "There is a file, which Discord lets me attach nowhere here.",
    );
  });
  return { ...message, components: shown };
}

/** Lines to be copied, each whole, as many together as a block holds. */
function lineGroups(text: string): readonly (readonly string[])[] {
  const lines = text.split("\n").map((line) => inert(line, most.line));
  return packed(lines, [{ of: ({ length }) => length + 1, most: most.line - 100 }]);
}

/** Something that is not torn apart, with what it takes of the limits. */
interface Block {
  readonly component: APIMessageTopLevelComponent;
  readonly components: number;
  readonly characters: number;
  /** What the component shows. */
  readonly file?: MessageFile;
}

/** The first messages, the last of which says how much is left out. */
function fitted(pages: readonly Block[][]): readonly (readonly Block[])[] {
  const shown = pages.slice(0, mostMessages);
  const last = shown.at(-1);
  const left = pages.slice(mostMessages).flat().length;
  if (left === 0 || last === undefined) return shown;
  // In the place of as much as the words need.
  const kept = last.slice(0, -1);
  return [...shown.slice(0, -1), [...kept, display(`${left + last.length - kept.length} more parts do not fit here.`)]];
}

async function partBlocks(part: ReplyPart, isError: boolean, index: number, idOf: IdOf): Promise<readonly Block[]> {
  switch (part.kind) {
    case "text":
      return [display(`${isError ? "**Error:** " : ""}${escapedLines(part.text, most.text)}`)];
    case "line":
      return lineGroups(part.text).map((lines) => display(codeBlock(lines, most.line)));
    case "file":
      return [fileBlock({ name: part.name, data: part.content })];
    case "mistake":
      return [display(codeBlock([part.text, part.caret], most.line))];
    case "list":
      return points(part.items.map((item) => escaped(item, most.item)));
    case "table":
      return points(part.rows.map(rowText));
    case "card":
      return [cardBlock(part.card, String(index))];
    case "dashboard":
      return [
        ...(await partsBlocks(dashboardWords(part.dashboard), idOf)),
        ...(part.picture === undefined ? [] : [pictureBlock(part.dashboard, part.picture, index)]),
      ];
    case "choices":
      return await choiceBlocks(part.choices, idOf);
  }
}

async function partsBlocks(parts: readonly ReplyPart[], idOf: IdOf): Promise<readonly Block[]> {
  const blocks = await Promise.all(parts.map((part, index) => partBlocks(part, false, index, idOf)));
  return blocks.flat();
}

/** @param index Of the part, so that no two pictures of a message have one name. */
function pictureBlock({ title, summary }: Dashboard, data: Uint8Array, index: number): Block {
  const name = `chart-${index + 1}.png`;
  const description = inert(`${title}. ${summary.join(" ")}`, limits.pictureText);
  const items = [{ media: { url: `attachment://${name}` }, description }];
  return { component: { type: ComponentType.MediaGallery, items }, components: 1, characters: 0, file: { name, data } };
}

/** A row as a point: Discord has no tables. */
function rowText(row: readonly string[]): string {
  const cells = row.map((cell) => escaped(cell, most.cell)).filter((cell, index) => cell !== "" || index === 0);
  const [name = "", ...rest] = cells;
  return [name === "" ? "…" : `**${name}**`, ...rest].join(" · ");
}

/** As points, in displays that go on in the next message where one is full. */
function points(items: readonly string[]): readonly Block[] {
  const lines = items.map((item) => `- ${item === "" ? "…" : item}`);
  const groups = packed(lines, [
    { of: () => 1, most: mostItems },
    { of: (line) => line.length + 1, most: most.text },
  ]);
  return groups.map((group) => display(group.join("\n")));
}

/** A frame with what the card says and its buttons. */
function cardBlock(card: Card, occurrence: string): Block {
  const link = inertLink(card.url);
  const title = titleOf(card, most.title);
  const isLinked = link !== null && urlInMarkdown(link).length <= most.url;
  const head = `### ${closedWord(card)}${isLinked ? masked(title, link) : title}`;
  const text = textDisplay([head, ...cardLines(card), `-# ${escaped(footerOf(card), most.footer)}`].join("\n"));
  const row = cardRow(card, occurrence);
  const components = row === undefined ? [text] : [text, row];
  return {
    component: { type: ComponentType.Container, components },
    components: 2 + (row === undefined ? 0 : componentsOf(row)),
    characters: text.content.length,
  };
}

/** Rows of buttons that run lines of /jobs as whoever presses them; what takes something away asks first. */
async function choiceBlocks(choices: readonly Choice[], idOf: IdOf): Promise<readonly Block[]> {
  const buttons = [];
  for (const choice of choices) {
    buttons.push(buttonOf(inert(choice.label, limits.label) || "…", await idOf(choice), choice.isDanger));
  }
  return packed(buttons, [{ of: () => 1, most: limits.buttonsInRow }]).map((some) => rowBlock(rowOf(some)));
}

function rowBlock(row: Row): Block {
  return { component: row, components: componentsOf(row), characters: 0 };
}

function componentsOf({ components }: Row): number {
  return 1 + components.length;
}

function fileBlock(file: MessageFile): Block {
  const component = { type: ComponentType.File, file: { url: `attachment://${file.name}` } } as const;
  return { component, components: 1, characters: 0, file };
}

function display(text: string): Block {
  const component = textDisplay(text);
  return { component, components: 1, characters: component.content.length };
}

function textDisplay(text: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content: text.trim() === "" ? "…" : text };
}
