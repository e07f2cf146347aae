import { z } from "zod";
import { id, moment, title } from "../fields.ts";

export const Position = z.object({
  id,
  name: title,
  subcompany: z.string().optional(),
  offices: z.array(z.string()),
  employmentType: z.string().optional(),
  schedule: z.string().optional(),
  createdAt: moment,
  sections: z.array(z.object({ heading: z.string().optional(), html: z.string() })),
});
export type Position = z.output<typeof Position>;
