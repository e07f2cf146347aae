import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  Locale,
} from "discord.js";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Command, defineCommand } from "../../../commands/command.ts";
import { commands } from "../../../commands/index.ts";
import { info, text } from "../../../commands/reply.ts";
import { formFields } from "../../../commands/subscription-form.ts";
import { definition, likeThisName } from "../../../src/platforms/discord/definition.ts";
import { definitionSize, mostCharacters } from "../../../src/platforms/discord/definition-size.ts";
import { diffDefinition } from "../../../src/platforms/discord/diff-definition.ts";
import { localisations } from "../../../src/platforms/discord/localisation/index.ts";

type Localised = { readonly name: string; readonly name_localizations?: object | null };

function subcommands(of: readonly Command[] = commands): readonly APIApplicationCommandSubcommandOption[] {
  const [jobs] = definition(of);
  const options = jobs !== undefined && "options" in jobs ? (jobs.options ?? []) : [];
  return options.filter((option) => option.type === ApplicationCommandOptionType.Subcommand);
}

function optionsOf(verb: string, of: readonly Command[] = commands): readonly APIApplicationCommandBasicOption[] {
  return subcommands(of).find(({ name }) => name === verb)?.options ?? [];
}

/** Names of siblings in one language. */
function namesIn(locale: string, siblings: readonly Localised[]): readonly string[] {
  return siblings.map(({ name, name_localizations: all }) =>
    String(new Map(Object.entries(all ?? {})).get(locale) ?? name),
  );
}

function declare(verb: string, optionCount = 0): Command {
  const names = Array.from({ length: optionCount }, (_, index) => `option${index}`);
  return defineCommand({
    verb,
    summary: `Something that ${verb} does, which nobody has translated yet`,
    example: `/jobs ${verb}`,
    options: z.object(Object.fromEntries(names.map((name) => [name, z.string().optional().describe("x".repeat(100))]))),
    takes: Object.fromEntries(names.map((name) => [name, "word" as const])),
    run: async () => info(text("Done.")),
  });
}

const pattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

describe("/jobs", () => {
  it("has every verb as a subcommand, and the entry in the menu of messages beside it", () => {
    expect(subcommands().map(({ name }) => name)).toEqual(commands.map(({ verb }) => verb));
    expect(definition(commands)[1]).toMatchObject({ type: 3, name: likeThisName });
  });

  it("has a verb that is declared later without a change", () => {
    const later = declare("later", 2);

    const added = subcommands([...commands, later]).at(-1);

    expect(added).toMatchObject({ name: "later", description: later.summary });
    expect(added?.options?.map(({ name }) => name)).toEqual(["option0", "option1"]);
  });

  it.each(["subscribe", "edit"])("takes every key of the language by itself in %s, and the whole query", (verb) => {
    const names = optionsOf(verb).map(({ name }) => name);

    expect(names).toEqual(expect.arrayContaining(["query", ...formFields.map(({ key }) => key)]));
  });

  it("offers in preview what says which postings, and in settings what can be set", () => {
    const preview = optionsOf("preview").map(({ name }) => name);

    expect(preview).toEqual(expect.arrayContaining(["query", "role", "posted", "unknown"]));
    expect(preview).not.toEqual(expect.arrayContaining(["every"]));
    expect(optionsOf("settings").map(({ name }) => name)).toEqual(["query", "tz", "quiet", "unknown", "channels"]);
  });

  it("requires what the command requires and no keys can fill in", () => {
    const required = subcommands().flatMap(({ name, options = [] }) =>
      options.flatMap((option) => (option.required === true ? [`${name} ${option.name}`] : [])),
    );

    expect(required).toEqual([
      "unsubscribe subscription",
      "edit subscription",
      "pause subscription",
      "resume subscription",
      "search query",
      "why posting",
      "mark posting",
      "mark state",
      "note posting",
      "remind posting",
      "remind when",
      "less posting",
      "similar posting",
      "fix posting",
      "adopt subscription",
    ]);
  });

  it("offers choices where there are few values, and completion where there are many", () => {
    const option = (verb: string, name: string) => optionsOf(verb).find((one) => one.name === name);

    expect(option("subscribe", "every")).toMatchObject({
      choices: [{ value: "now" }, { value: "hour" }, { value: "day" }, { value: "week" }],
    });
    expect(option("mark", "state")).toMatchObject({
      choices: [{ value: "saved" }, {}, {}, {}, {}, {}, {}, { value: "none" }],
    });
    expect(option("edit", "status")).toMatchObject({ choices: [{}, {}, {}, { value: "-" }] });
    for (const [verb, name] of [
      ["subscribe", "role"],
      ["pause", "subscription"],
      ["pause", "until"],
      ["help", "verb"],
      ["edit", "query"],
      ["settings", "tz"],
    ] as const) {
      expect(option(verb, name)).toMatchObject({ autocomplete: true });
    }
    expect(option("mark", "state")).not.toHaveProperty("autocomplete");
  });

  it("takes a file where a verb does, as an attachment and beside what can be typed", () => {
    const [lines, file] = optionsOf("import");

    expect(lines).toMatchObject({ name: "lines", type: ApplicationCommandOptionType.String });
    expect(file).toMatchObject({ name: "file", type: ApplicationCommandOptionType.Attachment });
    expect(file).not.toHaveProperty("autocomplete");
  });

  it("is to be used in servers and outside, installed by either; for one server alone it says nothing of that", () => {
    for (const command of definition(commands)) {
      expect(command).toMatchObject({ contexts: [0, 1, 2], integration_types: [0, 1] });
    }
    for (const command of definition(commands, { isForGuild: true })) {
      expect(command).not.toHaveProperty("contexts");
      expect(command).not.toHaveProperty("integration_types");
    }
  });
});

