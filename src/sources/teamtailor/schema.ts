import { z } from "zod";
import { link, moment, title } from "../fields.ts";
import { childOf, childrenOf, childText, type XmlElement } from "../xml.ts";

export const Item = z.object({
  id: z.string({ error: "expected a link that ends in /jobs/<number>-<title>, or a guid" }),
  title,
  link,
  description: z.string().optional(),
  pubDate: moment,
  remoteStatus: z.string().optional(),
  locations: z.array(
    z.object({ name: z.string().optional(), city: z.string().optional(), country: z.string().optional() }),
  ),
});
export type Item = z.output<typeof Item>;

/** What an `<item>` holds, for `Item` to check. */
export function fieldsOf(item: XmlElement): Readonly<Record<string, unknown>> {
  const link = childText(item, "link");
  const locations = childOf(item, "tt:locations");
  return {
    // The address goes on when a title changes, its number stays.
    id: /\/jobs\/(\d{1,20})(?![^-/?#])/.exec(link ?? "")?.[1] ?? childText(item, "guid"),
    title: childText(item, "title"),
    link,
    description: childText(item, "description"),
    pubDate: childText(item, "pubdate"),
    remoteStatus: childText(item, "remotestatus"),
    locations: (locations === undefined ? [] : childrenOf(locations, "tt:location")).map((location) => ({
      name: childText(location, "tt:name"),
      city: childText(location, "tt:city"),
      country: childText(location, "tt:country"),
    })),
  };
}
