import { z } from "zod";
import { id, link, moment, title } from "../fields.ts";

export const Job = z.object({
  id,
  title,
  url: link,
  date: moment,
  company: z.string().optional(),
  location: z.string().nullable(),
  description: z.string(),
  salary: z.string().optional(),
  jobType: z.string().optional(),
  remoteType: z.string().optional(),
  until: z.string().optional(),
});
export type Job = z.output<typeof Job>;
