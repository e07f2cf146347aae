import { z } from "zod";
import { id, link, moment, title } from "../fields.ts";

export const Item = z.object({
  id,
  title,
  link,
  pubDate: moment,
  description: z.string(),
  remoteStatus: z.string().optional(),
  locations: z.array(
    z.object({ name: z.string().optional(), city: z.string().optional(), country: z.string().optional() }),
  ),
});
export type Item = z.output<typeof Item>;
