import { z } from "zod";
import { id, link, moment, title } from "../fields.ts";

export const Board = z.object({ offers: z.array(z.unknown()) });

const amount = z.union([z.string(), z.number()]).nullish();

export const Offer = z.object({
  id,
  title,
  careers_url: link,
  careers_apply_url: link.nullish(),
  company_name: z.string().nullish(),
  published_at: moment,
  location: z.string().nullish(),
  locations: z
    .array(
      z.object({
        name: z.string().nullish(),
        city: z.string().nullish(),
        state: z.string().nullish(),
        country: z.string().nullish(),
      }),
    )
    .nullish(),
  remote: z.boolean().nullish(),
  hybrid: z.boolean().nullish(),
  on_site: z.boolean().nullish(),
  employment_type_code: z.string().nullish(),
  salary: z
    .object({ min: amount, max: amount, period: z.string().nullish(), currency: z.string().nullish() })
    .nullish(),
  description: z.string().nullish(),
  requirements: z.string().nullish(),
});
export type Offer = z.output<typeof Offer>;