describe("within Discord's limits", () => {
  const room = mostCharacters - definitionSize(definition(commands)[0]);

  it(`the whole definition leaves room for verbs to come: ${room} of ${mostCharacters} characters`, () => {
    expect(room).toBeGreaterThanOrEqual(600);
  });

  it.each([
    ["a name alone", { name: "jobs", description: "four" }, 8],
    ["the longest of its languages", { name: "ab", name_localizations: { de: "abcd", fr: "abc" } }, 4],
    ["its own text where that is longer", { name: "abcde", name_localizations: { de: "abcd" } }, 5],
    [
      "options, choices and their values",
      { name: "a", options: [{ name: "b", choices: [{ name: "c", value: "def" }] }] },
      6,
    ],
  ])("it counts %s", (_, command, size) => {
    expect(definitionSize(command)).toBe(size);
  });

  it("the least important keys give way where verbs to come need more room", () => {
    const later = Array.from({ length: 8 }, (_, index) => declare(`later${index}`, 3));

    const [jobs] = definition([...commands, ...later]);

    expect(definitionSize(jobs)).toBeLessThanOrEqual(mostCharacters);
    const names = optionsOf("subscribe", [...commands, ...later]).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["query", "role", "location", "lang"]));
    expect(names).not.toContain("unknown");
  });

  it("a command with as many options as there may be has none beside them", () => {
    const full = { ...declare("full", 24), takes: { ...declare("full", 24).takes, option0: "query" as const } };

    expect(optionsOf("full", [full])).toHaveLength(25);
    expect(optionsOf("full", [full]).at(-1)?.name).toBe("role");
  });

  it("names are made of what Discord allows, lower case and told apart, in every language", () => {
    for (const locale of ["en", ...Object.keys(localisations)]) {
      for (const siblings of [subcommands(), ...commands.map(({ verb }) => optionsOf(verb))]) {
        const names = namesIn(locale, siblings);
        expect(names.filter((name) => !pattern.test(name) || name !== name.toLowerCase())).toEqual([]);
        expect(new Set(names).size, `${locale}: ${names.join(", ")}`).toBe(names.length);
      }
    }
  });

  it("descriptions, choices and the menu's entry are as long as they may be, in every language", () => {
    for (const { names, texts } of Object.values(localisations)) {
      expect(Object.values(names).filter((name) => name.length > 32 || name === "")).toEqual([]);
      expect(Object.values(texts).filter((said) => said.length > 100 || said === "")).toEqual([]);
    }
    for (const { description, options = [] } of subcommands()) {
      for (const said of [description, ...options.map((option) => option.description)]) {
        expect(said.length).toBeLessThanOrEqual(100);
        expect(said.length).toBeGreaterThanOrEqual(1);
      }
      expect(options.length).toBeLessThanOrEqual(25);
    }
  });

  it("required options stand before the others", () => {
    for (const { options = [] } of subcommands()) {
      const required = options.map((option) => option.required === true);
      expect(required).toEqual(required.toSorted((a, b) => Number(b) - Number(a)));
    }
  });
});

