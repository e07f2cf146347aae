import { describe, expect, it } from "vitest";
import { drawSvg } from "../../src/charts/draw-svg.ts";
import { aDashboard } from "./a-dashboard.ts";

/** The texts of an SVG, in its order. */
function textsIn(svg: string): readonly string[] {
  return [...svg.matchAll(/<text[^>]*>(?<text>[^<]*)<\/text>/g)].map(({ groups }) => groups?.["text"] ?? "");
}

describe("a dashboard as an SVG", () => {
  it("holds every figure with its name", async () => {
    const texts = textsIn(await drawSvg(aDashboard()));

    expect(texts).toEqual(
      expect.arrayContaining([
        "role:backend",
        "14 Sep",
        "1,204",
        "Berlin, DE",
        "84",
        "EUR, of 38",
        "62,000 to 90,500, median 75,000",
      ]),
    );
  });

  it("takes no name for markup", async () => {
    const svg = await drawSvg(aDashboard({ title: "<script>alert(1)</script>" }));

    expect(svg).not.toContain("<script");
    expect(svg).not.toContain("<Sons>");
    expect(textsIn(svg)).toContain("Acme &amp; &lt;Sons&gt;");
  });

  it.each([
    ["nothing counted", { kind: "columns", title: "Weeks", note: "", bars: [{ label: "1 May", value: 0, said: "0" }] }],
    ["no bars", { kind: "bars", title: "Places", note: "None of them says any", bars: [] }],
    ["no ranges", { kind: "ranges", title: "Pay", note: "too few", ranges: [] }],
    [
      "a range of one amount",
      { kind: "ranges", title: "Pay", note: "", ranges: [{ label: "EUR", low: 5, middle: 5, high: 5, said: "5" }] },
    ],
  ] as const)("can be drawn with %s", async (_, panel) => {
    const svg = await drawSvg(aDashboard({ panels: [panel] }));

    expect(textsIn(svg)).toContain(panel.title);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });
});
