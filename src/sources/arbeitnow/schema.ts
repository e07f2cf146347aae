import { z } from "zod";
import { id, link, title } from "../fields.ts";

export const Listing = z.object({
  data: z.array(z.unknown()),
  /** Where the next page is; null on the last one. */
  links: z.object({ next: z.string().nullish() }),
});

export const Job = z.object({
  slug: id,
  company_name: z.string().nullish(),
  title,
  description: z.string().nullish(),
  remote: z.boolean().nullish(),
  url: link,
  job_types: z.array(z.string()).nullish(),
  location: z.string().nullish(),
  /** Seconds since 1970. */
  created_at: z.number().positive().nullish().catch(null),
});
export type Job = z.output<typeof Job>;
