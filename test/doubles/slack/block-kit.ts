/**
 * What Slack accepts as blocks, one rule a block or element: the properties that it knows, which of them are required, and
 * their limits. Everything else is refused, as Slack refuses it. In one file, for it is one table.
 */

type Check = (value: unknown, path: string) => readonly string[];

interface Rule {
  readonly required?: Readonly<Record<string, Check>>;
  readonly optional?: Readonly<Record<string, Check>>;
  readonly also?: (value: Readonly<Record<string, unknown>>, path: string) => readonly string[];
}

const ok: readonly string[] = [];

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function str(max: number, min = 1): Check {
  return (value, path) => {
    if (typeof value !== "string") return [`${path}: must be a string`];
    if (value.length < min) return [`${path}: must be more than ${min - 1} characters`];
    return value.length > max ? [`${path}: must be less than ${max + 1} characters`] : ok;
  };
}

const bool: Check = (value, path) => (typeof value === "boolean" ? ok : [`${path}: must be a boolean`]);
const int: Check = (value, path) => (Number.isInteger(value) ? ok : [`${path}: must be an integer`]);
const any: Check = () => ok;

function oneOf(...values: readonly unknown[]): Check {
  return (value, path) => (values.includes(value) ? ok : [`${path}: must be one of ${values.join(", ")}`]);
}

function list(item: Check, max: number, min = 0): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return [`${path}: must be an array`];
    if (value.length < min) return [`${path}: must have at least ${min} items`];
    if (value.length > max) return [`${path}: must have at most ${max} items`];
    return value.flatMap((one, index) => item(one, `${path}[${index}]`));
  };
}

function shape({ required = {}, optional = {}, also }: Rule): Check {
  return (value, path) => {
    if (!isObject(value)) return [`${path}: must be an object`];
    const known = { ...required, ...optional };
    const unknown = Object.keys(value).filter((key) => !(key in known));
    const missing = Object.keys(required).filter((key) => value[key] === undefined);
    const present = Object.entries(known).filter(([key]) => value[key] !== undefined);
    return [
      ...unknown.map((key) => `${path}: unknown property ${key}`),
      ...missing.map((key) => `${path}: missing required property ${key}`),
      ...present.flatMap(([key, check]) => check(value[key], `${path}/${key}`)),
      ...(also?.(value, path) ?? []),
    ];
  };
}

/** By the `type` that it names, which has to be one of these. */
function byType(kinds: Readonly<Record<string, Check>>): Check {
  return (value, path) => {
    const type = isObject(value) ? value["type"] : undefined;
    const check = typeof type === "string" ? kinds[type] : undefined;
    return check === undefined ? [`${path}: unsupported type ${String(type)}`] : check(value, path);
  };
}

function plainText(max: number): Check {
  return shape({ required: { type: oneOf("plain_text"), text: str(max) }, optional: { emoji: bool } });
}

function anyText(max: number): Check {
  return byType({
    plain_text: plainText(max),
    mrkdwn: shape({ required: { type: any, text: str(max) }, optional: { verbatim: bool } }),
  });
}

const httpUrl: Check = (value, path) => {
  if (typeof value !== "string" || value.length > 3_000) return [`${path}: must be a URL of at most 3000 characters`];
  const url = URL.parse(value);
  return url !== null && /^(?:https?|mailto|slack):$/.test(url.protocol) ? ok : [`${path}: invalid url ${value}`];
};

const option = shape({
  required: { text: anyText(75), value: str(150) },
  optional: { description: anyText(75), url: httpUrl },
});
const optionGroup = shape({ required: { label: plainText(75), options: list(option, 100, 1) } });

const confirm = shape({
  required: { title: plainText(100), text: anyText(300), confirm: plainText(30), deny: plainText(30) },
  optional: { style: oneOf("primary", "danger") },
});

const conversationFilter = shape({
  optional: {
    include: list(oneOf("im", "mpim", "private", "public"), 4, 1),
    exclude_external_shared_channels: bool,
    exclude_bot_users: bool,
  },
});

const actionable = { action_id: str(255) };
const select = { placeholder: plainText(150), confirm, focus_on_load: bool, ...actionable };
const hhmm: Check = (value, path) =>
  typeof value === "string" && /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? ok : [`${path}: must be HH:mm`];
const ymd: Check = (value, path) =>
  typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) ? ok : [`${path}: must be YYYY-MM-DD`];

/** Options or groups of them, and what is chosen at first is among them. */
function choosesAmong(single: boolean): NonNullable<Rule["also"]> {
  return (value, path) => {
    const options = Array.isArray(value["options"]) ? value["options"] : [];
    const groups = Array.isArray(value["option_groups"]) ? value["option_groups"] : [];
    if (options.length > 0 === groups.length > 0) return [`${path}: exactly one of options and option_groups`];
    const all = [...options, ...groups.flatMap((group) => (isObject(group) ? [group["options"]].flat() : []))];
    const known = new Set(all.map((one) => JSON.stringify(one)));
    const initial = single ? [value["initial_option"]] : [value["initial_options"]].flat();
    return initial
      .filter((one) => one !== undefined)
      .flatMap((one) => (known.has(JSON.stringify(one)) ? [] : [`${path}: initial option is not an option`]));
  };
}

