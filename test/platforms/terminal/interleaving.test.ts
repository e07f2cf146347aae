import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aDesk, settled } from "./a-desk.ts";

const escape = "\u001b";

/** Printed lines as they are; the rows of an entered line, whose end is a Q, as what was entered, without blanks. */
function transcript(rows: readonly string[]): string[] {
  const lines: string[] = [];
  let typed: string | null = null;
  for (const row of rows.slice(0, -1)) {
    if (typed === null && row.startsWith("said ")) {
      lines.push(row);
      continue;
    }
    // Readline leaves a row blank behind a line that fills its last one.
    if (typed === null && row === "") continue;
    typed = (typed ?? "") + row.replaceAll(" ", "");
    if (!typed.includes("Q")) continue;
    lines.push(`entered ${typed.slice(1)}`);
    typed = null;
  }
  return typed === null ? lines : [...lines, `loose ${typed}`];
}

describe("whatever happens in whatever order", () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant("press" as const),
      keys: fc.string({ unit: fc.constantFrom("a", "é", "語", " "), maxLength: 30 }),
    }),
    fc.record({
      kind: fc.constant("paste" as const),
      keys: fc.string({ unit: fc.constantFrom("b", "語", " "), maxLength: 60 }),
    }),
    fc.record({
      kind: fc.constant("key" as const),
      keys: fc.constantFrom(`${escape}[D`, `${escape}[C`, `${escape}[H`, "\u007f"),
    }),
    fc.record({ kind: fc.constant("enter" as const) }),
    fc.record({ kind: fc.constant("say" as const), count: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ kind: fc.constant("progress" as const), text: fc.constantFrom(null, "Reading", "R".repeat(60)) }),
  );

  it("nothing that was printed is lost, nothing is drawn twice, and the prompt is whole", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const { terminal, screen, press, paste, commands } = aDesk({}, 20);
        const expected: string[] = [];
        let said = 0;

        for (const one of steps) {
          if (one.kind === "press") await press(one.keys);
          if (one.kind === "key" || one.kind === "paste") await paste(one.keys);
          if (one.kind === "progress") terminal.progress(one.text);
          if (one.kind === "say") {
            const lines = Array.from({ length: one.count }, (_, index) => `said ${said + index}`);
            said += one.count;
            expected.push(...lines);
            await terminal.say(lines);
          }
          if (one.kind === "enter") {
            await press("\u0005Q\r");
            const { value } = await commands.next();
            expected.push(`entered ${value.replaceAll(" ", "")}`);
          }
        }
        await paste("\u0015\u000b");
        terminal.progress(null);
        await settled();

        expect(transcript(screen.rows)).toEqual(expected);
        expect(screen.rows.at(-1)).toBe(">");
        terminal.close();
      }),
      { seed: 6, numRuns: 150 },
    );
  });
});
