import { describe, expect, it } from "vitest";
import { dashboard, info, text } from "../../../commands/reply.ts";
import { silentLog } from "../../../src/log.ts";
import { withPictures } from "../../../src/platforms/chat/with-pictures.ts";
import { aDashboard } from "../../charts/a-dashboard.ts";
import { aPicture } from "../../doubles/a-picture.ts";

const reply = info(text("Before."), dashboard(aDashboard()), text("After."));

describe("a reply with pictures", () => {
  it("has each drawn in its place", async () => {
    const { parts } = await withPictures(reply, aPicture, silentLog);

    expect(parts).toMatchObject([
      { text: "Before." },
      { kind: "dashboard", picture: await aPicture() },
      { text: "After." },
    ]);
  });

  it("says where one could not be drawn, and keeps its words", async () => {
    const faults: unknown[] = [];
    const log = { ...silentLog, error: (fields: object) => void faults.push(fields) };

    const { parts } = await withPictures(reply, () => Promise.reject(new Error("no font")), log);

    expect(parts).toEqual([
      ...reply.parts.slice(0, 2),
      text(expect.stringContaining("could not be drawn")),
      reply.parts[2],
    ]);
    expect(faults).toHaveLength(1);
  });

  it("draws nothing where there is nothing to draw", async () => {
    expect(await withPictures(info(text("Done.")), () => Promise.reject(new Error("drawn")), silentLog)).toEqual(
      info(text("Done.")),
    );
  });
});
