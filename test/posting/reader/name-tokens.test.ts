import fc from "fast-check";
import { expect, it } from "vitest";
import { namePassagesOf } from "../../../src/posting/reader/name-tokens.ts";
import { tokensOf } from "../../../src/posting/reader/word-tokens.ts";
import { documentOfText } from "./document-of-text.ts";

const names = [
  "Go",
  "go",
  "C",
  "c++",
  "C#",
  "node",
  "node.js",
  "other.js",
  ".NET",
  ".net",
  "asp.net",
  "ASP.NET",
  "Python",
  "python3",
];
const others = ["x", "end.Python.You", "Good", "k8s", "a_go", "c-level", "C’s"];
const word = fc.tuple(
  fc.constantFrom(...names, ...others),
  fc.constantFrom(" ", ", ", "/", "-", " (", ") ", ". ", "…", "’"),
);

it("keeps of a plain line what can be a name, as all words of the line are cut", () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
      const text = `We use ${words.flat().join("")} and Rust.`;
      const [passage] = namePassagesOf(documentOfText(text));
      const all = tokensOf(passage?.text ?? "");

      for (const token of passage?.tokens ?? []) expect(all).toContainEqual(token);
      const kept = all.filter(({ folded }) =>
        /^(?:go|c|c\+\+|c#|node|node\.js|\.net|asp\.net|python|python3|k8s|rust)$/.test(folded),
      );
      for (const token of kept) expect(passage?.tokens).toContainEqual(token);
    }),
  );
});
