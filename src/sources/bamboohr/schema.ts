import { z } from "zod";
import { id, link, moment, title } from "../fields.ts";

export const List = z.object({
  meta: z.object({ totalCount: z.int().nonnegative() }).nullish(),
  result: z.array(z.unknown()),
});

export const Row = z.object({
  id,
  jobOpeningName: title,
  employmentStatusLabel: z.string().nullish(),
  location: z.object({ city: z.string().nullish(), state: z.string().nullish() }).nullish(),
  atsLocation: z
    .object({
      city: z.string().nullish(),
      state: z.string().nullish(),
      province: z.string().nullish(),
      country: z.string().nullish(),
    })
    .nullish(),
  isRemote: z.union([z.boolean(), z.number()]).nullish(),
  locationType: z.union([z.string(), z.number().transform(String)]).nullish(),
});
export type Row = z.output<typeof Row>;

export const Detail = z.object({
  result: z.object({
    jobOpening: z.object({
      description: z.string().nullish(),
      datePosted: moment,
      compensation: z.string().nullish(),
      jobOpeningShareUrl: link.nullish(),
      location: z.object({ addressCountry: z.string().nullish() }).nullish(),
    }),
  }),
});
export type Detail = z.output<typeof Detail>;
