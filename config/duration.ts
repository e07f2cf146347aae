import { z } from "zod";

const unitsMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
type Unit = keyof typeof unitsMs;

/** `90s`, `30m`, `2h`, `1d` as milliseconds. */
export const durationMs = z
  .string({ error: "expected a duration such as 90s, 30m, 2h or 1d" })
  .regex(/^\d{1,6}[smhd]$/, "expected a duration such as 90s, 30m, 2h or 1d")
  .transform((text) => Number(text.slice(0, -1)) * unitsMs[text.slice(-1) as Unit]);

/** No source is asked more often. */
export const intervalMs = durationMs.refine((ms) => ms >= 10_000, "expected at least 10s");