const elements: Readonly<Record<string, Check>> = {
  button: shape({
    required: { type: any, text: plainText(75), ...actionable },
    optional: {
      url: httpUrl,
      value: str(2_000, 0),
      style: oneOf("primary", "danger"),
      confirm,
      accessibility_label: str(75),
    },
  }),
  overflow: shape({ required: { type: any, options: list(option, 5, 1), ...actionable }, optional: { confirm } }),
  static_select: shape({
    required: { type: any, action_id: str(255) },
    optional: {
      ...select,
      options: list(option, 100, 1),
      option_groups: list(optionGroup, 100, 1),
      initial_option: option,
    },
    also: choosesAmong(true),
  }),
  multi_static_select: shape({
    required: { type: any, action_id: str(255) },
    optional: {
      ...select,
      options: list(option, 100, 1),
      option_groups: list(optionGroup, 100, 1),
      initial_options: list(option, 100, 1),
      max_selected_items: int,
    },
    also: choosesAmong(false),
  }),
  external_select: shape({
    required: { type: any, action_id: str(255) },
    optional: { ...select, initial_option: option, min_query_length: int },
  }),
  multi_external_select: shape({
    required: { type: any, action_id: str(255) },
    optional: { ...select, initial_options: list(option, 100, 1), min_query_length: int, max_selected_items: int },
  }),
  file_input: shape({
    required: { type: any },
    optional: { action_id: str(255), filetypes: list(str(20), 100, 1), max_files: int },
    also(value, path) {
      const most = value["max_files"];
      const isGood = most === undefined || (typeof most === "number" && most >= 1 && most <= 10);
      return isGood ? ok : [`${path}: max_files is 1 to 10`];
    },
  }),
  conversations_select: shape({
    required: { type: any, action_id: str(255) },
    optional: {
      ...select,
      initial_conversation: str(50),
      default_to_current_conversation: bool,
      response_url_enabled: bool,
      filter: conversationFilter,
    },
  }),
  plain_text_input: shape({
    required: { type: any, action_id: str(255) },
    optional: {
      initial_value: str(3_000),
      multiline: bool,
      min_length: int,
      max_length: int,
      placeholder: plainText(150),
      focus_on_load: bool,
      dispatch_action_config: any,
    },
    also: (value, path) => {
      const max = value["max_length"];
      const initial = value["initial_value"];
      const isOver = typeof max === "number" && typeof initial === "string" && initial.length > max;
      return isOver ? [`${path}/initial_value: longer than max_length`] : ok;
    },
  }),
  timepicker: shape({
    required: { type: any, action_id: str(255) },
    optional: { initial_time: hhmm, placeholder: plainText(150), confirm, focus_on_load: bool, timezone: str(100) },
  }),
  datepicker: shape({
    required: { type: any, action_id: str(255) },
    optional: { initial_date: ymd, placeholder: plainText(150), confirm, focus_on_load: bool },
  }),
  checkboxes: shape({
    required: { type: any, action_id: str(255), options: list(option, 10, 1) },
    optional: { initial_options: list(option, 10, 1), confirm, focus_on_load: bool },
  }),
  radio_buttons: shape({
    required: { type: any, action_id: str(255), options: list(option, 10, 1) },
    optional: { initial_option: option, confirm, focus_on_load: bool },
  }),
  image: shape({ required: { type: any, alt_text: str(2_000) }, optional: { image_url: httpUrl, slack_file: any } }),
};

function only(...types: readonly string[]): Check {
  return byType(Object.fromEntries(types.map((type) => [type, elements[type] ?? any])));
}

const style = shape({
  optional: { bold: bool, italic: bool, strike: bool, code: bool, underline: bool, unlink: bool },
});
const richElements: Readonly<Record<string, Check>> = {
  text: shape({ required: { type: any, text: str(100_000) }, optional: { style } }),
  link: shape({ required: { type: any, url: httpUrl }, optional: { text: str(100_000), style, unsafe: bool } }),
  emoji: shape({ required: { type: any, name: str(100) }, optional: { unicode: any, style, skin_tone: int } }),
  user: shape({ required: { type: any, user_id: str(50) }, optional: { style } }),
  channel: shape({ required: { type: any, channel_id: str(50) }, optional: { style } }),
  usergroup: shape({ required: { type: any, usergroup_id: str(50) }, optional: { style } }),
  broadcast: shape({ required: { type: any, range: oneOf("here", "channel", "everyone") }, optional: { style } }),
  date: shape({
    required: { type: any, timestamp: int, format: str(200) },
    optional: { url: httpUrl, fallback: any, style },
  }),
};
const richSection = shape({
  required: { type: oneOf("rich_text_section"), elements: list(byType(richElements), 5_000) },
});
const richTexts: Readonly<Record<string, Check>> = {
  rich_text_section: richSection,
  rich_text_list: shape({
    required: { type: any, style: oneOf("bullet", "ordered"), elements: list(richSection, 1_000, 1) },
    optional: { indent: int, offset: int, border: int },
  }),
  rich_text_preformatted: shape({
    required: {
      type: any,
      elements: list(byType({ text: richElements["text"] ?? any, link: richElements["link"] ?? any }), 1_000),
    },
    optional: { border: int, language: str(100) },
  }),
  rich_text_quote: shape({
    required: { type: any, elements: list(byType(richElements), 1_000) },
    optional: { border: int },
  }),
};

