import { isDeepStrictEqual } from "node:util";
import { z } from "zod";

const texts = z
  .record(z.string(), z.string())
  .nullish()
  .transform((all) => all ?? {});
const numbers = z
  .array(z.number())
  .nullish()
  .transform((all) => all?.toSorted((a, b) => a - b) ?? null);
const no = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

/** What we say of a command, with all that Discord adds or leaves out made alike; the rest is Discord's own. */
const compared = z.object({
  type: z.number().default(1),
  name: z.string(),
  name_localizations: texts,
  description: z.string().default(""),
  description_localizations: texts,
  required: no,
  autocomplete: no,
  max_length: z
    .number()
    .nullish()
    .transform((value) => value ?? null),
  value: z.union([z.string(), z.number()]).optional(),
  contexts: numbers,
  integration_types: numbers,
  default_member_permissions: z
    .string()
    .nullish()
    .transform((value) => value ?? null),
  options: z.array(z.unknown()).default([]),
  choices: z.array(z.unknown()).default([]),
});

/**
 * Names of the commands that are registered otherwise than they should be, or not at all, or should not be there: all have to be
 * put anew unless it is empty.
 *
 * @param registered As Discord lists them `with_localizations=true`; without that all that is translated differs.
 */
export function diffDefinition(registered: readonly unknown[], wanted: readonly unknown[]): readonly string[] {
  const before = byName(registered);
  const after = byName(wanted);
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .filter((name) => !isAlike(before.get(name), after.get(name)))
    .map((name) => name.replace(/^\d+ /, ""));
}

/** Where a command may be used is Discord's to say where we say nothing, as of one server's own commands. */
function isAlike(registered: Comparable | undefined, wanted: Comparable | undefined): boolean {
  if (registered === undefined || wanted === undefined) return false;
  const { contexts, integration_types: types } = registered;
  return isDeepStrictEqual(
    {
      ...registered,
      contexts: wanted.contexts === null ? null : contexts,
      integration_types: wanted.integration_types === null ? null : types,
    },
    wanted,
  );
}

/** Commands of different kinds may have the same name. */
function byName(commands: readonly unknown[]): ReadonlyMap<string, Comparable> {
  return new Map(
    commands.map((command) => {
      const one = comparable(command);
      return [`${one.type} ${one.name}`, one] as const;
    }),
  );
}

interface Comparable extends Omit<z.output<typeof compared>, "options" | "choices"> {
  readonly options: readonly Comparable[];
  readonly choices: readonly Comparable[];
}

function comparable(command: unknown): Comparable {
  const { options, choices, ...own } = compared.parse(command);
  return { ...own, options: options.map(comparable), choices: choices.map(comparable) };
}
