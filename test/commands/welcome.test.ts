import { describe, expect, it } from "vitest";
import { examples, welcome } from "../../commands/welcome.ts";
import { dispatch } from "../../commands/dispatch.ts";
import { anAsker, memoryServices } from "../doubles/services.ts";
import { said } from "./said.ts";

describe("the welcome", () => {
  it("says in a few words what the bot does and where there is more, above three subscriptions", () => {
    const [words, buttons] = welcome.parts;

    expect(words).toMatchObject({ kind: "text", text: expect.stringContaining("/jobs help") });
    expect(buttons).toEqual({ kind: "choices", choices: examples });
    expect(welcome.parts).toHaveLength(2);
    expect(examples).toHaveLength(3);
  });

  it.each(examples)("offers $label as a line that is kept as it is", async ({ line, label }) => {
    const services = memoryServices();

    const answer = said(await dispatch(line, anAsker(), services));

    expect(answer).toContain(line);
    expect(services.stored.subscriptions).toHaveLength(1);
    expect(label.length).toBeLessThanOrEqual(40);
  });

  it("stands in the help too", async () => {
    const answer = said(await dispatch("/jobs help", anAsker(), memoryServices()));

    for (const { label, line } of examples) expect(answer).toContain(`[${label}] ${line}`);
  });
});
