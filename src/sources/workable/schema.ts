import { z } from "zod";
import { id, link, moment, title } from "../fields.ts";

export const Board = z.object({ name: z.string().nullish(), jobs: z.array(z.unknown()) });

const Place = z.object({
  city: z.string().nullish(),
  region: z.string().nullish(),
  country: z.string().nullish(),
  hidden: z.boolean().nullish(),
});

/** One row: a posting in one of its places. */
export const Job = z.object({
  shortcode: id,
  title,
  url: link,
  application_url: link.nullish(),
  /** A day. */
  published_on: moment,
  employment_type: z.string().nullish(),
  telecommuting: z.boolean().nullish(),
  city: z.string().nullish(),
  state: z.string().nullish(),
  country: z.string().nullish(),
  locations: z.array(Place).nullish(),
  description: z.string().nullish(),
});
export type Job = z.output<typeof Job>;
