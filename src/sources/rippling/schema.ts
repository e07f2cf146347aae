import { z } from "zod";
import { id, link, moment, title } from "../fields.ts";

export const Board = z.array(z.unknown());

const Label = z.object({ label: z.string().nullish() }).nullish();

export const Row = z.object({ uuid: id, name: title, url: link, workLocation: Label });
export type Row = z.output<typeof Row>;

export const Detail = z.object({
  description: z.object({ company: z.string().nullish(), role: z.string().nullish() }).nullish(),
  companyName: z.string().nullish(),
  employmentType: z.object({ label: z.string().nullish(), id: z.string().nullish() }).nullish(),
  createdOn: moment,
});
export type Detail = z.output<typeof Detail>;
