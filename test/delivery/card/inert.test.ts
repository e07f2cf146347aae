import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inert, inertLink, inertOrNull } from "../../../src/delivery/card/inert.ts";

/** Text with far more mischief in it than random text has. */
const mischievous = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 6 }),
      fc.constantFrom(
        "\u202e",
        "\u2066",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u00ad",
        "\u0000",
        "\u001b[31m",
        "\u0085",
        "\r\n",
      ),
      fc.constantFrom("\u2028", "\u3000", "\ud800", "\udc00", "\u3164", "\u{e0041}", "🦀", "e\u0301", " "),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(""));

describe("inert text", () => {
  test.each([
    ["folds whitespace of every kind", "  Go \t\n Engineer\u3000\u2028 II ", "Go Engineer II"],
    ["drops bidirectional overrides", "Engineer \u202egnp.exe\u202c \u2067x\u2069", "Engineer gnp.exe x"],
    ["drops zero-width characters, also between spaces", "ru\u200bst \u200d \ufeffgo", "rust go"],
    ["drops controls and escape sequences' start", "a\u0000b\u001b[31mc\u007fd\u009be", "ab[31mcde"],
    ["takes a next line as space", "a\u0085b", "a b"],
    ["drops fillers that look like nothing", "a\u3164\u115f\u034fb", "ab"],
    ["drops lone surrogates", "a\ud83d b", "a b"],
    ["keeps markup for the renderer to escape", "<b>*C++* & `C#`</b>", "<b>*C++* & `C#`</b>"],
    ["keeps letters of other scripts", "Инженер 工程师 São", "Инженер 工程师 São"],
  ])("%s", (_, text, expected) => {
    expect(inert(text, 100)).toBe(expected);
  });

  test("cuts with an ellipsis and never through a character", () => {
    expect(inert("abcdef", 6)).toBe("abcdef");
    expect(inert("abcdefg", 6)).toBe("abcde…");
    expect(inert("abc defg", 5)).toBe("abc…");
    expect(inert("abcd🦀f", 6)).toBe("abcd…");
  });

  test("is null where nothing is left to see", () => {
    expect(inertOrNull(null, 10)).toBeNull();
    expect(inertOrNull(" \u200b\u202e ", 10)).toBeNull();
    expect(inertOrNull(" x ", 10)).toBe("x");
  });

  test("whatever comes in, one well-formed visible line within the limit comes out, and again the same", () => {
    fc.assert(
      fc.property(mischievous, fc.integer({ min: 1, max: 60 }), (text, maxLength) => {
        const result = inert(text, maxLength);

        expect(result.length).toBeLessThanOrEqual(maxLength);
        expect(result.isWellFormed()).toBe(true);
        expect(result).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
        expect(result).not.toMatch(/^\s|\s$|\s{2}/u);
        expect(inert(result, maxLength)).toBe(result);
      }),
    );
  });
});

describe("inert links", () => {
  test.each([
    ["https://example.org/a?b=1#c", "https://example.org/a?b=1#c"],
    ["http://example.org", "http://example.org/"],
    ["https://me:secret@example.org/a", "https://example.org/a"],
    ["https://example.org/a?utm_source=x&gh_jid=42&UTM_Medium=y&ref=z", "https://example.org/a?gh_jid=42"],
    ["https://example.org/a?ashby_jid=7&source=feed&gh_src=abc", "https://example.org/a?ashby_jid=7"],
    ["https://example.org/a?lever-source=x&lever-source%5B%5D=y&lever-id=5", "https://example.org/a?lever-id=5"],
    ["https://example.org/a?utm%5Fcampaign=x", "https://example.org/a"],
    ["https://example.org/a?q=c%2B%2B&q=%zz&sources=2", "https://example.org/a?q=c%2B%2B&q=%zz&sources=2"],
    ["https://example.org/a\u202egnp?x=\u200b", "https://example.org/a%E2%80%AEgnp?x=%E2%80%8B"],
    ["https://example.org/[a]{b}|c?d=[1]^`\\#e|f", "https://example.org/%5Ba%5D%7Bb%7D%7Cc?d=%5B1%5D%5E%60%5C#e%7Cf"],
    ["https://[2001:db8::1]/[a]", "https://[2001:db8::1]/%5Ba%5D"],
  ])("%s becomes %s", (link, expected) => {
    expect(inertLink(link)).toBe(expected);
  });

  test.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "slack://open",
    "mailto:a@example.org",
    "/jobs/1",
    "",
    "not a link",
    `https://example.org/${"a".repeat(2_001)}`,
  ])("%.40s is refused", (link) => {
    expect(inertLink(link)).toBeNull();
  });

  test("whatever comes in, only plain http(s) without user info and tracking comes out, and again the same", () => {
    const name = fc.constantFrom("gh_jid", "utm_source", "ref", "SOURCE", "lever-source[]", "id", "q");
    const query = fc.array(fc.tuple(name, fc.string({ maxLength: 5 })), { maxLength: 5 });
    const anyLink = fc.tuple(fc.webUrl(), query).map(([url, pairs]) => {
      return `${url}?${new URLSearchParams(pairs).toString()}`;
    });
    fc.assert(
      fc.property(fc.oneof(anyLink, fc.string({ unit: "binary" })), (link) => {
        const result = inertLink(link);
        if (result === null) return;

        const url = new URL(result);
        expect(["http:", "https:"]).toContain(url.protocol);
        expect(url.username + url.password).toBe("");
        expect([...url.searchParams.keys()].filter((key) => /^(utm_|ref$|source$|lever-source)/i.test(key))).toEqual(
          [],
        );
        expect(url.searchParams.getAll("gh_jid")).toEqual(new URL(link).searchParams.getAll("gh_jid"));
        expect(inertLink(result)).toBe(result);
      }),
    );
  });
});
