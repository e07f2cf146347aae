import type { Command, Takes } from "../../../commands/command.ts";
import { typedKeys } from "../../../commands/typed-keys.ts";
import { typedQuery } from "../../../commands/typed-query.ts";
import { UserError } from "../../errors.ts";
import { withoutDetail } from "./autocomplete.ts";

/** An option as Discord hands it over. */
export interface GivenOption {
  readonly name: string;
  readonly value?: string | number | boolean | undefined;
}

/**
 * Typed options as the command takes them: the keys that have options of their own become a part of the query.
 *
 * @param options With channels as people call them, in the place of `<#123>`; of files what they say.
 * @throws UserError `query` for a key that cannot be read or is said twice, `option` for one that there is no more.
 */
export function readOptions(
  command: Command,
  options: readonly GivenOption[],
): { readonly options: Readonly<Record<string, string>> } {
  const given = new Map(
    options.map(({ name, value = "" }) => {
      const text = String(value);
      return [name, command.takes[name] === "file" ? text : withoutDetail(text)];
    }),
  );
  const known = new Set<string>();
  const read: Record<string, string> = {};
  for (const [name, takes] of Object.entries(command.takes)) {
    for (const key of [name, ...typedKeys(takes).map((one) => one.key)]) known.add(key);
    const text = textOf(name, takes, given);
    if (text !== undefined) read[name] = text;
  }
  const stale = [...given.keys()].find((name) => !known.has(name));
  if (stale === undefined) return { options: read };
  throw new UserError(
    "option",
    `/jobs ${command.verb} has no option ${stale} any more: Discord showed you the menu from before an update. Try again.`,
    { option: stale },
  );
}

/** Undefined where nothing was filled in. */
function textOf(name: string, takes: Takes, given: ReadonlyMap<string, string>): string | undefined {
  const own = given.get(name);
  if (typedKeys(takes).length === 0) return own;
  const text = typedQuery(takes, own ?? "", given);
  return own === undefined && text === "" ? undefined : text;
}
