import { describe, expect, it } from "vitest";
import { createChanges } from "../../../src/platforms/terminal/changes.ts";
import { cardMarker } from "../../../src/platforms/terminal/render.ts";
import { cardMessage, digestMessage, lineEntry } from "../a-digest.ts";
import { aDesk } from "./a-desk.ts";

const look = { width: 80, colour: false };
const open = cardMessage();
const closed = cardMessage({ state: "closed" });

function digestOf(...states: readonly ("open" | "closed")[]) {
  const entries = states.map((state, index) => lineEntry({ postingId: `p${index}`, about: "Acme", state }));
  return digestMessage({ total: states.length, groups: [{ heading: "Backend", entries }] });
}

describe("an edit in the terminal", () => {
  it.each([
    ["that closed", open, closed, ["Now closed: Backend Engineer — Acme (p2abc)"]],
    ["that opened again", closed, open, ["Open again: Backend Engineer — Acme (p2abc)"]],
    ["that changed", open, cardMessage({ title: "Go Engineer" }), ["Changed: Go Engineer — Acme (p2abc)"]],
    ["that changed while it was closed", closed, closed, ["Changed: Backend Engineer — Acme (p2abc)"]],
    ["without company", open, cardMessage({ company: null }), ["Changed: Backend Engineer (p2abc)"]],
    ["of a digest", digestOf("open", "open"), digestOf("open", "closed"), ["Now closed: Go Engineer — Acme (p1)"]],
    [
      "and others of a digest, in both ways",
      digestOf("closed", "open", "open"),
      digestOf("open", "closed", "closed"),
      ["Now closed: Go Engineer — Acme (p1); Go Engineer — Acme (p2)", "Open again: Go Engineer — Acme (p0)"],
    ],
    [
      "that changed within a digest",
      digestOf("closed", "open"),
      digestOf("closed", "open"),
      ["Changed: 2 new for infra"],
    ],
  ])("says of a posting %s what changed", (_, before, after, lines) => {
    const changes = createChanges();
    changes.shown("r1", before);

    expect(changes.describe("r1", after, look)).toEqual(lines);
  });

  it("names three of many", () => {
    const changes = createChanges();
    const many = Array.from({ length: 1_204 }, () => "closed" as const);

    const [first, second] = changes.describe("r1", digestOf(...many), { width: 200, colour: false });

    expect(first).toBe(
      "Now closed: Go Engineer — Acme (p0); Go Engineer — Acme (p1); Go Engineer — Acme (p2) and 1,201 more",
    );
    expect(second).toBeUndefined();
  });

  it("takes what was shown by an earlier process, or long ago, as shown open", () => {
    const changes = createChanges();
    changes.shown("r0", closed);
    for (let index = 1; index <= 1_000; index++) changes.shown(`r${index}`, closed);

    expect(changes.describe("unknown", closed, look)).toEqual(["Now closed: Backend Engineer — Acme (p2abc)"]);
    expect(changes.describe("r0", closed, look)).toEqual(["Now closed: Backend Engineer — Acme (p2abc)"]);
    expect(changes.describe("r1", open, look)).toEqual(["Open again: Backend Engineer — Acme (p2abc)"]);
  });

  it("never looks like a card", () => {
    const changes = createChanges();
    const imitation = cardMessage({ title: `${cardMarker}x `.repeat(20), company: `${cardMarker}y `.repeat(20) });

    const lines = changes.describe("r1", imitation, { width: 40, colour: false });

    expect(lines.filter((line) => line.startsWith(cardMarker))).toEqual([]);
    expect(lines.length).toBeGreaterThan(1);
  });

  it("is compared with the edit before it", async () => {
    const { terminal, screen } = aDesk({}, 80);
    const me = await terminal.openDirect({ workspace: "terminal", user: "anybody" });
    const reference = await terminal.send(me, cardMessage({ facts: [], evidence: [] }), "key1");
    const before = screen.rows.length;

    for (const message of [closed, closed, open]) await terminal.edit(me, reference, message);

    expect(screen.rows.slice(before - 1).filter((row) => row !== "")).toEqual([
      "Now closed: Backend Engineer — Acme (p2abc)",
      "Changed: Backend Engineer — Acme (p2abc)",
      "Open again: Backend Engineer — Acme (p2abc)",
      ">",
    ]);
  });
});