describe("translations", () => {
  const [jobs] = definition(commands);
  const all = subcommands().flatMap(({ options = [], ...command }) => [command, ...options]);
  const names = [...new Set([likeThisName, ...all.map(({ name }) => name)])];
  const choices: readonly { readonly name: string }[] = all.flatMap((one): readonly { readonly name: string }[] =>
    "choices" in one && one.choices !== undefined ? one.choices : [],
  );
  const descriptions = [jobs, ...all].flatMap((one) =>
    one !== undefined && "description" in one ? (one.description ?? []) : [],
  );
  const texts = [...new Set([...descriptions, ...choices.map(({ name }) => name)])];

  it.each(Object.entries(localisations))("into %s are complete, and of nothing that is no longer there", (_, table) => {
    expect(Object.keys(table.names).toSorted()).toEqual(names.toSorted());
    expect(Object.keys(table.texts).toSorted()).toEqual(texts.toSorted());
  });

  it("are of languages that Discord knows", () => {
    const known: readonly string[] = Object.values(Locale);

    expect(Object.keys(localisations).filter((locale) => !known.includes(locale))).toEqual([]);
    expect(Object.keys(localisations)).toEqual(["de", "es-ES", "fr", "pl", "pt-BR"]);
  });
});

/** As Discord gives it back: with ids, and with its own words for what was left out. */
function registered(): unknown[] {
  return definition(commands).map((command, index) => ({
    id: String(index),
    application_id: "1",
    version: "2",
    default_member_permissions: null,
    dm_permission: true,
    nsfw: false,
    name_localizations: null,
    description_localizations: null,
    description: "",
    ...JSON.parse(JSON.stringify(command)),
    contexts: [2, 0, 1],
    integration_types: [1, 0],
  }));
}

describe("what is registered", () => {
  it("needs no change where Discord only wrote it down in its own way", () => {
    expect(diffDefinition(registered(), definition(commands))).toEqual([]);
    expect(diffDefinition(registered(), definition(commands, { isForGuild: true }))).toEqual([]);
  });

  it.each([
    ["is missing", () => registered().slice(0, 1), [likeThisName]],
    ["is too much", () => [...registered(), { type: 1, name: "old", description: "Old" }], ["old"]],
    ["has another description", () => changed({ description: "Other" }), ["jobs"]],
    ["has another translation", () => changed({ description_localizations: { de: "Anders" } }), ["jobs"]],
    ["has fewer verbs", () => changed({ options: [] }), ["jobs"]],
    ["is for admins alone", () => changed({ default_member_permissions: "8" }), ["jobs"]],
    ["is for servers alone", () => changed({ contexts: [0] }), ["jobs"]],
    ["is of another kind", () => changed({ type: 2 }), ["jobs", "jobs"]],
  ])("is put anew where a command %s", (_, before, names) => {
    expect(diffDefinition(before(), definition(commands))).toEqual(names);
  });

  function changed(change: object): unknown[] {
    const [jobs, ...others] = registered();
    return [{ ...(typeof jobs === "object" ? jobs : {}), ...change }, ...others];
  }
});
