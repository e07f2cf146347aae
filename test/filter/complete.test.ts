import { describe, expect, it } from "vitest";
import { complete } from "../../src/filter/complete.ts";

/** The text with each candidate in place, the cursor being where the bar stands. */
function completed(marked: string, count: number, companies: readonly string[] = []): readonly string[] {
  const cursor = marked.indexOf("|");
  const text = marked.replace("|", "");
  const candidates = complete(text, cursor, companies).slice(0, count);
  return candidates.map(
    (candidate) => `${text.slice(0, candidate.start)}${candidate.text}${text.slice(candidate.end)}`,
  );
}

describe("complete", () => {
  it.each([
    ["keys in their order", "|", ["role:", "level:", "location:"]],
    ["keys by their beginning", "lo|", ["location:"]],
    ["keys that are not there yet", "role:backend le|", ["role:backend level:"]],
    ["values without a key", "gol|", ["lang:go"]],
    ["places without a key", "belgr|", ["location:belgrade"]],
    ["values of a key", "role:back|", ["role:backend"]],
    ["values by another name", "role:infr|", ["role:infrastructure"]],
    ["values after a space", "role: back|", ["role: backend"]],
    ["the last of a list", "role:backend,infr|", ["role:backend,infrastructure"]],
    ["the last of a list with spaces", "role:backend, infr|", ["role:backend, infrastructure"]],
    ["what is not in the list yet", "mode:remote,|", ["mode:remote,hybrid", "mode:remote,onsite"]],
    ["what is excluded", "level:-int|", ["level:-intern"]],
    ["the second of both", "lang:go+rus|", ["lang:go+rust"]],
    ["names with a plus", "lang:c+|", ["lang:c++"]],
    ["places", "location:belgr|", ["location:belgrade"]],
    ["places in quotes", 'location:"new yor|', ["location:new-york", "location:new-york-state"]],
    ["a place of several words without quotes", "location:new y|", ["location:new-york"]],
    ["the last place of a list with spaces", "location:berlin, san fr|", ["location:berlin, san-francisco"]],
    ["a name of several words without a key", "senior machine l|", ["senior role:machine-learning"]],
    ["a place of several words without a key", "backend in san fran|", ["backend in location:san-francisco"]],
    ["what is called so before what is also called so", "mi|", ["level:mid"]],
    ["places by their own names first", "location:par|", ["location:paris", "location:paraguay"]],
    ["cities before the regions around them", "location:new|", ["location:new-york"]],
    ["tools as words of the posting", "text:kuber|", ["text:kubernetes"]],
    ["tools without a key", "kuber|", ["text:kubernetes"]],
    ["pay by its figure", "pay:80|", ["pay:>=80k/yr,eur", "pay:>=80k/yr,usd"]],
    ["a setting by what was typed", "max:7|", ["max:7/day"]],
    ["human languages", "speaks:germ|", ["speaks:german"]],
    ["within a word", "role:back|ned lang:go", ["role:backend lang:go"]],
    ["full-width signs", "role：back|", ["role：backend"]],
    ["settings", "every:d|", ["every:day"]],
    ["zones", "tz:europe/belg|", ["tz:Europe/Belgrade"]],
    ["zones by their city", "tz:belg|", ["tz:Europe/Belgrade"]],
    ["pay by example", "pay:|", ["pay:>=80k/yr,eur"]],
    ["nothing for an unknown key", "rle:back|", []],
    ["nothing for a free word", "text:foob|", []],
  ])("%s", (_, text, expected) => {
    expect(completed(text, Math.max(1, expected.length))).toEqual(expected);
  });

  it.each([
    ["company:str|", ["company:stripe", "company:strava"]],
    ["lang:go company:acme,hugg|", ['lang:go company:acme,"hugging face"']],
    ["company:fac|", ['company:"hugging face"']],
    ["company:stripe,str|", ["company:stripe,strava"]],
    ["company:zzz|", []],
    ["strav|", ["company:strava"]],
  ])("companies that are known, best first: %s", (text, expected) => {
    expect(completed(text, Math.max(1, expected.length), ["Stripe", "Hugging Face", "Strava"])).toEqual(expected);
  });

  it("gives no more than a platform shows", () => {
    expect(complete("location:s", 10)).toHaveLength(25);
  });

  it("says what a place is", () => {
    expect(complete("location:paris", 14)[0]).toMatchObject({ text: "paris", detail: "Paris, FR" });
  });
});
