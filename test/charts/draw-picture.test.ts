import { describe, expect, it } from "vitest";
import { createDraw } from "../../src/charts/draw-picture.ts";
import { systemClock } from "../../src/clock.ts";
import { aDashboard } from "./a-dashboard.ts";

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);

/** Pixels, as the head of a PNG has them. */
function sizeOf(png: Uint8Array): { readonly width: number; readonly height: number } {
  const view = new DataView(png.buffer, png.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

describe("a picture", () => {
  it("is a PNG, and the same of the same", async () => {
    const draw = createDraw(systemClock);

    const [one, other] = await Promise.all([draw(aDashboard()), draw(aDashboard())]);

    expect(Array.from(one.slice(0, 4))).toEqual(Array.from(signature));
    expect(sizeOf(one).width).toBe(1_720);
    expect(sizeOf(one).height).toBeGreaterThan(1_000);
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
  });

  it("that cannot be drawn is an error, and holds up no other", async () => {
    const draw = createDraw(systemClock);
    const broken = { ...aDashboard(), panels: [{ kind: "bars" }] } as never;

    const [refused, drawn] = await Promise.allSettled([draw(broken), draw(aDashboard())]);

    expect(refused).toMatchObject({ status: "rejected", reason: { code: "picture" } });
    expect(drawn.status).toBe("fulfilled");
  });

  it("leaves the others their turn while it is drawn", async () => {
    let turns = 0;
    const ticking = setInterval(() => turns++, 5);

    await createDraw(systemClock)(aDashboard());
    clearInterval(ticking);

    expect(turns).toBeGreaterThan(5);
  });
});
