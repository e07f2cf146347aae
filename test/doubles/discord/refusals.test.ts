/** One table of what is refused, in one file so that a limit is found where it is looked for. */
import { DiscordAPIError } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aDiscord, commandsOf, messagesOf } from "./a-discord.ts";
import { officialDescription } from "./official-description.ts";

type Arranged = Awaited<ReturnType<typeof aDiscord>>;

const repeated = <Value>(count: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => make(index));
const button = (id: string, more: object = {}) => ({ type: 2, style: 1, label: "Go", custom_id: id, ...more });
const row = (...components: readonly object[]) => ({ type: 1, components });
const select = (options: readonly object[], more: object = {}) => ({ type: 3, custom_id: "s", options, ...more });
const option = (value: string) => ({ label: value, value });
const withRow = (...components: readonly object[]) => ({ content: "a", components: [row(...components)] });
const text = (content: string) => ({ type: 10, content });
const v2 = 32_768;

/** What is sent, and where in it Discord says that it is wrong; null for a refusal of the whole. */
const messages: readonly (readonly [string, object, string | null, number])[] = (
  [
    ["nothing at all", {}, null, 50006],
    ["only blanks", { content: " \n " }, null, 50006],
    ["a content of 2,001 characters", { content: "a".repeat(2_001) }, "content"],
    ["a content that is no text", { content: 3 }, "content"],
    ["eleven embeds", { embeds: repeated(11, () => ({ title: "a" })) }, "embeds"],
    ["an embed of nothing", { embeds: [{ color: 1 }] }, "embeds.0.description"],
    ["a title of 257 characters", { embeds: [{ title: "a".repeat(257) }] }, "embeds.0.title"],
    ["a description of 4,097 characters", { embeds: [{ description: "a".repeat(4_097) }] }, "embeds.0.description"],
    ["26 fields", { embeds: [{ fields: repeated(26, () => ({ name: "a", value: "b" })) }] }, "embeds.0.fields"],
    ["a field without a value", { embeds: [{ fields: [{ name: "a", value: "" }] }] }, "embeds.0.fields.0.value"],
    [
      "a field's name of 257 characters",
      { embeds: [{ fields: [{ name: "a".repeat(257), value: "b" }] }] },
      "embeds.0.fields.0.name",
    ],
    [
      "a field's value of 1,025 characters",
      { embeds: [{ fields: [{ name: "a", value: "b".repeat(1_025) }] }] },
      "embeds.0.fields.0.value",
    ],
    [
      "a footer of 2,049 characters",
      { embeds: [{ title: "a", footer: { text: "a".repeat(2_049) } }] },
      "embeds.0.footer.text",
    ],
    [
      "an author of 257 characters",
      { embeds: [{ title: "a", author: { name: "a".repeat(257) } }] },
      "embeds.0.author.name",
    ],
    [
      "6,001 characters of embeds",
      { embeds: repeated(3, (index) => ({ description: "a".repeat(2_000 + (index === 0 ? 1 : 0)) })) },
      "embeds",
    ],
    ["a link to a script", { embeds: [{ title: "a", url: "javascript:alert(1)" }] }, "embeds.0.url"],
    ["a link that is none", { embeds: [{ title: "a", url: "not a link" }] }, "embeds.0.url"],
    ["a colour beyond white", { embeds: [{ title: "a", color: 16_777_216 }] }, "embeds.0.color"],
    ["a time stamp that is none", { embeds: [{ title: "a", timestamp: "yesterday" }] }, "embeds.0.timestamp"],
    ["six rows", { content: "a", components: repeated(6, (index) => row(button(`b${index}`))) }, "components"],
    ["an empty row", withRow(), "components.0.components"],
    ["six buttons in a row", withRow(...repeated(6, (index) => button(`b${index}`))), "components.0.components"],
    ["a menu beside a button", withRow(select([option("a")]), button("b")), "components.0.components"],
    ["a button outside of a row", { content: "a", components: [button("b")] }, "components.0"],
    ["a custom id of 101 characters", withRow(button("b".repeat(101))), "components.0.components.0.custom_id"],
    ["a custom id twice", withRow(button("b"), button("b")), "components.0.components.1.custom_id"],
    [
      "a button without a custom id",
      withRow({ type: 2, style: 1, label: "Go" }),
      "components.0.components.0.custom_id",
    ],
    ["a label of 81 characters", withRow(button("b", { label: "a".repeat(81) })), "components.0.components.0.label"],
    ["a button that says nothing", withRow({ type: 2, style: 1, custom_id: "b" }), "components.0.components.0.label"],
    [
      "a link button with a custom id",
      withRow({ type: 2, style: 5, label: "Go", url: "https://a.example", custom_id: "b" }),
      "components.0.components.0.custom_id",
    ],
    [
      "a link button to a script",
      withRow({ type: 2, style: 5, label: "Go", url: "javascript:alert(1)" }),
      "components.0.components.0.url",
    ],
    ["a menu of nothing", withRow(select([])), "components.0.components.0.options"],
    [
      "a menu of 26",
      withRow(select(repeated(26, (index) => option(`o${index}`)))),
      "components.0.components.0.options",
    ],
    ["an option twice", withRow(select([option("a"), option("a")])), "components.0.components.0.options.1.value"],
    ["an option of 101 characters", withRow(select([option("a".repeat(101))])), "components.0.components.0.options.0"],
    [
      "more to choose than there is",
      withRow(select([option("a")], { max_values: 2 })),
      "components.0.components.0.max_values",
    ],
    [
      "a placeholder of 151 characters",
      withRow(select([option("a")], { placeholder: "a".repeat(151) })),
      "components.0.components.0.placeholder",
    ],
    ["new components without their flag", { content: "a", components: [text("b")] }, "components.0"],
    ["a content beside new components", { content: "a", flags: v2, components: [text("b")] }, "content"],
    ["embeds beside new components", { embeds: [{ title: "a" }], flags: v2, components: [text("b")] }, "embeds"],
    ["41 new components", { flags: v2, components: repeated(41, () => text("a")) }, "components"],
    [
      "4,001 characters of new components",
      { flags: v2, components: [text("a".repeat(2_001)), text("a".repeat(2_000))] },
      "components",
    ],
    [
      "a section without its accessory",
      { flags: v2, components: [{ type: 9, components: [text("a")] }] },
      "components.0.accessory",
    ],
    [
      "a container in a container",
      { flags: v2, components: [{ type: 17, components: [{ type: 17, components: [text("a")] }] }] },
      "components.0.components.0",
    ],
    [
      "a mention of an unknown kind",
      { content: "a", allowed_mentions: { parse: ["all"] } },
      "allowed_mentions.parse.0",
    ],
    [
      "people named twice over",
      { content: "a", allowed_mentions: { parse: ["users"], users: ["1"] } },
      "allowed_mentions",
    ],
    ["a nonce of 26 characters", { content: "a", nonce: "n".repeat(26) }, "nonce"],
  ] as const
).map(([name, body, path, code = 50035]) => [name, body, path, code]);
/** What is not given stays, and a nonce is for new messages alone. */
const edits = messages.filter(([, body, , code]) => code !== 50006 && !("nonce" in body));

