import { Locale } from "discord.js";
import { de } from "./de.ts";
import { esES } from "./es-es.ts";
import { fr } from "./fr.ts";
import type { Localisation } from "./localisation.ts";
import { pl } from "./pl.ts";
import { ptBR } from "./pt-br.ts";

/** Every language that Discord's menus are translated into; answers are in English. */
export const localisations = {
  [Locale.German]: de,
  [Locale.SpanishES]: esES,
  [Locale.French]: fr,
  [Locale.Polish]: pl,
  [Locale.PortugueseBR]: ptBR,
} as const satisfies Partial<Record<Locale, Localisation>>;

type Localised = Partial<Record<keyof typeof localisations, string>>;

/** What something is called in other languages, as a part of its definition; nothing where no table knows it. */
export function localisedName(name: string): { readonly name_localizations?: Localised } {
  const found = inAll(({ names }) => names[name]);
  return found === undefined ? {} : { name_localizations: found };
}

/** A text in other languages, undefined where no table knows it. */
export function localisedText(text: string): Localised | undefined {
  return inAll(({ texts }) => texts[text]);
}

function inAll(look: (localisation: Localisation) => string | undefined): Localised | undefined {
  const found = Object.entries(localisations).flatMap(([locale, localisation]) => {
    const said = look(localisation);
    return said === undefined ? [] : [[locale, said] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
