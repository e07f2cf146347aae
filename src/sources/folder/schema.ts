import { z } from "zod";
import { id, link } from "../fields.ts";

/** Blank counts as not given. */
const optionalText = z
  .string()
  .nullish()
  .transform((text) => text?.trim() || null);

/** One posting in a JSON file. Other keys are allowed: exports of other tools bring their own. */
export const FilePosting = z.object({
  id: id.nullish(),
  title: optionalText,
  company: optionalText,
  location: optionalText,
  text: z.string(),
  format: z.enum(["plain", "markdown", "html"]).nullish(),
  url: link.nullish(),
  /** An ISO date, or milliseconds since the epoch. */
  publishedAt: z
    .union([z.number(), z.string().transform((date) => Date.parse(date))])
    .refine((ms) => ms >= 0, "expected a date such as 2026-05-04T09:00:00Z, or milliseconds")
    .nullish(),
});
export type FilePosting = z.output<typeof FilePosting>;
