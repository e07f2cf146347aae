import { z } from "zod";
import { amount, id, link, moment, title } from "../fields.ts";

export const Board = z.object({ data: z.array(z.unknown()) });

const text = z.string().nullish();

export const Posting = z.object({
  id,
  title,
  url: link.nullish(),
  path: z
    .string()
    .regex(/^\/(?![/\\])/, "expected a path on its own site")
    .nullish(),
  description: text,
  key_responsibilities: text,
  key_responsibilities_header: text,
  skills_knowledge_expertise: text,
  skills_knowledge_expertise_header: text,
  benefits: text,
  benefits_header: text,
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
