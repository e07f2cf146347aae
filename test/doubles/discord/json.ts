/** What came over the wire and has not been looked at yet. */
export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function objectOf(value: unknown): Json {
  return isJson(value) ? value : {};
}

/** The objects of a list; anything else is dropped. */
export function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Discord takes null for what is not given, nearly everywhere. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
