import { z } from "zod";
import { id, link, moment, title } from "../fields.ts";

export const Board = z.object({
  jobs: z.array(z.unknown()),
  meta: z.object({ total: z.int().nonnegative() }),
});

/** Whole numbers of the hundredth part of a currency; one range for each jurisdiction. */
const PayInputRange = z.object({
  min_cents: z.number().nullish(),
  max_cents: z.number().nullish(),
  currency_type: z.string().nullish(),
  title: z.string().nullish(),
  blurb: z.string().nullish(),
});

export const Job = z.object({
  id,
  title,
  absolute_url: link,
  company_name: z.string().nullish(),
  location: z.object({ name: z.string().nullish() }).nullish(),
  offices: z.array(z.object({ name: z.string().nullish(), location: z.string().nullish() })).nullish(),
  first_published: moment,
  content: z.string().nullish(),
  /** Fields of the employer's own making; `value` may be of any type. */
  metadata: z.array(z.object({ name: z.string().nullish(), value: z.unknown() })).nullish(),
  pay_input_ranges: z.array(PayInputRange).nullish(),
});
export type Job = z.output<typeof Job>;
export type PayInputRange = z.output<typeof PayInputRange>;
