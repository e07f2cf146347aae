import type { ClaimKind } from "./claims.ts";

/**
 * Keys by whose claims filters are found: those that narrow most, and by which most filters narrow. Each more makes smaller
 * groups of filters to be gone through, which costs more than it saves for those that few use.
 */
export const claimKeys = ["location", "role", "lang", "company", "level", "mode"] as const;
export type ClaimKey = (typeof claimKeys)[number];

/** All that filters are found by: a word, and another word that has to stand beside it, are no claims of their own. */
export const accessKeys = [...claimKeys, "text", "besides"] as const;
export type AccessKey = (typeof accessKeys)[number];

const keyByKind: Readonly<Partial<Record<ClaimKind, ClaimKey>>> = {
  ...Object.fromEntries(claimKeys.map((key) => [key, key])),
  "not-location": "location",
};

export function claimKeyOf(kind: ClaimKind): ClaimKey | undefined {
  return keyByKind[kind];
}

/** The bit of a key in the shape of a filter, which is made of all keys by which it wants something. */
export function shapeBit(key: AccessKey): number {
  return 1 << accessKeys.indexOf(key);
}
