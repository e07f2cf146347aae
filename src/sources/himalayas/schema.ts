import { z } from "zod";
import { id, link, title } from "../fields.ts";

export const Listing = z.object({
  jobs: z.array(z.unknown()),
  /** Absent at the end. */
  nextCursor: z.union([z.string(), z.number()]).nullish(),
});

export const Job = z.object({
  /** The address of the posting on Himalayas. */
  guid: id,
  title,
  companyName: z.string().nullish(),
  employmentType: z.string().nullish(),
  minSalary: z.number().nullish(),
  maxSalary: z.number().nullish(),
  salaryPeriod: z.string().nullish(),
  currency: z.string().nullish(),
  /** Countries; none of them where anyone may work. */
  locationRestrictions: z.array(z.string()).nullish(),
  description: z.string().nullish(),
  /** Seconds since 1970. */
  pubDate: z.number().positive().nullish().catch(null),
  applicationLink: link,
});
export type Job = z.output<typeof Job>;
