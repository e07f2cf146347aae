import { z } from "zod";
import { id } from "../fields.ts";

/** Stories of an account, the newest first. */
export const Search = z.object({
  hits: z.array(z.object({ objectID: z.string().regex(/^\d{1,12}$/), title: z.string().nullish() })),
});

/** A story with the whole tree of its comments. */
export const Thread = z.object({ children: z.array(z.unknown()) });

export const Comment = z.object({
  id,
  /** HTML; null where it was deleted or killed. */
  text: z.string().nullish(),
  /** Seconds since 1970. */
  created_at_i: z.number().positive().nullish().catch(null),
});
export type Comment = z.output<typeof Comment>;
