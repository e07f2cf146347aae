import { z } from "zod";
import { defineSource, SourceError } from "../source.ts";
import { addressName, webAddress } from "../web-address.ts";
import { postingsIn } from "./postings-in.ts";

/** A page that describes its postings for search engines: schema.org's JobPosting as JSON-LD. */
export const page = defineSource({
  id: "page",
  title: "Pages with schema.org JobPosting",
  docs: "https://schema.org/JobPosting",
  options: z.strictObject({ url: webAddress.describe("Address of the page") }),
  board: ({ url }) => addressName(url),
  recognise: () => undefined,
  async snapshot({ url }, { http, clock }) {
    const answer = await http.text(url, { isPage: true, accept: "text/html, application/xhtml+xml" });
    const { builder } = postingsIn(answer, clock.now());
    if (builder === undefined) {
      throw new SourceError("schema", "page", `expected schema.org JobPosting in ${answer.url.host}'s page, got none`);
    }
    return builder.build();
  },
});
