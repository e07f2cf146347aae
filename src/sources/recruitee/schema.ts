import { z } from "zod";
import { amount, id, link, moment, title } from "../fields.ts";

export const Board = z.object({ offers: z.array(z.unknown()) });

const Place = z.object({
  name: z.string().nullish(),
  city: z.string().nullish(),
  state: z.string().nullish(),
  country: z.string().nullish(),
});

export const Offer = z.object({
  id,
  title,
  company_name: z.string().nullish(),
  careers_url: link,
  careers_apply_url: link.nullish(),
  published_at: moment,
  location: z.string().nullish(),
  locations: z.array(Place).nullish(),
  on_site: z.boolean().nullish(),
  hybrid: z.boolean().nullish(),
  remote: z.boolean().nullish(),
  /** Such as `fulltime_permanent`. */
  employment_type_code: z.string().nullish(),
  salary: z
    .object({ min: amount, max: amount, period: z.string().nullish(), currency: z.string().nullish() })
    .nullish(),
  description: z.string().nullish(),
  requirements: z.string().nullish(),
});
export type Offer = z.output<typeof Offer>;
