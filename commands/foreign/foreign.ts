import { readAlertAddress } from "./alert-address.ts";
import { isMonitoRss, readMonitoRss } from "./monitorss.ts";
import { isOpml, readOpml } from "./opml.ts";
import { isSubscribeLines, readSubscribeLines } from "./subscribe-lines.ts";

/** What others' exports come to in our terms. */
export interface Foreign {
  /** Subscriptions to propose: what is wanted, in plain words or in the language, and what it was called there. */
  readonly wishes: readonly Wish[];
  /** Where postings come from: addresses that may be sources. */
  readonly addresses: readonly Address[];
  /** What cannot be taken over, and why. */
  readonly left: readonly { readonly what: string; readonly why: string }[];
}

export interface Wish {
  readonly query: string;
  /** Text of strangers. */
  readonly calledThere: string;
}

export interface Address {
  readonly url: string;
  /** Text of strangers. */
  readonly calledThere: string;
}

/**
 * Reads what was exported elsewhere: OPML of a feed reader, an export of MonitoRSS, `subscribe` lines as other bots take them, and
 * addresses of job searches. @returns undefined where it is none of these.
 */
export function readForeign(text: string): Foreign | undefined {
  const found = readExport(text);
  if (found === undefined) return undefined;
  // The address of a search says what is wanted; all others are places to look at.
  const searches = found.addresses.map((address) => ({ address, search: readAlertAddress(address.url) }));
  return {
    wishes: [
      ...found.wishes,
      ...searches.flatMap(({ address, search }) =>
        search === undefined ? [] : [{ query: search.query, calledThere: calledOf(address) }],
      ),
    ],
    addresses: searches.flatMap(({ address, search }) => (search === undefined ? [address] : [])),
    left: [
      ...found.left,
      ...searches.flatMap(({ address, search }) =>
        search === undefined || search.unread.length === 0
          ? []
          : [{ what: calledOf(address), why: `of its search, ${search.unread.join(", ")}` }],
      ),
    ],
  };
}

function calledOf({ calledThere, url }: Address): string {
  return calledThere || url;
}

function readExport(text: string): Foreign | undefined {
  if (isOpml(text)) return readOpml(text);
  if (isMonitoRss(text)) return readMonitoRss(text);
  if (isSubscribeLines(text)) return readSubscribeLines(text);
  return undefined;
}