const id = { block_id: str(255) };
/** What a person may choose from, in a form and beside it. */
const choosing = [
  "static_select",
  "multi_static_select",
  "external_select",
  "multi_external_select",
  "conversations_select",
  "timepicker",
  "datepicker",
  "checkboxes",
  "radio_buttons",
];
const inputElements = ["plain_text_input", "file_input", ...choosing];
const actionElements = ["button", "overflow", ...choosing];

const everywhere: Readonly<Record<string, Check>> = {
  section: shape({
    required: { type: any },
    optional: {
      ...id,
      text: anyText(3_000),
      fields: list(anyText(2_000), 10, 1),
      accessory: only(...actionElements, "image"),
      expand: bool,
    },
    also: (value, path) =>
      value["text"] === undefined && value["fields"] === undefined ? [`${path}: needs text or fields`] : ok,
  }),
  divider: shape({ required: { type: any }, optional: id }),
  header: shape({ required: { type: any, text: plainText(150) }, optional: id }),
  context: shape({
    required: {
      type: any,
      elements: list(
        byType({
          plain_text: plainText(2_000),
          mrkdwn: anyText(2_000),
          image: elements["image"] ?? any,
        }),
        10,
        1,
      ),
    },
    optional: id,
  }),
  actions: shape({ required: { type: any, elements: list(only(...actionElements), 25, 1) }, optional: id }),
  image: shape({
    required: { type: any, alt_text: str(2_000) },
    optional: { ...id, image_url: httpUrl, slack_file: any, title: plainText(2_000) },
  }),
  rich_text: shape({ required: { type: any, elements: list(byType(richTexts), 1_000) }, optional: id }),
};

const inViews: Readonly<Record<string, Check>> = {
  ...everywhere,
  input: shape({
    required: { type: any, label: plainText(2_000), element: only(...inputElements) },
    optional: { ...id, hint: plainText(2_000), optional: bool, dispatch_action: bool },
  }),
};

/** What is wrong with the blocks of a message; nothing where Slack takes them. */
export function problemsOfBlocks(blocks: unknown): readonly string[] {
  return [...list(byType(everywhere), 50)(blocks, "blocks"), ...repeated(blocks)];
}

/** The same of a view. */
export function problemsOfView(view: unknown): readonly string[] {
  const blocks = { blocks: list(byType(inViews), 100) };
  const more = {
    private_metadata: str(3_000, 0),
    callback_id: str(255, 0),
    external_id: str(255, 0),
    notify_on_close: bool,
    clear_on_close: bool,
  };
  const check = byType({
    home: shape({ required: { type: any, ...blocks }, optional: more }),
    modal: shape({
      required: { type: any, title: plainText(24), ...blocks },
      optional: { ...more, submit: plainText(24), close: plainText(24), submit_disabled: bool },
      also: (value, path) => {
        const hasInput =
          Array.isArray(value["blocks"]) &&
          value["blocks"].some((block) => isObject(block) && block["type"] === "input");
        return hasInput && value["submit"] === undefined ? [`${path}: submit is required with input blocks`] : ok;
      },
    }),
  });
  return [...check(view, "view"), ...repeated(isObject(view) ? view["blocks"] : undefined)];
}

/** Ids that stand twice: of blocks, and of actions within a block. */
function repeated(blocks: unknown): readonly string[] {
  if (!Array.isArray(blocks)) return ok;
  const ids = blocks.flatMap((block) =>
    isObject(block) && typeof block["block_id"] === "string" ? [block["block_id"]] : [],
  );
  const actions = blocks.flatMap((block, index) => {
    const own = actionIdsOf(block);
    return own.filter((one, at) => own.indexOf(one) !== at).map((one) => `blocks[${index}]: action_id ${one} twice`);
  });
  return [...ids.filter((one, at) => ids.indexOf(one) !== at).map((one) => `block_id ${one} twice`), ...actions];
}

function actionIdsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(actionIdsOf);
  if (!isObject(value)) return [];
  const own = typeof value["action_id"] === "string" ? [value["action_id"]] : [];
  return [...own, ...Object.values(value).flatMap(actionIdsOf)];
}

/** Characters in all, as far as people see them or get them back. Beyond about 13,000 Slack refuses a message. */
export function charactersIn(value: unknown, name = ""): number {
  if (typeof value === "string") return ["text", "url", "value", "alt_text"].includes(name) ? value.length : 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + charactersIn(one, name), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce((sum, [key, one]) => sum + charactersIn(one, key), 0);
}
