import { z } from "zod";
import { id, link, moment, title } from "../fields.ts";

export const Board = z.object({ jobs: z.array(z.unknown()) });

/** What tells a link-only role from a posting, readable even where the rest is not. */
export const Unlisted = z.object({ isListed: z.literal(false) });

const Component = z.object({
  compensationType: z.string().nullish(),
  interval: z.string().nullish(),
  currencyCode: z.string().nullish(),
  minValue: z.number().nullish(),
  maxValue: z.number().nullish(),
});

const Address = z.object({
  postalAddress: z
    .object({
      addressLocality: z.string().nullish(),
      addressRegion: z.string().nullish(),
      addressCountry: z.string().nullish(),
    })
    .nullish(),
});

export const Job = z.object({
  id,
  title,
  location: z.string().nullish(),
  secondaryLocations: z.array(z.object({ location: z.string().nullish() })).nullish(),
  address: Address.nullish(),
  employmentType: z.string().nullish(),
  workplaceType: z.string().nullish(),
  isRemote: z.boolean().nullish(),
  publishedAt: moment,
  jobUrl: link,
  applyUrl: link.nullish(),
  descriptionHtml: z.string().nullish(),
  descriptionPlain: z.string().nullish(),
  shouldDisplayCompensationOnJobPostings: z.boolean().nullish(),
  compensation: z.object({ summaryComponents: z.array(Component).nullish() }).nullish(),
});
export type Job = z.output<typeof Job>;
