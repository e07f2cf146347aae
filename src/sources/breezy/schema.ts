import { z } from "zod";
import { id, link, moment, title } from "../fields.ts";

/** A bare array. */
export const Board = z.array(z.unknown());

const Named = z.object({ name: z.string().nullish() }).nullish();

const Location = z.object({
  name: z.string().nullish(),
  city: z.string().nullish(),
  state: Named,
  country: Named,
  is_remote: z.boolean().nullish(),
});
export type Location = z.output<typeof Location>;

export const Position = z.object({
  id,
  name: title,
  url: link,
  published_date: moment,
  type: Named,
  company: Named,
  location: Location.nullish(),
  locations: z.array(Location).nullish(),
  /** Free text, such as `$60k - $80k / year`. */
  salary: z.string().nullish(),
  description: z.string().nullish(),
});
export type Position = z.output<typeof Position>;
