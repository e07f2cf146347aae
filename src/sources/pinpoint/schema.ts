import { z } from "zod";
import { id, link, moment, title } from "../fields.ts";

export const Board = z.object({ data: z.array(z.unknown()) });

const text = z.string().nullish();
const amount = z.union([z.string(), z.number()]).nullish();

export const Posting = z.object({
  id,
  title,
  url: link.nullish(),
  path: z.string().startsWith("/").nullish(),
  description: text,
  key_responsibilities_header: text,
  key_responsibilities: text,
  skills_knowledge_expertise_header: text,
  skills_knowledge_expertise: text,
  benefits_header: text,
  benefits: text,
  workplace_type: text,
  employment_type: text,
  compensation: text,
  compensation_minimum: amount,
  compensation_maximum: amount,
  compensation_currency: text,
  compensation_frequency: text,
  compensation_visible: z.boolean().nullish(),
  first_published_at: moment,
  location: z.object({ name: text, city: text, province: text }).nullish(),
});
export type Posting = z.output<typeof Posting>;
