import { z } from "zod";
import { employments, levels, modes, payPeriods, type Reading, roles } from "../posting/posting.ts";

const place = z.object({ city: z.string().nullable(), region: z.string().nullable(), country: z.string().nullable() });

const facts = z.object({
  title: z.string().nullable(),
  company: z.string().nullable(),
  roles: z.array(z.enum(roles)),
  levels: z.array(z.enum(levels)),
  employment: z.array(z.enum(employments)),
  modes: z.array(z.enum(modes)),
  places: z.array(place),
  remoteFrom: z.array(z.string()),
  languages: z.array(z.string()),
  languagesOptional: z.array(z.string()),
  // Readings of the first version have none.
  tools: z.array(z.string()).default([]),
  pay: z
    .object({
      min: z.number().nullable(),
      max: z.number().nullable(),
      currency: z.string(),
      period: z.enum(payPeriods),
    })
    .nullable(),
  closed: z.boolean(),
  posted: z.string().nullable(),
  spoken: z.array(z.string()),
  written: z.string().nullable(),
  visa: z.enum(["yes", "no"]).nullable(),
});

/** A reading as it is stored. */
export const readingSchema = z.object({
  version: z.number(),
  facts,
  evidence: z.array(
    z.object({
      field: facts.keyof(),
      value: z.string(),
      origin: z.enum(["title", "company", "location", "text", "source"]),
      start: z.number(),
      end: z.number(),
      quote: z.string(),
      rule: z.string(),
    }),
  ),
}) satisfies z.ZodType<Reading>;
