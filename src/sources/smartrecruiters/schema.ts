import { z } from "zod";
import { id, link, moment, title } from "../fields.ts";

export const Page = z.object({ totalFound: z.int().nonnegative(), content: z.array(z.unknown()) });

const Label = z.object({ label: z.string().nullish() }).nullish();

export const Row = z.object({
  id,
  name: title,
  company: z.object({ name: z.string().nullish() }).nullish(),
  releasedDate: moment,
  location: z
    .object({
      city: z.string().nullish(),
      region: z.string().nullish(),
      country: z.string().nullish(),
      fullLocation: z.string().nullish(),
      remote: z.boolean().nullish(),
      hybrid: z.boolean().nullish(),
    })
    .nullish(),
  typeOfEmployment: Label,
});
export type Row = z.output<typeof Row>;

const Section = z.object({ title: z.string().nullish(), text: z.string().nullish() }).nullish();

export const Detail = z.object({
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