const chat = (more: object = {}) => ({ name: "jobs", description: "d", ...more });
const word = (name: string, more: object = {}) => ({ type: 3, name, description: "d", ...more });
const verb = (name: string, more: object = {}) => ({ type: 1, name, description: "d", ...more });

const definitions: readonly (readonly [string, readonly object[], string])[] = [
  ["a name in capitals", [chat({ name: "Jobs" })], "0.name"],
  ["a name with a blank", [chat({ name: "my jobs" })], "0.name"],
  ["a name of 33 characters", [chat({ name: "j".repeat(33) })], "0.name"],
  ["no description", [{ name: "jobs" }], "0.description"],
  ["a description of 101 characters", [chat({ description: "d".repeat(101) })], "0.description"],
  ["26 options", [chat({ options: repeated(26, (index) => word(`o${index}`)) })], "0.options"],
  [
    "26 choices",
    [chat({ options: [word("a", { choices: repeated(26, (index) => ({ name: `c${index}`, value: `c${index}` })) })] })],
    "0.options.0.choices",
  ],
  [
    "completion beside choices",
    [chat({ options: [word("a", { autocomplete: true, choices: [{ name: "c", value: "c" }] })] })],
    "0.options.0.autocomplete",
  ],
  ["an option twice", [chat({ options: [word("a"), word("a")] })], "0.options.1"],
  [
    "what is required after what is not",
    [chat({ options: [word("a"), word("b", { required: true })] })],
    "0.options.1",
  ],
  ["verbs beside options", [chat({ options: [verb("a"), word("b")] })], "0.options.1.type"],
  ["verbs within verbs", [chat({ options: [verb("a", { options: [verb("b")] })] })], "0.options.0.options.0.type"],
  ["two commands of one name", [chat(), chat()], "1"],
  ["a language that is not known", [chat({ name_localizations: { xx: "stellen" } })], "0.name_localizations.xx"],
  ["a localised name in capitals", [chat({ name_localizations: { de: "Stellen" } })], "0.name_localizations.de"],
  ["a place that is not known", [chat({ contexts: [3] })], "0.contexts.0"],
  ["a menu command with a description", [{ name: "Find", type: 3, description: "d" }], "0.description"],
  [
    "8,001 characters",
    [
      chat({
        description: "d".repeat(97),
        options: repeated(25, (index) =>
          verb(`v${index}`, {
            description: "d".repeat(100),
            options: repeated(2, (at) =>
              word(`option-${at}`, {
                description: "d".repeat(100),
                description_localizations: { de: "d".repeat(100) },
              }),
            ),
          }),
        ),
      }),
    ],
    "0",
  ],
];

