import { z } from "zod";
import { link, moment, title } from "../fields.ts";

export const List = z.object({
  /** Of all pages, on the first one; 0 on the others of some tenants. */
  total: z.int().nonnegative(),
  jobPostings: z.array(z.unknown()),
});

const text = z.string().nullish();

/** Short texts beside a title, which each employer chooses; the requisition's number is most often the first one. */
const bulletFields = z
  .array(z.unknown())
  .nullish()
  .transform((fields) => (fields ?? []).filter((field) => typeof field === "string"));

/** What an id can be made of, readable even where the rest is not. */
export const Identified = z.object({ externalPath: text, bulletFields });
export type Identified = z.output<typeof Identified>;

export const Listed = z.object({
  title,
  externalPath: z.string().regex(/^\/(?![/\\])[^?#]+$/, "expected a path such as /job/Place/Title_R1"),
  locationsText: text,
  bulletFields,
  timeType: text,
  remoteType: text,
});
export type Listed = z.output<typeof Listed>;

export const Detail = z.object({
  jobPostingInfo: z.object({
    jobDescription: text,
    location: text,
    additionalLocations: z.array(z.string()).nullish(),
    country: z.object({ descriptor: text }).nullish(),
    /** The day of publication. */
    startDate: moment,
    timeType: text,
    remoteType: text,
    externalUrl: link.nullish(),
  }),
  hiringOrganization: z.object({ name: text }).nullish(),
});
export type Detail = z.output<typeof Detail>;
export type PostingInfo = Detail["jobPostingInfo"];
