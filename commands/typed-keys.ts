import { keys } from "../src/filter/keys.ts";
import type { DeliverySettings } from "../src/filter/delivery-settings.ts";
import { channelRights, defaultKeys } from "./changed-settings.ts";
import type { Takes } from "./command.ts";
import { type FormChoice, type FormField, formFields } from "./subscription-form.ts";

/** A key that a platform may take as an option of its own, beside the option that takes it among others. */
export interface TypedKey {
  readonly key: string;
  /** One sentence, at most 100 characters. */
  readonly summary: string;
  /** All values there are, where they are few; else none. */
  readonly choices: readonly FormChoice[];
  /** Whether `suggestions` knows more than what is typed. */
  readonly isCompleted: boolean;
}

/** The value of a key's own option that takes the key away, where there may be something to take away. */
export const clearing = "-";

const handingOver: ReadonlySet<string> = new Set<keyof DeliverySettings>(["to", "every", "at", "tz", "quiet", "max"]);
const settingKeys: ReadonlySet<string> = new Set(defaultKeys);

/** The only one of the rights: Discord's characters are few, and what is rarely set is typed into the option for all. */
const channels: TypedKey = {
  key: "channels",
  summary: "Who may subscribe channels here; for admins to say",
  choices: channelRights.map((right) => ({ value: right, label: right })),
  isCompleted: false,
};

/** What an option takes, key by key, most important first; nothing where it takes no keys. */
export function typedKeys(takes: Takes): readonly TypedKey[] {
  switch (takes) {
    case "query":
      return formFields.map(typedKeyOf);
    case "query-or-subscription":
      return formFields.filter(({ key }) => !handingOver.has(key)).map(typedKeyOf);
    case "changes":
      return formFields.map(typedKeyOf).map(clearable);
    case "settings":
      return [...formFields.filter(({ key }) => settingKeys.has(key)).map(typedKeyOf), channels].map(clearable);
    case "filter-or-subscription":
    case "word":
    case "posting":
    case "verb":
    case "subscription":
    case "name":
    case "lines":
    case "file":
    case "search":
    case "facts":
    case "text":
    case "moment":
      return [];
  }
}

/** Whether a key can be taken away with what an option takes. */
export function canClear(takes: Takes): boolean {
  return takes === "changes" || takes === "settings";
}

function typedKeyOf({ key, choices }: FormField): TypedKey {
  return { key, summary: keys[key].summary, choices, isCompleted: key !== "text" && key !== "source" };
}

function clearable(one: TypedKey): TypedKey {
  if (one.choices.length === 0) return one;
  return { ...one, choices: [...one.choices, { value: clearing, label: "-: no longer" }] };
}
