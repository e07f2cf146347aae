import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type DigestRow,
  maxDigestCards,
  type PlannedMessage,
  planDigest,
} from "../../../src/delivery/card/digest-plan.ts";
import { roleHeading } from "../../../src/delivery/card/role-heading.ts";
import type { Role } from "../../../src/posting/posting.ts";
import { testNow } from "../../builders.ts";

const header = { name: "infra", late: null, cause: null };
const limits = { cards: 10, lines: 40, characters: 6_000 };
const someRoles = ["backend", "sre", "machine-learning", "other"] as const satisfies readonly Role[];

/** The one that came before `index` others. */
function aRow(index: number, row: Partial<DigestRow> = {}): DigestRow {
  return { delivery: `d${index}`, role: "backend", at: testNow - index, cardSize: 400, lineSize: 100, ...row };
}

function rowsOf(...roles: readonly Role[]): DigestRow[] {
  return roles.map((role, index) => aRow(index, { role }));
}

function idsOf(plan: readonly PlannedMessage[]): string[] {
  return plan.flatMap(({ deliveries }) => deliveries.map(({ id }) => id));
}

const anyRows = fc
  .array(
    fc.record({
      role: fc.constantFrom(...someRoles),
      at: fc.integer({ min: 0, max: 30 }),
      cardSize: fc.integer({ min: 50, max: 3_000 }),
      lineSize: fc.integer({ min: 10, max: 800 }),
    }),
    { maxLength: 120 },
  )
  .map((rows) => rows.map((row, index) => ({ delivery: `d${index}`, ...row })));
const anyLimits = fc.record({
  cards: fc.integer({ min: 1, max: 12 }),
  lines: fc.integer({ min: 1, max: 50 }),
  characters: fc.integer({ min: 100, max: 8_000 }),
});

describe("the plan of a digest", () => {
  test.each([0, 1, 10, 11, 5_000])("of %i openings has each once, newest first, and the first ten in full", (count) => {
    const rows = Array.from({ length: count }, (_, index) => aRow(index));

    const plan = planDigest(rows.toReversed(), header, limits);

    expect(idsOf(plan)).toEqual(rows.map(({ delivery }) => delivery));
    expect(plan.flatMap(({ deliveries }) => deliveries.map(({ inFull }) => inFull))).toEqual(
      rows.map((_, index) => index < maxDigestCards),
    );
    if (count > 1) expect(plan.every(({ header }) => header?.total === count)).toBe(true);
  });

  test("of one opening is its card, and of none is nothing", () => {
    expect(planDigest([aRow(0)], header, limits)).toEqual([
      { kind: "card", header: null, deliveries: [{ id: "d0", inFull: true }] },
    ]);
    expect(planDigest([], header, limits)).toEqual([]);
  });

  test("groups by role in the order of their newest, other last", () => {
    const plan = planDigest(rowsOf("other", "sre", "backend", "sre", "other", "backend"), header, limits);

    expect(idsOf(plan)).toEqual(["d1", "d3", "d2", "d5", "d0", "d4"]);
  });

  test("shows in full what stands first, group by group", () => {
    const rows = [...rowsOf("sre", "backend"), ...Array.from({ length: 12 }, (_, index) => aRow(index + 2))];

    const [part] = planDigest(rows, header, limits);

    const inFull = part?.deliveries.filter((delivery) => delivery.inFull).map(({ id }) => id);
    expect(inFull).toEqual(["d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8", "d9"]);
    expect(part?.deliveries.slice(0, 10).every((delivery) => delivery.inFull)).toBe(true);
  });

  test.each([
    ["cards", { ...limits, cards: 4 }, [4, 4, 5]],
    ["lines", { ...limits, lines: 2 }, [12, 1]],
    ["characters", { ...limits, characters: 2_000 }, [4, 4, 5]],
  ])("goes on in another part where the limit of %s is reached", (_, limits, lengths) => {
    const rows = Array.from({ length: 13 }, (_, index) => aRow(index));

    const plan = planDigest(rows, header, limits);

    expect(plan.map(({ deliveries }) => deliveries.length)).toEqual(lengths);
    expect(plan.map(({ header }) => [header?.part, header?.parts])).toEqual(
      lengths.map((_, index) => [index + 1, lengths.length]),
    );
  });

  test("gives an opening that is larger than a part one of its own", () => {
    const rows = [aRow(0), aRow(1, { cardSize: 9_000 }), aRow(2)];

    expect(planDigest(rows, header, limits).map(({ deliveries }) => deliveries.length)).toEqual([1, 1, 1]);
  });

  test("says of itself nothing that can act", () => {
    const [part] = planDigest(rowsOf("sre", "sre"), { name: "in\u202efra", late: "\u200b", cause: "a\nb" }, limits);

    expect(part?.header).toEqual({ name: "infra", late: null, cause: "a b", total: 2, part: 1, parts: 1 });
  });

  test("of a quarter of a million openings comes at once", () => {
    const rows = Array.from({ length: 250_000 }, (_, index) => aRow(index, { role: someRoles[index % 4] ?? "other" }));

    const plan = planDigest(rows, header, limits);

    expect(new Set(idsOf(plan)).size).toBe(250_000);
    expect(plan.at(-1)?.header).toMatchObject({ total: 250_000, part: plan.length, parts: plan.length });
  });

  test("whatever the openings and limits, each stands in it once, in order, within the limits", () => {
    fc.assert(
      fc.property(anyRows, anyLimits, fc.string({ maxLength: 20 }), (rows, limits, cause) => {
        const byId = new Map(rows.map((row) => [row.delivery, row]));

        const plan = planDigest(rows, { ...header, cause }, limits);

        const shown = plan.map(({ deliveries }) =>
          deliveries.map(({ id, inFull }) => ({ ...(byId.get(id) ?? aRow(-1)), inFull })),
        );
        const all = shown.flat();
        expect(all.map(({ delivery }) => delivery).toSorted()).toEqual([...byId.keys()].toSorted());
        const headings = all.map(({ role }) => role).filter((role, index) => role !== all[index - 1]?.role);
        expect(headings).toEqual([...new Set(headings)]);
        expect(headings.slice(0, -1)).not.toContain("other");
        expect(
          all.every((row, index) => row.role !== all[index - 1]?.role || row.at <= (all[index - 1]?.at ?? 0)),
        ).toBe(true);
        expect(all.map(({ inFull }) => inFull)).toEqual(all.map((_, index) => index < maxDigestCards));
        for (const part of shown) {
          const cards = part.filter(({ inFull }) => inFull).length;
          expect(cards).toBeLessThanOrEqual(limits.cards);
          expect(part.length - cards).toBeLessThanOrEqual(limits.lines);
          const roles = [...new Set(part.map(({ role }) => role))];
          const texts = [...roles.map(roleHeading), plan[0]?.header?.name ?? "", plan[0]?.header?.cause ?? ""];
          const sizes = [
            ...part.map((row) => (row.inFull ? row.cardSize : row.lineSize)),
            ...texts.map(({ length }) => length),
          ];
          const characters = sizes.reduce((sum, size) => sum + size, 0);
          expect(part.length === 1 || characters <= limits.characters).toBe(true);
        }
      }),
    );
  });
});

describe("a heading", () => {
  test.each<[Role, string]>([
    ["backend", "Backend"],
    ["machine-learning", "Machine learning"],
    ["sre", "Site reliability"],
    ["it-support", "IT support"],
    ["other", "Other roles"],
  ])("of %s is %s", (role, expected) => {
    expect(roleHeading(role)).toBe(expected);
  });
});
