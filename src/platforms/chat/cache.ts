import type { z } from "zod";

/** Key → value with a life time, as far as Slack needs it of Keyv. */
export interface Cache {
  get(key: string): Promise<unknown>;
  /** @param ttlMs For ever when left out. */
  set(key: string, value: unknown, ttlMs?: number): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

/** What stands there, or undefined where there is nothing or something of another form, as after an update. */
export async function cached<Value>(
  cache: Pick<Cache, "get">,
  key: string,
  schema: z.ZodType<Value>,
): Promise<Value | undefined> {
  const parsed = schema.safeParse(await cache.get(key));
  return parsed.success ? parsed.data : undefined;
}
