import { assert, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import {
  childrenOf,
  childText,
  elementsIn,
  markupIn,
  parseXml,
  textIn,
  type XmlElement,
} from "../../src/sources/xml.ts";

function rootOf(text: string): XmlElement {
  const root = parseXml(text);
  if (root === undefined) throw new Error(`expected an element in ${text}`);
  return root;
}

describe("XML of strangers", () => {
  test.each([
    ["a stray ampersand", "<a><b>P&P & Co</b></a>", "P&P & Co"],
    ["entities", "<a><b>1 &lt; 2 &amp; K&#246;ln &eacute;</b></a>", "1 < 2 & Köln &eacute;"],
    ["CDATA", "<a><b><![CDATA[<p>x & y</p>]]></b></a>", "<p>x & y</p>"],
    ["a mark before it", "\uFEFF<?xml version='1.0'?><a><b>x</b></a>", "x"],
    ["an entity that it declares", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a><b>&x;</b></a>", "&x;"],
    ["what is never closed", "<a><b>x", "x"],
    ["capitals", "<A><B>x</B></A>", "x"],
  ])("%s", (_, text, expected) => {
    expect(childText(rootOf(text), "b")).toBe(expected);
  });

  test("a prefix stays with its name", () => {
    const root = rootOf('<rss xmlns:tt="urn:x"><tt:city kind="a">Graz</tt:city><tt:city>Linz</tt:city></rss>');

    expect(childrenOf(root, "tt:city").map(textIn)).toEqual(["Graz", "Linz"]);
    expect(childrenOf(root, "tt:city")[0]?.attributes).toEqual({ kind: "a" });
  });

  test("HTML that was not escaped is HTML again", () => {
    const [description] = elementsIn(rootOf("<a><d>We <b>bake</b>.<p>Daily</p></d></a>"), "d");

    expect(description && markupIn(description)).toBe("We <b>bake</b>.<p>Daily</p>");
  });

  test("elements within each other count once, the outermost", () => {
    const names = [...elementsIn(rootOf("<r><a><j>1<j>2</j></j></a><j>3</j></r>"), "j")].map(textIn);

    expect(names).toEqual(["12", "3"]);
  });

  test("what is nested without end is refused, and quickly", () => {
    expect(() => parseXml("<a>".repeat(100_000))).toThrow(RangeError);
    expect(parseXml("<a>".repeat(64))).toBeDefined();
  });

  test("more elements than any list has are refused", () => {
    expect(parseXml(`<rss>${"<a/>".repeat(299_999)}`)).toBeDefined();
    expect(() => parseXml(`<rss>${"<a/>".repeat(300_000)}`)).toThrow("expected at most 300000 elements of XML");
  });

  test("no text breaks it", () => {
    assert(
      property(string({ unit: "binary" }), (text) => {
        expect(() => parseXml(`<a>${text}</a>`)).not.toThrow();
      }),
    );
  });
});