const described = [
  ["our own rules alone", false],
  ...(officialDescription() === null ? [] : ([["Discord's own description too", true]] as const)),
] as const;
if (described.length === 1) {
  it("is tested by our own rules alone: ../shared/specs/discord-openapi.json is missing", () => {
    expect(officialDescription()).toBeNull();
  });
}

describe.each(described)("the double of Discord, by %s,", (_, obeysDescription) => {
  let arranged: Arranged;

  beforeEach(async () => {
    arranged = await aDiscord({ obeysDescription });
  });

  afterEach(() => arranged.discord.close());

  it.each(messages)("refuses a message of %s", async (_, body, path, code) => {
    const { discord, jobs, rest } = arranged;

    const refused = await refusalOf(rest.post(messagesOf(jobs), { body }));

    expect(refused.code).toBe(code);
    if (path !== null) expect(placesOf(refused).some((place) => place.startsWith(path))).toBe(true);
    expect(discord.shown(jobs)).toEqual([]);
    expect(discord.violations).toEqual([expect.stringContaining("POST /channels/{channel_id}/messages: 500")]);
  });

  it.each(edits)("refuses an edit to %s", async (_, body) => {
    const { discord, jobs, rest } = arranged;
    const sent = (await rest.post(messagesOf(jobs), { body: { content: "before" } })) as { id: string };

    const refused = await refusalOf(rest.patch(`${messagesOf(jobs)}/${sent.id}`, { body }));

    expect(refused.code).toBe(50035);
    expect(discord.shown(jobs).map(({ text }) => text)).toEqual(["before"]);
  });

  it.each(definitions)("refuses a command with %s", async (_, body, path) => {
    const { discord, rest } = arranged;

    const refused = await refusalOf(rest.put(commandsOf(discord), { body }));

    expect(refused.code).toBe(50035);
    expect(placesOf(refused).some((place) => place.startsWith(path))).toBe(true);
    expect(discord.state.commands.size).toBe(0);
  });

  it("takes what just fits", async () => {
    const { discord, jobs, rest } = arranged;
    const rows = repeated(5, (at) => row(...repeated(5, (index) => button(`b${at}-${index}`))));
    const embeds = [{ title: "a".repeat(256), description: "b".repeat(4_096), footer: { text: "c".repeat(1_648) } }];

    await rest.post(messagesOf(jobs), {
      body: { content: "a".repeat(2_000), embeds, components: rows, nonce: "n".repeat(25) },
    });
    await rest.post(messagesOf(jobs), { body: { flags: v2, components: repeated(40, () => text("a".repeat(100))) } });
    await rest.put(commandsOf(discord), {
      body: [
        chat({
          options: repeated(25, (index) => verb(`v${index}`, { options: repeated(25, (at) => word(`o${at}`)) })),
        }),
      ],
    });

    expect(discord.shown(jobs)).toHaveLength(2);
    expect(discord.violations).toEqual([]);
  });
});

async function refusalOf(call: Promise<unknown>): Promise<DiscordAPIError> {
  const error = await call.then(
    () => new Error("was taken"),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DiscordAPIError)) throw error;
  return error;
}

/** Where the refusal says that something is wrong: `embeds.0.title`. */
function placesOf({ rawError }: DiscordAPIError): readonly string[] {
  return "errors" in rawError ? leaves(rawError.errors, "") : [];
}

function leaves(errors: unknown, path: string): readonly string[] {
  if (typeof errors !== "object" || errors === null) return [];
  return Object.entries(errors).flatMap(([name, inner]) =>
    name === "_errors" ? [path] : leaves(inner, path === "" ? name : `${path}.${name}`),
  );
}
