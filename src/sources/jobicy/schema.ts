import { z } from "zod";
import { id, link, moment, title } from "../fields.ts";

export const Listing = z.object({ jobs: z.array(z.unknown()) });

const amount = z.union([z.number(), z.string()]).nullish();

/** Pay goes by the names of today or by those of before, which are of a year. */
export const Job = z.object({
  id,
  url: link,
  /** With entities of HTML in it, as are all names. */
  jobTitle: title,
  companyName: z.string().nullish(),
  jobType: z.union([z.array(z.string()), z.string().transform((type) => [type])]).nullish(),
  jobGeo: z.string().nullish(),
  jobDescription: z.string().nullish(),
  pubDate: moment,
  salaryMin: amount,
  salaryMax: amount,
  salaryCurrency: z.string().nullish(),
  salaryPeriod: z.string().nullish(),
  annualSalaryMin: amount,
  annualSalaryMax: amount,
});
export type Job = z.output<typeof Job>;
