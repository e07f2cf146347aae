/**
 * What Discord's menus say in one language. A text is found by its English original, so that an original that was changed has no
 * translation until somebody has looked at it.
 */
export interface Localisation {
  /** Of verbs, options and keys: lower case, letters of any script, digits, `-`, `_`, `'`; at most 32. And of the menu's entry. */
  readonly names: Readonly<Record<string, string>>;
  /** Descriptions of at most 100 characters, and what choices are called. */
  readonly texts: Readonly<Record<string, string>>;
}
