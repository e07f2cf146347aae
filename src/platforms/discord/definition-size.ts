import { z } from "zod";

/** Discord's limit for a command with all that is in it. */
export const mostCharacters = 8_000;

const texts = z.record(z.string(), z.string()).nullish();

const counted = z.looseObject({
  name: z.string().default(""),
  name_localizations: texts,
  description: z.string().default(""),
  description_localizations: texts,
  value: z.union([z.string(), z.number()]).optional(),
  options: z.array(z.unknown()).default([]),
  choices: z.array(z.unknown()).default([]),
});

/**
 * The characters of a command as Discord counts them: names, descriptions and values of it, its options and their choices; of a
 * text in several languages only the longest.
 */
export function definitionSize(command: unknown): number {
  const { name, description, value = "", options, choices, ...localised } = counted.parse(command);
  const own =
    longest(name, localised.name_localizations) +
    longest(description, localised.description_localizations) +
    String(value).length;
  return [...options, ...choices].reduce<number>((sum, inner) => sum + definitionSize(inner), own);
}

function longest(text: string, localisations: z.output<typeof texts>): number {
  return Math.max(text.length, ...Object.values(localisations ?? {}).map(({ length }) => length));
}
