import { z } from "zod";
import { amount, id, moment, title } from "../fields.ts";
import { childOf, childrenOf, childText, markupIn, textIn, type XmlElement } from "../xml.ts";

export const Position = z.object({
  id,
  name: title,
  subcompany: z.string().optional(),
  offices: z.array(z.string()),
  sections: z.array(z.object({ heading: z.string().optional(), html: z.string() })),
  employmentType: z.string().optional(),
  schedule: z.string().optional(),
  createdAt: moment,
  salary: z.object({ min: amount, max: amount, currency: z.string().optional(), interval: z.string().optional() }),
});
export type Position = z.output<typeof Position>;

/** What a `<position>` holds, for `Position` to check. */
export function fieldsOf(position: XmlElement): Readonly<Record<string, unknown>> {
  const more = childOf(position, "additionaloffices");
  const descriptions = childOf(position, "jobdescriptions");
  const salary = childOf(position, "salaryinformation");
  return {
    id: childText(position, "id"),
    name: childText(position, "name"),
    subcompany: childText(position, "subcompany"),
    offices: [position, ...(more === undefined ? [] : [more])]
      .flatMap((element) => childrenOf(element, "office"))
      .flatMap((office) => textIn(office) ?? []),
    sections: (descriptions === undefined ? [] : childrenOf(descriptions, "jobdescription")).map((description) => {
      const value = childOf(description, "value");
      return { heading: childText(description, "name"), html: value === undefined ? "" : markupIn(value).trim() };
    }),
    employmentType: childText(position, "employmenttype"),
    schedule: childText(position, "schedule"),
    createdAt: childText(position, "createdat"),
    salary: {
      min: salary && childText(salary, "min"),
      max: salary && childText(salary, "max"),
      currency: salary && childText(salary, "currencycode"),
      interval: salary && childText(salary, "type"),
    },
  };
}
