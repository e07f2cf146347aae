import * as fc from "fast-check";
import { type Card, cardButtons } from "../../src/delivery/card/card.ts";

/** A whole card of an open posting, of which a test names only what it is about. */
export function aCard(card: Partial<Card> = {}): Card {
  return {
    postingId: "p2abc",
    title: "Backend Engineer",
    url: "https://jobs.example.org/acme/1",
    company: "Acme",
    facts: [
      { name: "place", value: "Belgrade, Serbia · hybrid" },
      { name: "level", value: "senior" },
      { name: "type", value: "full-time" },
      { name: "languages", value: "Go, Rust (nice to have)" },
      { name: "pay", value: "80,000–100,000 EUR a year" },
      { name: "age", value: "2 days ago" },
    ],
    why: "matches infra: Go, Belgrade; visa not stated",
    evidence: [
      { field: "languages", value: "Go", quote: "You write Go" },
      { field: "places", value: "Belgrade, RS", quote: "our office in Belgrade" },
      { field: "levels", value: "senior", quote: "a senior colleague" },
    ],
    buttons: cardButtons,
    state: "open",
    ...card,
  };
}

/** Words that some platform would obey, or that move, hide or imitate what stands around them. */
export const hostileTexts = [
  "",
  " ",
  "@everyone @here",
  "<!channel> <@U1> <#C1>",
  "[free](http://evil.example)",
  "<http://evil.example|free>",
  "*bold* _it_ ~no~ `code` ```block``` > quote",
  "\u001b[31mred\u001b[0m \u001b]8;;http://evil.example\u0007free\u001b]8;;\u0007 \u009b2J",
  "first\r\nsecond\u2028third\tfourth\u0000\u0007\b",
  "\u202eesrever\u202c \u2066isolate\u2069 \u200f\u061c",
  "zero\u200bwidth\u200d\ufeff\u00ad\u2060",
  "lone \ud800 surrogate \udfff",
  `Z${"\u0301\u0317".repeat(200)}algo`,
  "日本語のエンジニア👩‍💻募集中🇩🇪",
  "x".repeat(20_000),
  "&lt;b&gt; <script>alert(1)</script>",
] as const;

/** Text as strangers write it, and worse. */
export const anyText = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom("\u001b", "[", "2", "J", "\u202e", "\u200b", "\u009b", "a", " ", "語"),
    maxLength: 40,
  }),
);

/** Links that a card should never hold among those that it may. */
export const anyLink = fc.oneof(
  fc.constantFrom(
    null,
    "",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://user:secret@jobs.example.org/1",
    "https://jobs.example.org/\u001b]8;;http://evil.example\u0007",
    "http://[::1]/",
    "https://bücher.example/\u202egnp.exe",
  ),
  fc.webUrl(),
  anyText,
);

/** Cards whose makers forgot to make them inert. */
export const anyCard: fc.Arbitrary<Card> = fc.record({
  postingId: anyText,
  title: anyText,
  url: anyLink,
  company: fc.option(anyText),
  facts: fc.array(
    fc.record({
      name: fc.constantFrom("place", "level", "type", "languages", "pay", "age"),
      value: anyText,
    }),
    { maxLength: 8 },
  ),
  why: anyText,
  evidence: fc.array(fc.record({ field: anyText, value: anyText, quote: anyText }), { maxLength: 4 }),
  buttons: fc.subarray([...cardButtons]),
  state: fc.constantFrom("open", "closed"),
});
