import { z } from "zod";
import { id, link, moment, title } from "../fields.ts";

export const List = z.object({ totalFound: z.int().nonnegative(), content: z.array(z.unknown()) });

const Location = z.object({
  city: z.string().nullish(),
  region: z.string().nullish(),
  /** Two letters. */
  country: z.string().nullish(),
  /** May lack a part in the middle: `Zurich, , Switzerland`. */
  fullLocation: z.string().nullish(),
  remote: z.boolean().nullish(),
  hybrid: z.boolean().nullish(),
});

export const Listed = z.object({
  id,
  name: title,
  company: z.object({ name: z.string().nullish() }).nullish(),
  releasedDate: moment,
  location: Location.nullish(),
  typeOfEmployment: z.object({ id: z.string().nullish(), label: z.string().nullish() }).nullish(),
});
export type Listed = z.output<typeof Listed>;

const Section = z.object({ title: z.string().nullish(), text: z.string().nullish() }).nullish();

export const Detail = z.object({
  id,
  active: z.boolean().nullish(),
  postingUrl: link.nullish(),
  applyUrl: link.nullish(),
  jobAd: z
    .object({
      sections: z
        .object({
          companyDescription: Section,
          jobDescription: Section,
          qualifications: Section,
          additionalInformation: Section,
        })
        .nullish(),
    })
    .nullish(),
});
export type Detail = z.output<typeof Detail>;
