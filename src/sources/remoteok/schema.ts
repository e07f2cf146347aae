import { z } from "zod";
import { id, link, title } from "../fields.ts";

export const Listing = z.array(z.unknown());

/** The first item of the list, which holds the terms. */
export const Legal = z.object({ legal: z.string() });

export const Job = z.object({
  id,
  position: title,
  company: z.string().nullish(),
  location: z.string().nullish(),
  /** Seconds since 1970. */
  epoch: z.coerce.number().positive().nullish().catch(null),
  description: z.string().nullish(),
  /** A year's pay in dollars; 0 is unset. */
  salary_min: z.number().nullish().catch(null),
  salary_max: z.number().nullish().catch(null),
  url: link,
  apply_url: link.nullish().catch(null),
});
export type Job = z.output<typeof Job>;
