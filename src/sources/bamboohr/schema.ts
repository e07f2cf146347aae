import { z } from "zod";
import { id, link, moment, title } from "../fields.ts";

export const List = z.object({
  meta: z.object({ totalCount: z.int().nonnegative().nullish() }).nullish(),
  result: z.array(z.unknown()),
});

const text = z.string().nullish();

const Location = z.object({ city: text, state: text, province: text, country: text, addressCountry: text }).nullish();
export type Location = z.output<typeof Location>;

export const Listed = z.object({
  id,
  jobOpeningName: title,
  employmentStatusLabel: text,
  location: Location,
  atsLocation: Location,
  isRemote: z.union([z.boolean(), z.number()]).nullish(),
  locationType: z.union([z.string(), z.int().transform(String)]).nullish(),
});
export type Listed = z.output<typeof Listed>;

export const Detail = z.object({
  result: z.object({
    jobOpening: z.object({
      jobOpeningShareUrl: link.nullish(),
      description: text,
      /** Free text. */
      compensation: text,
      /** A day. */
      datePosted: moment,
      location: Location,
      atsLocation: Location,
    }),
  }),
});
export type Opening = z.output<typeof Detail>["result"]["jobOpening"];
