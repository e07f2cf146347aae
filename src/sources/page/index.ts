import { z } from "zod";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource, SourceError } from "../source.ts";
import { addressName, webAddress } from "../web-address.ts";
import { postingsIn } from "./postings-in.ts";

/** What stands for a page for a while, and says nothing of it: a challenge, a login, a shell for scripts, a break. */
const inTheWay =
  /captcha|cf-chl|challenge-|just a moment|access denied|are you (?:a )?(?:human|robot)|unusual traffic|enable javascript|type=["']?password|maintenance|be back soon|temporarily unavailable/i;

/** A page that describes its postings for search engines: schema.org's JobPosting as JSON-LD. */
export const page = defineSource({
  id: "page",
  title: "Pages with schema.org JobPosting",
  docs: "https://schema.org/JobPosting",
  options: z.strictObject({ url: webAddress.describe("Address of the page") }),
  board: ({ url }) => addressName(url),
  recognise: () => undefined,
  async snapshot({ url }, { http, clock, hasOpen }) {
    const answer = await http.text(url, { isPage: true, accept: "text/html, application/xhtml+xml" });
    const { builder, isWhole } = postingsIn(answer, clock.now());
    if (builder === undefined) {
      // The last one was taken down, if it is the same kind of page as before: nothing in it can say so.
      const isPlain = isWhole && /<\/(?:html|body)\b/i.test(answer.text) && !inTheWay.test(answer.text);
      if (isPlain && (await hasOpen?.()) === true) return new SnapshotBuilder().build();
      throw new SourceError("schema", "page", `expected schema.org JobPosting in ${answer.url.host}'s page, got none`);
    }
    return builder.build();
  },
});
