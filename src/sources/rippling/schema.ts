import { z } from "zod";
import { amount, id, link, moment, title } from "../fields.ts";

/** A bare array, one row for each place of a posting. */
export const List = z.array(z.unknown());

export const Row = z.object({
  uuid: id,
  name: title,
  url: link,
  workLocation: z.object({ label: z.string().nullish() }).nullish(),
});
export type Row = z.output<typeof Row>;

const PayRange = z.object({
  rangeStart: amount,
  rangeEnd: amount,
  currency: z.string().nullish(),
  frequency: z.string().nullish(),
});

export const Detail = z.object({
  uuid: id,
  companyName: z.string().nullish(),
  description: z.object({ role: z.string().nullish(), company: z.string().nullish() }).nullish(),
  /** `label` is the code (`SALARIED_FT`), `id` what people read. */
  employmentType: z.object({ id: z.string().nullish(), label: z.string().nullish() }).nullish(),
  createdOn: moment,
  workLocations: z.array(z.string()).nullish(),
  payRangeDetails: z.array(PayRange).nullish(),
});
export type Detail = z.output<typeof Detail>;
