import { everyComponent, problemsOfComponents } from "./component-rules.ts";
import { messageFlags } from "./discord-numbers.ts";
import { createFormCheck, type FormCheck } from "./form-check.ts";
import { isGiven, isJson, type Json, listOf, objectOf, textOf } from "./json.ts";
import { type Problem, refuse, refuseForm } from "./refusal.ts";

const mostInEmbeds = 6_000;
const images = ["http", "https", "attachment"];
const links = ["http", "https"];

/**
 * Checks what a message is to show: what Discord's own description of its API says, and what it does not say.
 *
 * @param path Where the message stands in the body.
 * @throws DiscordRefused 50035 with every problem, or 50006 for a message of nothing.
 */
export function checkMessage(body: Json, path: readonly (string | number)[] = []): void {
  const isV2 = usesComponentsV2(body);
  const problems = [
    ...problemsOfContent(body),
    ...problemsOfComponents(body["components"], isV2),
    ...problemsOfFiles(body),
  ];
  refuseForm(problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] })));
  const shows =
    textOf(body["content"]).trim() !== "" ||
    ["embeds", "components", "attachments"].some((name) => listOf(body[name]).length > 0);
  if (!shows) refuse(50006);
}

export function usesComponentsV2(body: Json): boolean {
  return (Number(body["flags"] ?? 0) & messageFlags.componentsV2) !== 0;
}

/** What a component shows has to come with the message, under that name. */
function problemsOfFiles(body: Json): readonly Problem[] {
  const form = createFormCheck();
  const names = new Set(listOf(body["attachments"]).map(({ filename }) => textOf(filename)));
  for (const { component, path } of everyComponent(body["components"])) {
    for (const [index, { media }] of listOf(component["items"]).entries()) {
      const name = /^attachment:\/\/(?<name>.+)$/.exec(textOf(objectOf(media)["url"]))?.groups?.["name"];
      if (name === undefined || names.has(name)) continue;
      const at = ["components", ...path, "items", index, "media", "url"];
      form.add(at, "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", `The attachment ${name} was not sent along`);
    }
  }
  return form.problems;
}

function problemsOfContent(body: Json): readonly Problem[] {
  const form = createFormCheck();
  form.text(["content"], body["content"], { max: 2_000 });
  form.length(["embeds"], body["embeds"], { max: 10 });
  form.integer(["flags"], body["flags"], { min: 0, max: 2 ** 31 - 1 });
  for (const [index, embed] of listOf(body["embeds"]).entries()) checkEmbed(form, ["embeds", index], embed);
  if (listOf(body["embeds"]).reduce((sum, embed) => sum + embedSize(embed), 0) > mostInEmbeds) {
    form.add(["embeds"], "MAX_EMBED_SIZE_EXCEEDED", `Embed size exceeds maximum size of ${mostInEmbeds}`);
  }
  checkMentions(form, body["allowed_mentions"]);
  checkNonce(form, body["nonce"]);
  if (usesComponentsV2(body)) {
    for (const name of ["content", "embeds", "poll", "sticker_ids"]) {
      const value = body[name];
      if (!isGiven(value) || value === "" || (Array.isArray(value) && value.length === 0)) continue;
      form.add(
        [name],
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
        `The '${name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      );
    }
  }
  return form.problems;
}

function checkEmbed(form: FormCheck, path: readonly (string | number)[], embed: Json): void {
  form.text([...path, "title"], embed["title"], { max: 256 });
  form.text([...path, "description"], embed["description"], { max: 4_096 });
  form.url([...path, "url"], embed["url"], links);
  form.integer([...path, "color"], embed["color"], { min: 0, max: 0xff_ff_ff });
  const { timestamp } = embed;
  if (isGiven(timestamp) && Number.isNaN(Date.parse(textOf(timestamp)))) {
    form.add(
      [...path, "timestamp"],
      "DATE_TIME_TYPE_PARSE",
      `Could not parse ${textOf(timestamp)}. Should be ISO8601.`,
    );
  }
  for (const [name, key, max] of [
    ["footer", "text", 2_048],
    ["author", "name", 256],
  ] as const) {
    if (!isGiven(embed[name])) continue;
    form.text([...path, name, key], objectOf(embed[name])[key], { max, isRequired: true });
    form.url([...path, name, "icon_url"], objectOf(embed[name])["icon_url"], images);
  }
  form.url([...path, "author", "url"], objectOf(embed["author"])["url"], links);
  for (const name of ["image", "thumbnail"]) {
    if (isGiven(embed[name])) form.url([...path, name, "url"], objectOf(embed[name])["url"], images);
  }
  form.length([...path, "fields"], embed["fields"], { max: 25 });
  for (const [index, field] of listOf(embed["fields"]).entries()) {
    form.text([...path, "fields", index, "name"], field["name"], { max: 256, isRequired: true });
    form.text([...path, "fields", index, "value"], field["value"], { max: 1_024, isRequired: true });
  }
  if (embedSize(embed) === 0 && !isGiven(embed["image"]) && !isGiven(embed["thumbnail"])) {
    form.add([...path, "description"], "BASE_TYPE_REQUIRED", "This field is required");
  }
}

function embedSize(embed: Json): number {
  const fields = listOf(embed["fields"]).flatMap(({ name, value }) => [name, value]);
  return [
    embed["title"],
    embed["description"],
    objectOf(embed["footer"])["text"],
    objectOf(embed["author"])["name"],
    ...fields,
  ]
    .map((text) => textOf(text).trim().length)
    .reduce((sum, length) => sum + length, 0);
}

function checkMentions(form: FormCheck, mentions: unknown): void {
  if (!isGiven(mentions)) return;
  const path = ["allowed_mentions"];
  if (!isJson(mentions)) return form.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
  const { parse } = mentions;
  if (Array.isArray(parse)) {
    for (const [index, kind] of parse.entries()) {
      form.choice([...path, "parse", index], kind, ["users", "roles", "everyone"]);
    }
  }
  for (const name of ["users", "roles"]) {
    const ids = mentions[name];
    form.length([...path, name], ids, { max: 100 });
    if (!Array.isArray(ids)) continue;
    if (new Set(ids).size < ids.length)
      form.add([...path, name], "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value");
    if (ids.length > 0 && Array.isArray(parse) && parse.includes(name)) {
      form.add(
        path,
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
        `parse:["${name}"] and ${name}: [ids...] are mutually exclusive.`,
      );
    }
  }
}

function checkNonce(form: FormCheck, nonce: unknown): void {
  if (!isGiven(nonce) || Number.isInteger(nonce)) return;
  if (typeof nonce !== "string") return form.add(["nonce"], "NONCE_TYPE_INVALID", "Expected an integer or a string");
  if (nonce.length > 25) form.add(["nonce"], "NONCE_TYPE_TOO_LONG", "Nonce length must be 25 or fewer characters.");
}
