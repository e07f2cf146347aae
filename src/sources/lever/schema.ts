import { z } from "zod";
import { id, link, title } from "../fields.ts";

/** A bare array, and an object with a complaint where the site does not exist. */
export const Board = z.array(z.unknown());

export const Job = z.object({
  id,
  text: title,
  categories: z
    .object({
      location: z.string().nullish(),
      allLocations: z.array(z.string()).nullish(),
      commitment: z.string().nullish(),
    })
    .nullish(),
  workplaceType: z.string().nullish(),
  /** Milliseconds since the epoch. */
  createdAt: z.number().nonnegative().nullish(),
  hostedUrl: link,
  applyUrl: link.nullish(),
  description: z.string().nullish(),
  descriptionPlain: z.string().nullish(),
  lists: z.array(z.object({ text: z.string().nullish(), content: z.string().nullish() })).nullish(),
  additional: z.string().nullish(),
  additionalPlain: z.string().nullish(),
  salaryDescription: z.string().nullish(),
  salaryRange: z
    .object({
      min: z.number().nullish(),
      max: z.number().nullish(),
      currency: z.string().nullish(),
      interval: z.string().nullish(),
    })
    .nullish(),
});
export type Job = z.output<typeof Job>;
