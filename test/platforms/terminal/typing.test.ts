import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { info, text } from "../../../commands/reply.ts";
import { cardMessage } from "../a-digest.ts";
import { aDesk, aTerminal, settled } from "./a-desk.ts";
import { FakeTerminal } from "./fake-terminal.ts";

const me = { platform: "terminal", address: "me" };
const escape = "\u001b";

describe("the prompt", () => {
  it("comes with the first call for commands, not before", () => {
    const output = new FakeTerminal(40);
    const terminal = aTerminal(output, new PassThrough());

    expect(output.raw).toBe("");
    terminal.commands();

    expect(output.rows).toEqual([">"]);
  });

  it("stays below a card with what is being typed, and the cursor where it was", async () => {
    const { terminal, screen, press } = aDesk();
    await press(`list${escape}[D`);

    await terminal.send(me, cardMessage({ url: null, company: null, facts: [], evidence: [] }), "key1");

    expect(screen.rows).toEqual([
      "┌─ Backend Engineer",
      "│  matches infra: Go, Belgrade; visa not",
      "│  stated",
      "└─ /jobs why p2abc",
      "",
      "> list",
    ]);
    expect(screen.cursor).toEqual({ row: 5, column: 5 });
  });

  it("leaves an entered line where it was, its answer below", async () => {
    const { terminal, screen, press, commands } = aDesk();

    await press("list\r");
    await terminal.show(info(text("You have no subscription.")));

    expect(await commands.next()).toEqual({ done: false, value: "list" });
    expect(screen.rows).toEqual(["> list", "You have no subscription.", "", ">"]);
  });

  it("goes when the terminal is closed, and what is said after that stands alone", async () => {
    const { terminal, screen, press } = aDesk();
    await press("li");

    terminal.close();
    await terminal.say(["Bye."]);

    expect(screen.rows).toEqual(["Bye.", ""]);
  });
});

describe("progress", () => {
  it("stands above the prompt, in place, and goes", async () => {
    const { terminal, screen, press } = aDesk();
    await press("li");

    terminal.progress("Reading 1 of 2 boards");
    terminal.progress("Reading 2 of 2 boards");
    await settled();
    expect(screen.rows).toEqual(["Reading 2 of 2 boards", "> li"]);
    terminal.progress(null);
    await settled();

    expect(screen.rows).toEqual(["> li"]);
  });

  it("does not stay behind with an entered line", async () => {
    const { terminal, screen, press } = aDesk();
    terminal.progress("Reading boards");

    await press("list\r");

    expect(screen.rows).toEqual(["> list", "Reading boards", ">"]);
  });

  it("never takes more than one row, and is inert", async () => {
    const { terminal, screen } = aDesk();

    terminal.progress(`${escape}[2Jab${"c".repeat(100)}`);
    await settled();

    expect(screen.rows).toEqual([`[2Jab${"c".repeat(33)}…`, ">"]);
  });

  it("needs no prompt", async () => {
    const screen = new FakeTerminal(40);
    const terminal = aTerminal(screen, new PassThrough());

    terminal.progress("Reading boards");
    await terminal.say(["Welcome."]);
    expect(screen.rows).toEqual(["Welcome.", "Reading boards"]);
    terminal.commands();
    await settled();

    expect(screen.rows).toEqual(["Welcome.", "Reading boards", ">"]);
  });
});

describe("keys", () => {
  it("Tab completes, and shows what there is to choose from above the prompt", async () => {
    const values = ["search ", "subscribe "];
    const { screen, press } = aDesk({
      complete: (typed) =>
        values.filter((value) => value.startsWith(typed)).map((value) => ({ value, start: 0, end: typed.length })),
    });

    await press("s\t");
    expect(screen.rows).toEqual(["search  subscribe", "", "> s"]);
    await press("u\t");

    expect(screen.rows).toEqual(["search  subscribe", "", "> subscribe"]);
  });

  it("Tab takes the rest of the word behind the cursor along", async () => {
    const { screen, press, paste } = aDesk({ complete: () => [{ value: "list ", start: 0, end: 4 }] });
    await press("lixx");
    await paste(`${escape}[D`);
    await paste(`${escape}[D`);

    await press("\t");

    expect(screen.rows).toEqual(["> list"]);
  });

  it("Tab survives a completion that fails", async () => {
    const { screen, press } = aDesk({
      complete() {
        throw new Error("boom");
      },
    });

    await press("s\tx");

    expect(screen.rows).toEqual(["> sx"]);
  });

  it("Tab whose answer comes too late is forgotten", async () => {
    const answer = Promise.withResolvers<[]>();
    const { terminal, screen, press } = aDesk({ complete: () => answer.promise });
    await press("s\t");

    terminal.close();
    answer.resolve([]);
    await settled();

    expect(screen.rows).toEqual([""]);
  });

  it("Ctrl-C clears a typed line first, and ends on an empty one; what waits is dropped", async () => {
    const { terminal, screen, press, commands } = aDesk();

    await press("list\rwhy\u0003");
    expect(screen.rows).toEqual(["> list", ">"]);
    await press("\u0003");

    expect(await terminal.ended).toBe("quit");
    expect(await commands.next()).toEqual({ done: true, value: undefined });
    expect(screen.rows).toEqual(["> list", ""]);
  });

  it("Ctrl-D ends on an empty line", async () => {
    const { terminal, screen, press, commands } = aDesk();

    await press("list\r\u0004");

    expect(await terminal.ended).toBe("end-of-input");
    expect(await commands.next()).toEqual({ done: false, value: "list" });
    expect(await commands.next()).toEqual({ done: true, value: undefined });
    expect(screen.rows).toEqual(["> list", ""]);
  });

  it("up brings back lines of an earlier run, and lines are kept for the next", async () => {
    const folder = mkdtempSync(join(tmpdir(), "rolecall-typing-"));
    const history = join(folder, "history");
    const before = aDesk({ history });
    await before.press("why p2abc\rlist\r/quit\r");
    expect(await before.terminal.ended).toBe("quit");

    const { screen, paste } = aDesk({ history });
    for (let times = 0; times < 3; times += 1) await paste(`${escape}[A`);

    expect(screen.rows).toEqual(["> why p2abc"]);
    expect(readFileSync(history, "utf8")).toBe("why p2abc\nlist\n/quit\n");
    rmSync(folder, { recursive: true });
  });

  it("a history that cannot be kept is no reason to stop", async () => {
    const { press, commands } = aDesk({ history: import.meta.dirname });

    await press("list\r");

    expect(await commands.next()).toEqual({ done: false, value: "list" });
  });
});
