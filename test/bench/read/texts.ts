import type { ReadingInput } from "../../../src/posting/posting.ts";

const sentences = [
  "Nordwind builds tools for harbours, and we are looking for people who like to see what they have made at work.",
  "You will design services in Go and TypeScript, talk to the crews who use them, and keep them running.",
  "Our office is in Bergen, Norway; three days a week there and two at home is how most of us work.",
  "The base salary is 720.000 – 900.000 NOK per year, with a pension and five weeks of holiday.",
  "You have five years of experience with distributed systems, speak English, and know your way around Linux.",
  "Rust is a plus. We do not offer visa sponsorship for this role at the moment.",
];

/** An invented posting of some 3 kB, a different one for each number. */
export function aText(number: number): ReadingInput {
  const lines = Array.from({ length: 28 }, (_, line) => {
    const words = sentences[(line * 5 + number) % sentences.length] ?? "";
    return line % 3 === 0 ? `- ${words}` : words;
  });
  const text = ["Harbour Engineer", "## What you do", ...lines].join("\n");
  return { title: "Harbour Engineer", company: "Nordwind", location: "Bergen, Norway", text, format: "plain" };
}

/** Pieces that are repeated: what a pattern that walks too far, or starts anew at every letter, would choke on. */
const units =
  "a|A |[(|1|$1|5-|a.|a@|1.000 |$100k - |C, |R, |and |in the |New York, |remote (|Senior |must be authorized |5 years |’s team |Acme is |[a](b) |https://a.b/|Go is a plus. |We are based in Oslo. |Engineer\n|# a\n|Location: Berlin\n|Requirements\n- Go\n\n|<b><li>|<p>Go</p>|<div>|&amp;".split(
    "|",
  );

/** Texts of that many UTF-16 units: postings after one another without end, and each of the units repeated. */
export function hostileTexts(length: number): readonly { readonly name: string; readonly input: ReadingInput }[] {
  const postings = Array.from({ length: 50 }, (_, number) => aText(number).text).join("\n\n");
  return [postings, ...units].map((unit) => ({
    name: unit === postings ? "postings" : JSON.stringify(unit),
    input: {
      title: null,
      company: null,
      location: null,
      text: unit.repeat(Math.ceil(length / unit.length)).slice(0, length),
      format: /^[<&]/.test(unit) ? "html" : "plain",
    },
  }));
}
