import { describe, expect, it } from "vitest";
import { dashboard, info } from "../../../commands/reply.ts";
import { renderReply } from "../../../src/platforms/terminal/render.ts";
import { printable } from "../../../src/platforms/terminal/printable.ts";
import { aDashboard } from "../../charts/a-dashboard.ts";

function drawn(width: number, colour = false): readonly string[] {
  return renderReply(info(dashboard(aDashboard())), { width, colour });
}

describe("a dashboard in the terminal", () => {
  it("is drawn with characters, and every figure is written beside its bar", () => {
    expect(drawn(50)).toEqual([
      "role:backend",
      "212 openings since 14 Sep 2026",
      "",
      "New openings a week",
      "  14 Sep     12  █",
      "  21 Sep      0",
      `  28 Sep  1,204  ${"█".repeat(33)}`,
      "  The last week is not over",
      "",
      "Places",
      `  Berlin, DE  84  ${"█".repeat(32)}`,
      "  Munich, DE   1  █",
      "  14 say none",
      "",
      "Companies",
      `  Acme & <Sons>  9  ${"█".repeat(30)}`,
      "",
      "Stated pay a year",
      `  EUR, of 38  ├${"─".repeat(15)}┼${"─".repeat(18)}┤`,
      "    62,000 to 90,500, median 75,000",
      "  38 of 212 openings state it",
    ]);
  });

  it.each([20, 40, 200])("stays within %i columns", (width) => {
    expect(Math.max(...drawn(width).map((line) => line.length))).toBeLessThanOrEqual(width);
  });

  it("obeys nothing in a name", () => {
    const bars = [{ label: "Evil\u001b[2J\u202e", value: 1, said: "1" }];
    const panels = [{ kind: "bars", title: "Companies", note: "", bars }] as const;

    const lines = renderReply(info(dashboard(aDashboard({ panels }))), { width: 60, colour: false });

    expect(lines.join("")).toBe(lines.map(printable).join(""));
  });
});
