import { z } from "zod";
import { id, link, moment, title } from "../fields.ts";

export const Listing = z.object({ page_count: z.int().nonnegative(), results: z.array(z.unknown()) });

export const Job = z.object({
  id,
  name: title,
  publication_date: moment,
  contents: z.string().nullish(),
  locations: z.array(z.object({ name: z.string().nullish() })).nullish(),
  refs: z.object({ landing_page: link }),
  company: z.object({ name: z.string().nullish() }).nullish(),
});
export type Job = z.output<typeof Job>;
