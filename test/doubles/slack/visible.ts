/** What people see of a message, and what it does to them beside being read. */
export interface Visible {
  readonly text: string;
  /** Mentions, broadcasts and formatting by markup: `<!channel>`, `<@U1>`, `*bold*`. */
  readonly effects: readonly string[];
  readonly links: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const none: Visible = { text: "", effects: [], links: [] };

/** Blocks where there are any, else the text, formatted unless it was posted not to be. */
export function visibleOf({
  text = "",
  blocks,
  mrkdwn = true,
}: {
  readonly text?: string;
  readonly blocks?: readonly unknown[];
  readonly mrkdwn?: boolean;
}): Visible {
  if (blocks === undefined || blocks.length === 0) {
    const read = markup(text);
    return mrkdwn ? { ...read, effects: [...read.effects, ...formatting(text)] } : read;
  }
  const parts = blocks.map(blockOf);
  // Notifications obey the text all the same.
  return { ...joined(parts, "\n"), effects: [...joined(parts, "\n").effects, ...markup(text).effects] };
}

function blockOf(block: unknown): Visible {
  if (!isJson(block)) return none;
  switch (block["type"]) {
    case "rich_text":
      return joined(items(block["elements"]).map(richPart), "\n");
    case "divider":
      return { ...none, text: "———" };
    case "actions":
      return joined(items(block["elements"]).map(elementOf), " ");
    case "context":
      return joined(items(block["elements"]).map(textOf), " ");
    case "input":
      return joined([textOf(block["label"]), elementOf(block["element"])], ": ");
    default:
      return joined(
        [textOf(block["text"]), ...items(block["fields"]).map(textOf), elementOf(block["accessory"])],
        "\n",
      );
  }
}

function richPart(part: unknown): Visible {
  if (!isJson(part)) return none;
  const elements = items(part["elements"]);
  if (part["type"] === "rich_text_list") {
    return joined(
      elements.map(richPart).map((one) => ({ ...one, text: `• ${one.text}` })),
      "\n",
    );
  }
  return joined(elements.map(richElement), "");
}

function richElement(element: unknown): Visible {
  if (!isJson(element)) return none;
  const { type, text, url } = element;
  if (type === "text") return { ...none, text: String(text) };
  if (type === "link") return { ...none, text: String(text ?? url), links: [String(url)] };
  return { ...none, effects: [String(type)] };
}

function elementOf(element: unknown): Visible {
  if (!isJson(element)) return none;
  const label = textOf(element["text"]).text;
  const options = [...items(element["options"]), ...items(element["initial_options"])];
  const choices = options.map((option) => (isJson(option) ? textOf(option["text"]).text : ""));
  return {
    ...none,
    text: [label, ...choices]
      .filter((one) => one !== "")
      .map((one) => `[${one}]`)
      .join(" "),
  };
}

function textOf(text: unknown): Visible {
  if (!isJson(text) || typeof text["text"] !== "string") return none;
  return text["type"] === "mrkdwn" ? markup(text["text"]) : { ...none, text: text["text"] };
}

/** Slack's markup: what it obeys, and what is left to read. */
export function markup(text: string): Visible {
  const effects: string[] = [];
  const links: string[] = [];
  const read = text.replace(/<(?<inner>[^<>]*)>/gu, (whole, inner: string) => {
    const [target = "", label] = inner.split("|", 2);
    if (/^[@#!]/.test(target)) effects.push(whole);
    else links.push(target);
    return label ?? target;
  });
  return { text: read.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&"), effects, links };
}

/** What of a text Slack would show bold, slanted, struck, as code, as a quote or as an emoji. */
function formatting(text: string): readonly string[] {
  return [
    ...(text.match(/(?<![\p{L}\p{N}])([*_~`])(?=\S)[^\n]*?\S?\1(?![\p{L}\p{N}])/gu) ?? []),
    ...(text.match(/^\s*(?:>|&gt;).*/gmu) ?? []),
    ...(text.match(/:[\w+'-]+:/gu) ?? []),
  ];
}

function joined(parts: readonly Visible[], between: string): Visible {
  return {
    text: parts
      .map((part) => part.text)
      .filter((part) => part !== "")
      .join(between),
    effects: parts.flatMap((part) => part.effects),
    links: parts.flatMap((part) => part.links),
  };
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
