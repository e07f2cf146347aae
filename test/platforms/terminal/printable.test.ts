import { describe, expect, it } from "vitest";
import { printable, printableLines, printableLink } from "../../../src/platforms/terminal/printable.ts";

describe("printable", () => {
  it.each([
    ["colours", "\u001b[31mred\u001b[0m", "[31mred[0m"],
    ["one-byte commands", "a\u009b2Jb", "a2Jb"],
    ["a bell and a backspace", "a\u0007\bb", "ab"],
    ["bidirectional overrides and isolates", "\u202egnp\u202c\u2066x\u2069", "gnpx"],
    ["zero-width characters", "a\u200bb\u200dc\ufeffd\u00ad", "abcd"],
    ["lone surrogates", "a\ud800b", "ab"],
    ["line breaks become blanks", "a\r\nb\tc\u2028d", "a  b c d"],
    ["piles of marks are cut down", `a${"\u0301".repeat(50)}`, `a${"\u0301".repeat(4)}`],
    ["what is only unusual stays", "naïve — 日本 🎯 שלום", "naïve — 日本 🎯 שלום"],
  ])("%s", (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it("keeps the lines of a text apart", () => {
    expect(printableLines("a\r\nb\n\u001bc\u2028d")).toEqual(["a", "b", "c", "d"]);
  });
});

describe("printableLink", () => {
  it.each([
    ["https://jobs.example.org/1?a=b#c", "https://jobs.example.org/1?a=b#c", "jobs.example.org"],
    ["http://example.org:8080", "http://example.org:8080/", "example.org:8080"],
    ["https://user:secret@example.org/", "https://example.org/", "example.org"],
    ["https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4", "xn--bcher-kva.example"],
    ["https://example.org/\u001b\u202e", "https://example.org/%1B%E2%80%AE", "example.org"],
  ])("%s", (link, href, host) => {
    expect(printableLink(link)).toEqual({ href, host });
  });

  it.each([null, "", "jobs", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://"])(
    "nothing of %s",
    (link) => {
      expect(printableLink(link)).toBeNull();
    },
  );
});
