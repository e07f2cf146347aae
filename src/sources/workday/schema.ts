import { z } from "zod";
import { link, moment, title } from "../fields.ts";

export const Page = z.object({ total: z.int().nonnegative().nullish(), jobPostings: z.array(z.unknown()) });

export const Row = z.object({
  title,
  externalPath: z.string().startsWith("/job/").max(1000),
  locationsText: z.string().nullish(),
  bulletFields: z.array(z.string()).nullish(),
});
export type Row = z.output<typeof Row>;

export const Detail = z.object({
  jobPostingInfo: z.object({
    title: z.string().nullish(),
    jobDescription: z.string().nullish(),
    location: z.string().nullish(),
    additionalLocations: z.array(z.string()).nullish(),
    startDate: moment,
    timeType: z.string().nullish(),
    remoteType: z.string().nullish(),
    country: z.object({ descriptor: z.string().nullish() }).nullish(),
    externalUrl: link.nullish(),
  }),
  hiringOrganization: z.object({ name: z.string().nullish() }).nullish(),
});
export type Detail = z.output<typeof Detail>;
