import { describe, expect, it } from "vitest";
import { describeQuery } from "../../src/filter/describe.ts";
import { parseQuery } from "../../src/filter/parse.ts";

describe("describeQuery", () => {
  it.each([
    [
      "role:backend,infra lang:go,rust location:germany level:-intern pay:>=80k/yr,eur",
      "Backend or infrastructure, Go or Rust, in Germany, not interns, pay at least 80,000 EUR a year",
    ],
    ["", "Everything"],
    ["lang:go+rust,python,-php", "Python or both Go and Rust, without PHP"],
    ["role:ml,sre mode:remote,-onsite", "SRE or machine learning, remote, not onsite"],
    ["location:eu,belgrade,-uk", "In Belgrade or the European Union, not in the United Kingdom"],
    ["location:paris-tx,worldwide", "In the whole world"],
    ["location:paris-tx", "In Paris, TX"],
    ["speaks:german,-dutch type:contract", "Asks for German, does not ask for Dutch, contract"],
    ["company:-acme source:ashby", "Not at acme, found at ashby"],
    ['text:"on call",-agency', 'Mentions "on call", does not mention "agency"'],
    ["visa:yes posted:<=1d", "Sponsors a visa, posted in the last day"],
    ["visa:-no posted:<=36h", "Not those without visa sponsorship, posted in the last 36 hours"],
    ["pay:>=80k/yr,eur,>=50.5/h,usd", "Pay at least 80,000 EUR a year or 50.5 USD an hour"],
    ["status:any unknown:hide", "Everything, open or closed, nothing that leaves any of this unsaid"],
    ["role:qa status:closed unknown:flag", "QA, only what is closed, with a mark where any of this is not said"],
    [
      "role:qa to:me every:day at:09:00 tz:Europe/Berlin quiet:20-08 max:10/day",
      "QA; to you, gathered once a day, at 09:00, nothing from 20:00 to 08:00, at most 10 a day, times of Europe/Berlin",
    ],
    ["role:qa to:#jobs every:now max:1/hour", "QA; to #jobs, at once, at most 1 an hour"],
  ])("%s", (query, expected) => {
    expect(describeQuery(parseQuery(query))).toBe(expected);
  });
});
