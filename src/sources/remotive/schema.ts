import { z } from "zod";
import { id, link, moment, title } from "../fields.ts";

export const Listing = z.object({ "job-count": z.int().nonnegative(), jobs: z.array(z.unknown()) });

export const Job = z.object({
  id,
  url: link,
  title,
  company_name: z.string().nullish(),
  job_type: z.string().nullish(),
  publication_date: moment,
  candidate_required_location: z.string().nullish(),
  /** Free text. */
  salary: z.string().nullish(),
  description: z.string().nullish(),
});
export type Job = z.output<typeof Job>;
