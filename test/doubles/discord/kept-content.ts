import { componentKinds, messageFlags } from "./discord-numbers.ts";
import { isGiven, isJson, type Json, listOf, objectOf, textOf } from "./json.ts";
import { refuse } from "./refusal.ts";
import type { MessageContent } from "./world.ts";

const empty: MessageContent = {
  content: "",
  embeds: [],
  components: [],
  flags: 0,
  allowedMentions: undefined,
  attachments: [],
};
const settable = messageFlags.suppressEmbeds | messageFlags.suppressNotifications | messageFlags.componentsV2;

/**
 * What Discord keeps of a body: what is given replaces what was there, and components get ids.
 *
 * @param flags Those that only Discord sets, which stay.
 */
export function keptContent(body: Json, before: MessageContent = empty, flags: number = before.flags): MessageContent {
  const given = Number(body["flags"] ?? before.flags) & settable;
  return {
    content: "content" in body ? textOf(body["content"]).trim() : before.content,
    embeds: "embeds" in body ? listOf(body["embeds"]).map(keptEmbed) : before.embeds,
    components:
      "components" in body ? keptComponents(body["components"], listOf(body["attachments"])) : before.components,
    flags: given | (flags & ~settable),
    // What an edit does not say about mentions is as if everything were allowed.
    allowedMentions: isJson(body["allowed_mentions"]) ? body["allowed_mentions"] : undefined,
    attachments: "attachments" in body ? listOf(body["attachments"]).map(keptAttachment) : before.attachments,
  };
}

function keptAttachment(attachment: Json): Json {
  const name = textOf(attachment["filename"]) || "file";
  const url = `https://cdn.discord.test/attachments/${String(attachment["id"])}/${encodeURIComponent(name)}`;
  return { size: 0, ...attachment, id: String(attachment["id"]), filename: name, url, proxy_url: url };
}

function keptEmbed(embed: Json): Json {
  const fields = listOf(embed["fields"]).map(({ name, value, inline }) => ({
    name: textOf(name).trim(),
    value: textOf(value).trim(),
    inline: inline === true,
  }));
  const { fields: _, ...rest } = given(embed);
  const trimmed = ["title", "description"]
    .filter((name) => name in rest)
    .map((name) => [name, textOf(rest[name]).trim()]);
  return { ...rest, ...Object.fromEntries(trimmed), type: "rich", ...(fields.length > 0 ? { fields } : {}) };
}

function keptComponents(components: unknown, attachments: readonly Json[]): readonly Json[] {
  let ids = 0;
  const kept = (component: Json): Json => {
    ids += 1;
    const id = component["id"] ?? ids;
    const type = Number(component["type"]);
    const inner = Array.isArray(component["components"])
      ? { components: listOf(component["components"]).map(kept) }
      : {};
    const items = Array.isArray(component["items"]) ? { items: listOf(component["items"]).map(keptPicture) } : {};
    const accessory = isJson(component["accessory"]) ? { accessory: kept(component["accessory"]) } : {};
    const file = type === componentKinds.file ? keptFile(component, attachments.map(keptAttachment)) : {};
    return { ...defaultsOf(type), ...given(component), id, ...inner, ...items, ...accessory, ...file };
  };
  return listOf(components).map(kept);
}

/** The attachment that a component names, in its place. */
function keptFile(component: Json, attachments: readonly Json[]): Json {
  const { url } = objectOf(component["file"]);
  const found = attachments.find(({ filename }) => url === `attachment://${String(filename)}`);
  if (found === undefined) return refuse(50035, { errors: { components: { _errors: [unknownAttachment] } } });
  const { id, url: at, proxy_url } = found;
  return {
    file: { id, url: at, proxy_url, attachment_id: id },
    name: found["filename"],
    size: found["size"],
    spoiler: false,
  };
}

const unknownAttachment = { code: "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", message: "Not attached" };

function keptPicture({ media, description, spoiler }: Json, index: number): Json {
  const url = textOf(objectOf(media)["url"]);
  const known = { id: String(index + 1), url, proxy_url: url };
  return { media: known, description: description ?? null, spoiler: spoiler === true };
}

function defaultsOf(type: number): Json {
  if (type === componentKinds.container) return { accent_color: null, spoiler: false };
  if (type === componentKinds.separator) return { spacing: 1, divider: true };
  const isSelect =
    type === componentKinds.stringSelect || (type >= componentKinds.userSelect && type <= componentKinds.channelSelect);
  return isSelect ? { min_values: 1, max_values: 1 } : {};
}

function given(value: Json): Json {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => isGiven(one)));
}
