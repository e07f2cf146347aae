import { z } from "zod";
import { id, link, moment, title } from "../fields.ts";

export const Account = z.object({ name: z.string().nullish(), jobs: z.array(z.unknown()) });

export const Job = z.object({
  shortcode: id,
  title,
  url: link,
  application_url: link.nullish(),
  employment_type: z.string().nullish(),
  telecommuting: z.boolean().nullish(),
  published_on: moment,
  country: z.string().nullish(),
  state: z.string().nullish(),
  city: z.string().nullish(),
  locations: z
    .array(
      z.object({
        country: z.string().nullish(),
        region: z.string().nullish(),
        city: z.string().nullish(),
        hidden: z.boolean().nullish(),
      }),
    )
    .nullish(),
  description: z.string().nullish(),
});
export type Job = z.output<typeof Job>;
