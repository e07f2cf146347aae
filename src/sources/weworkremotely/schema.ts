import { z } from "zod";
import { id, link, title } from "../fields.ts";

const name = z.string().optional();

/** An item of the feed, its elements as texts. */
export const Item = z.object({
  guid: id,
  link,
  /** `Company: Role`. */
  title,
  /** From where one may work: `Anywhere in the World`, `USA Only`. */
  region: name,
  state: name,
  country: name,
  /** Names with commas between them. */
  skills: name,
  type: name,
  /** HTML, with the logo and the company's seat in front. */
  description: name,
  pubdate: name,
});
export type Item = z.output<typeof Item>;

/** The elements that are read. */
export const itemKeys = Item.keyof().options;
