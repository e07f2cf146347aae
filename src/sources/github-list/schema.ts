import { z } from "zod";
import { id, link, title } from "../fields.ts";

export const Listings = z.array(z.unknown());

/** What is kept from readers of the list, readable even where the rest is not. */
export const Hidden = z.object({ is_visible: z.literal(false) });

export const Listing = z.object({
  id,
  company_name: title,
  title,
  url: link,
  locations: z.array(z.string()).nullish(),
  /** One dialect names terms (`Summer 2026`), the other one season (`Summer`). */
  terms: z.array(z.string()).nullish(),
  season: z.string().nullish(),
  /** `Offers Sponsorship`, `Does Not Offer Sponsorship`, `U.S. Citizenship is Required`, `Other`. */
  sponsorship: z.string().nullish(),
  active: z.boolean().nullish(),
  /** Seconds since 1970. */
  date_posted: z.number().positive().nullish().catch(null),
});
export type Listing = z.output<typeof Listing>;
