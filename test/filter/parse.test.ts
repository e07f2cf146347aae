import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { parseOptions, parseQuery } from "../../src/filter/parse.ts";
import { printQuery } from "../../src/filter/print.ts";

function canonical(text: string): string {
  const query = parseQuery(text);
  expect(query.words).toEqual([]);
  return printQuery(query);
}

function errorOf(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("expected a UserError, got none");
}

describe("parseQuery reads", () => {
  it.each([
    [
      "the guide's example, whatever the order",
      "role:backend,infrastructure level:-intern lang:go location:europe mode:remote pay:>=80k/yr,eur unknown:flag to:me every:day at:09:00 tz:Europe/Berlin quiet:20-08",
      "role:backend,infrastructure level:-intern location:europe mode:remote lang:go pay:>=80k/yr,eur to:me every:day at:09:00 tz:Europe/Berlin quiet:20-08 unknown:flag",
    ],
    ["nothing", "  ", ""],
    ["an equals sign", "role=backend", "role:backend"],
    ["full-width signs", "role：backend，infra", "role:backend,infrastructure"],
    ["any case", "ROLE:Backend Lang:GO TZ:europe/berlin", "role:backend lang:go tz:Europe/Berlin"],
    [
      "plurals and synonyms",
      "roles:backend loc:berlin language:go salary:>=50k/yr,eur",
      "role:backend location:berlin lang:go pay:>=50k/yr,eur",
    ],
    ["a key again as or", "lang:go lang:rust", "lang:go,rust"],
    ["a value again once", "lang:go,golang,Go", "lang:go"],
    [
      "spaces around colon and comma",
      "role: backend, infra , qa mode: remote",
      "role:backend,infrastructure,qa mode:remote",
    ],
    ["commas between keys", "role:backend, mode:remote,level:senior", "role:backend level:senior mode:remote"],
    ["a value of several words", "location:new york lang:go", "location:new-york lang:go"],
    [
      "several words inside a list",
      "location:san francisco, new york, berlin",
      "location:berlin,new-york,san-francisco",
    ],
    [
      "straight, curly and single quotes",
      `text:"code review" text:“pair work” text:'on call'`,
      'text:"code review","on call","pair work"',
    ],
    ["an apostrophe as a letter", "company:o'neil", 'company:"o\'neil"'],
    ["a minus before the key", "-lang:java,php", "lang:-java,-php"],
    ["a long dash as minus", "level:–intern", "level:-intern"],
    ["both", "lang:go+rust", "lang:go+rust"],
    ["pluses in names", "lang:c++,c+++rust", "lang:c++"],
    ["pluses in names beside another", "lang:c+++rust", "lang:rust+c++"],
    ["quoted parts of both", 'text:"code review"+mentoring', 'text:"code review"+mentoring'],
    ["a quoted plus as a sign", 'text:"a+b"', 'text:"a+b"'],
    ["a company's plus as a sign", "company:a+b", 'company:"a+b"'],
    ["german as a human language", "lang:german", "speaks:german"],
    ["german beside go", "lang:go,german,-polish", "lang:go speaks:german,-polish"],
    ["human languages by code", "speaks:de,en", "speaks:english,german"],
    ["places below a listed one", "location:germany,berlin,munich", "location:germany"],
    ["places below an excluded one", "location:eu,-germany,-berlin", "location:eu,-germany"],
    ["the narrower of both places", "location:berlin+germany", "location:berlin"],
    ["more than is asked anyway", "lang:go,go+rust", "lang:go"],
    ["the best known place of a name", "location:paris", "location:paris"],
    ["another place of the name", 'location:"paris, tx"', "location:paris-tx"],
    ["pay by the hour", "pay:>=65/h,usd", "pay:>=65/h,usd"],
    ["pay with thousands", "pay:>=80,000 eur per year", "pay:>=80k/yr,eur"],
    ["pay with signs", "pay:$120k/yr", "pay:>=120k/yr,usd"],
    ["pay in quotes", 'pay:"5.500 € per month"', "pay:>=5500/mo,eur"],
    ["pay without the year", "pay:>=80k,eur", "pay:>=80k/yr,eur"],
    ["the least pay in words", "pay: at least 80k eur", "pay:>=80k/yr,eur"],
    ["pay in lakh", "pay:12 lpa", "pay:>=1200k/yr,inr"],
    ["pay in millions", "pay:8m,jpy", "pay:>=8000k/yr,jpy"],
    ["pay by the month with its letter", "pay:5000/m,eur", "pay:>=5k/mo,eur"],
    ["pay without a colon", "pay>=80k,eur posted<=7d", "pay:>=80k/yr,eur posted:<=7d"],
    ["pay in two currencies", "pay:>=90k/yr,usd,>=80k/yr,eur", "pay:>=80k/yr,eur,>=90k/yr,usd"],
    ["the lower of two floors", "pay:>=80k/yr,eur pay:>=30/h,eur", "pay:>=30/h,eur"],
    ["odd amounts", "pay:>=65.5/h,gbp", "pay:>=65.5/h,gbp"],
    ["ages", "posted:2w", "posted:<=14d"],
    ["the longer of two ages", "posted:today,week", "posted:<=7d"],
    ["hours", "posted:<36h", "posted:<=36h"],
    ["the default status", "status:open", ""],
    ["every status", "status:open,closed", "status:any"],
    ["a status by exclusion", "status:-open", "status:closed"],
    ["what people may set otherwise", "unknown:show", "unknown:show"],
    ["visa", "visa:-no", "visa:-no"],
    ["sources and boards", "source:greenhouse,ashby:Acme", "source:ashby:acme,greenhouse"],
    ["a board that is named like a key", 'source:ashby,"type:x"', 'source:ashby,"type:x"'],
    ["punctuation of names", "text:Node.js,.NET,C#", 'text:".net",c#,node.js'],
    ["a channel", "to:#jobs-go", "to:#jobs-go"],
    ["a channel as Slack sends it", "to:<#C12AB|general>", "to:#general"],
    ["a channel as Discord sends it", "to:<#1234>", "to:#1234"],
    ["cadences", "every:daily", "every:day"],
    ["times", "at:9pm tz:berlin", "at:21:00 tz:Europe/Berlin"],
    ["a time with a space", "at:9 pm", "at:21:00"],
    ["zones by their new names", "tz:asia/kolkata", "tz:Asia/Kolkata"],
    ["a time without its colon", "at:0930", "at:09:30"],
    ["a time by its name", "at:noon", "at:12:00"],
    ["zones as people call them", "tz:EST", "tz:America/New_York"],
    ["British summer time", "tz:BST", "tz:Europe/London"],
    ["a country of one zone", "tz:India", "tz:Asia/Kolkata"],
    ["quiet hours in words", "quiet:22 to 7", "quiet:22-07"],
    ["quiet hours to the minute", "quiet:22:30-7", "quiet:22:30-07:00"],
    ["budgets", "max:10 per day", "max:10/day"],
    ["the same setting twice", "every:day every:daily", "every:day"],
  ])("%s", (_, text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it("gives words without a key back with their places", () => {
    const { words } = parseQuery('backend, "new york" role:qa -pay');

    expect(words).toEqual([
      { text: "backend", quoted: false, start: 0, end: 7 },
      { text: "new york", quoted: true, start: 9, end: 19 },
      { text: "-pay", quoted: false, start: 28, end: 32 },
    ]);
  });

  it("does not take words into a value that stands for itself", () => {
    const query = parseQuery("lang:go backend text:on call pay:>=80k,eur a job");

    expect(printQuery(query)).toBe("lang:go pay:>=80k/yr,eur text:on");
    expect(query.words.map(({ text }) => text)).toEqual(["backend", "call", "a", "job"]);
  });
});

describe("parseQuery refuses", () => {
  it.each([
    ["rle:backend", "rle:", "role:", 0, 3],
    ["lang:go rle:backend", "rle:", "role:", 8, 11],
    ["role:backnd", '"backnd"', "backend", 5, 11],
    ["remote: yes", "remote:", "mode:remote", 0, 6],
    ["remote:no", "remote:", "mode:-remote", 0, 6],
    ["level:senior+", '"senior+"', "senior,staff,manager,director,executive", 6, 13],
    ["level<=mid", '"<=mid"', "intern,junior,mid", 5, 10],
    ["level:junior-senior", '"junior-senior"', "junior,mid,senior", 6, 19],
    ["level:any", '"any"', null, 6, 9],
    ["role:backend/frontend", '"backend/frontend"', "backend,frontend", 5, 21],
    ["lang:go+", '"go+"', "go", 5, 8],
    ["lang:--go", '"-go"', "go", 6, 9],
    ["role:qa,backnd", '"backnd"', "backend", 8, 14],
    ["level:backend", '"backend"', "role:backend", 6, 13],
    ["role:remote", '"remote"', "mode:remote", 5, 11],
    ["speaks:go", '"go"', "lang:go", 7, 9],
    ["location:germny", '"germny"', "germany", 9, 15],
    ["location:brelin", '"brelin"', "berlin", 9, 15],
    ["lang:ruts", '"ruts"', "rust", 5, 9],
    ["lang:go|rust", '"go|rust"', "go,rust", 5, 12],
    ["lang:go;rust&c", '"go;rust&c"', "go,rust,c", 5, 14],
    ["level:!intern", '"!intern"', "-intern", 6, 13],
    ["pay:>=80k/yr,eur, rust", '"rust"', null, 18, 22],
    ["lang:go+ruts", '"ruts"', "rust", 8, 12],
    ["lang:-go+rust", "2", "-go,-rust", 5, 13],
    ["-lang:-go", "two", null, 6, 9],
    ["lang:go+german", '"go" and "german"', null, 8, 14],
    ["role:", "nothing", null, 0, 5],
    ["role: mode:remote", "nothing", null, 0, 5],
    ["role:-", '"-"', null, 5, 6],
    [`text:${"x".repeat(4_000)}`, "4005", null, 4_000, 4_005],
    ['text:"open', "the end of the text", null, 5, 10],
    ['text:"a"b', '"b"', null, 8, 9],
    ['text:"!?"', '"!?"', null, 5, 9],
    ["pay:80k", '"80k"', ">=80k/yr,eur", 4, 7],
    ["pay:>=65,usd", '">=65,usd"', ">=65/h,usd", 4, 12],
    ["pay:15k,pln", '"15k,pln"', ">=15k/mo,pln", 4, 11],
    ["pay:80k-100k/yr,eur", '"80k-100k/yr,eur"', ">=80k/yr,eur", 4, 19],
    ["pay:<=80k/yr,eur", '"<=80k/yr,eur"', null, 4, 16],
    ["pay:>=80k/yr,eux", '">=80k/yr,eux"', null, 4, 16],
    ["pay:->=80k/yr,eur", '"->=80k/yr,eur"', ">=80k/yr,eur", 4, 17],
    ["posted:7", '"7"', "<=7d", 7, 8],
    ["visa:maybe", '"maybe"', null, 5, 10],
    ["status:opne", '"opne"', "open", 7, 11],
    ["unknown:flagg", '"flagg"', "flag", 8, 13],
    ["every:dya", '"dya"', "day", 6, 9],
    ["every:monday", '"monday"', "week", 6, 12],
    ["every:morning", '"morning"', "day", 6, 13],
    ["every:2h", '"2h"', "hour", 6, 8],
    ["every:5min", '"5min"', "now", 6, 10],
    ["every:month", '"month"', "week", 6, 11],
    ["every:day,hour", "day and hour", null, 10, 14],
    ["at:25:00", '"25:00"', null, 3, 8],
    ["at:13pm", '"13pm"', null, 3, 7],
    ["tz:Europe/Berln", '"Europe/Berln"', "Europe/Berlin", 3, 15],
    ["tz:+02:00", '"+02:00"', "Europe/Athens", 3, 9],
    ["tz:UTC+1", '"UTC+1"', "Europe/Berlin", 3, 8],
    ["tz:gmt-5", '"gmt-5"', "America/New_York", 3, 8],
    ["tz:UTC+5:30", '"UTC+5:30"', "Asia/Kolkata", 3, 11],
    ["tz:UTC+0", '"UTC+0"', "UTC", 3, 8],
    ["tz:UTC+13:37", '"UTC+13:37"', null, 3, 12],
    ["quiet:20-20", '"20-20"', null, 6, 11],
    ["quiet:20", '"20"', null, 6, 8],
    ["max:0/day", '"0/day"', null, 4, 9],
    ["max:10", '"10"', "10/day", 4, 6],
    ["to:jobs", '"jobs"', "#jobs", 3, 7],
  ])("%s", (text, got, suggestion, start, end) => {
    const error = errorOf(() => parseQuery(text));

    expect(error.code).toBe("query");
    expect(error.fields).toMatchObject({ start, end, suggestion });
    expect(error.message).toContain(`Query, column ${start + 1}: expected `);
    expect(error.message).toContain(`, got ${got}.`);
    if (suggestion !== null) expect(error.message).toContain(`Did you mean ${suggestion}?`);
  });

  it("names the key", () => {
    const error = errorOf(() => parseQuery("mode:office-less"));

    expect(error.fields["key"]).toBe("mode");
  });
});

describe("parseOptions", () => {
  it("reads each value to its end", () => {
    const query = parseOptions({
      location: "New York, -san francisco",
      lang: "go + rust",
      pay: ">=80,000/yr, eur",
      role: " ",
    });

    expect(printQuery(query)).toBe("location:new-york,-san-francisco lang:go+rust pay:>=80k/yr,eur");
  });

  it("names the key whose value is wrong, with columns of that value", () => {
    const error = errorOf(() => parseOptions({ lang: "go", role: "backend, infrastracture" }));

    expect(error.fields).toMatchObject({ key: "role", start: 9, end: 23, suggestion: "infrastructure" });
  });

  it("refuses a key that is none", () => {
    const error = errorOf(() => parseOptions({ rolle: "backend" }));

    expect(error.fields).toMatchObject({ suggestion: "role:" });
  });
});
