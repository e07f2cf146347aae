/** A channel as Slack writes it into text. */
export interface NamedChannel {
  readonly id: string;
  readonly name: string;
}

export interface TypedText {
  /** As the person meant to type it: names instead of ids, signs instead of entities. */
  readonly text: string;
  /** The channels that were named, so that each can be found again without asking. */
  readonly channels: readonly NamedChannel[];
}

const marks = /<(?<sign>[#@!]?)(?<target>[^<>|]*)(?:\|(?<label>[^<>]*))?>/g;

/** The text of a slash command that escapes channels, people and links (`should_escape`), or of a message. */
export function typedText(raw: string): TypedText {
  const channels: NamedChannel[] = [];
  const text = raw.replace(marks, (whole, sign: string, target: string, label: string | undefined) => {
    const name = label === undefined ? "" : plain(label);
    if (sign === "#") {
      if (name !== "") channels.push({ id: target, name });
      return `#${name || target}`;
    }
    if (sign === "@") return `@${name || target}`;
    if (sign === "!") return name || `@${target.replace(/\^.*$/, "")}`;
    if (/^mailto:|^tel:/.test(target)) return name || target;
    // A bare `<` and a later `>` are entities in what Slack sends: this is a link, or nothing of Slack's.
    return /^[a-z][a-z\d+.-]*:/i.test(target) ? plain(target) : whole;
  });
  return { text: plain(text), channels };
}

function plain(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
