import type { ClaimKind } from "./claims.ts";

/** The keys by which filters are found: those that narrow most, and by which most filters narrow. */
export const accessKeys = ["location", "role", "lang", "level", "mode", "type", "pay"] as const;
export type AccessKey = (typeof accessKeys)[number];

const keyByKind: Readonly<Partial<Record<ClaimKind, AccessKey>>> = {
  ...Object.fromEntries(accessKeys.map((key) => [key, key])),
  "not-location": "location",
};

export function accessKeyOf(kind: ClaimKind): AccessKey | undefined {
  return keyByKind[kind];
}

export function forAccessKeys<Value>(make: (key: AccessKey) => Value): Readonly<Record<AccessKey, Value>> {
  const [location, role, lang, level, mode, type, pay] = accessKeys;
  return {
    location: make(location),
    role: make(role),
    lang: make(lang),
    level: make(level),
    mode: make(mode),
    type: make(type),
    pay: make(pay),
  };
}
