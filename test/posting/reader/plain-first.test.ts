import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainFirst, wholeWords } from "../../../src/posting/reader/plain-first.ts";

const texts = fc.string({
  unit: fc.constantFrom(..."aZ3_ .-’'/é ßЖ中あ、・２ﬁא́😀𝗛"),
  maxLength: 30,
});

describe("plainFirst", () => {
  it.each([
    /(?<![\p{L}\p{N}])Z(?![\p{L}\p{N}])/giu,
    /[\p{L}\p{M}\p{N}]+(?:\.[\p{Ll}\p{N}]+)*/gu,
    /(?<=[^\p{L}](?=a))\p{L}{1,3}/gu,
    /\p{Lu}[\p{L}\d/&+#.’'()-]{0,4}|\P{L}/gu,
    /(?<!\p{L}|[\p{Script=Cyrillic}-])\.?[^\p{L}\s]\]?/gu,
  ])("finds what %s finds", (pattern) => {
    const quick = plainFirst(pattern);

    fc.assert(
      fc.property(texts, (text) => {
        expect(text.match(quick)).toEqual(text.match(pattern));
      }),
    );
  });

  it("leaves a pattern without such classes alone", () => {
    expect(plainFirst(/\b[a-z]+\d{1,3}(?<!x)/gi)).toEqual(/\b[a-z]+\d{1,3}(?<!x)/gi);
  });

  it("takes a source, with the flags that most patterns have", () => {
    expect(plainFirst("a|b")).toEqual(/a|b/iu);
    expect(plainFirst("a|b", "g")).toEqual(/a|b/g);
  });
});

describe("wholeWords", () => {
  it.each(["Büro", "im büro", "(Büro)"])("finds the word in %j", (text) => {
    expect(wholeWords("büro|office").test(text)).toBe(true);
  });

  it.each(["Büroß", "éBüro", "Büro2", "2Büro"])("does not find it within %j", (text) => {
    expect(wholeWords("büro|office").test(text)).toBe(false);
  });
});
