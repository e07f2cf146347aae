import { spawn } from "node:child_process";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { text as textOf } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { failure, info, text } from "../../../commands/reply.ts";
import { createTerminal, type Terminal, type TerminalOptions } from "../../../src/platforms/terminal/terminal.ts";
import { cardMessage } from "../a-digest.ts";

const me = { platform: "terminal", address: "me" };

function aPipe(options: Partial<TerminalOptions> = {}) {
  const input = new PassThrough();
  const output = new PassThrough();
  const terminal = createTerminal({
    input,
    output,
    isTty: false,
    width: () => 80,
    colour: false,
    prompt: "> ",
    ...options,
  });
  return { terminal, input, output };
}

function aBrokenPipe() {
  const output = new Writable({
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
    },
  });
  return aPipe({ output });
}

async function allOf(terminal: Terminal): Promise<string[]> {
  const lines = [];
  for await (const line of terminal.commands()) lines.push(line);
  return lines;
}

describe("lines of a pipe", () => {
  it("come in order, without /jobs and blank lines, to the last without a line feed", async () => {
    const { terminal, input } = aPipe();
    input.write("list\n\n/jobs why p2abc\r\nsub");
    input.end("scribe x");

    expect(await allOf(terminal)).toEqual(["list", "why p2abc", "subscribe x"]);
    expect(await terminal.ended).toBe("end-of-input");
  });

  it("wait while one is worked on, and none is lost, however many", async () => {
    const { terminal, input } = aPipe();
    const sent = Array.from({ length: 5_000 }, (_, index) => `why p${index}`);
    input.end(sent.join("\n"));

    const got = [];
    for await (const line of terminal.commands()) {
      got.push(line);
      if (got.length % 500 === 1) await new Promise((resolve) => setImmediate(resolve));
    }

    expect(got).toEqual(sent);
  });

  it("end at /quit, those before it still come", async () => {
    const { terminal, input } = aPipe();
    input.write("list\n/quit\nwhy p2abc\n");

    expect(await allOf(terminal)).toEqual(["list"]);
    expect(await terminal.ended).toBe("quit");
  });

  it("end when the terminal is closed", async () => {
    const { terminal } = aPipe();
    const lines = allOf(terminal);

    terminal.close();

    expect(await lines).toEqual([]);
  });

  it("end when their stream fails", async () => {
    const { terminal, input } = aPipe();
    const lines = allOf(terminal);

    input.destroy(new Error("read EIO"));

    expect(await lines).toEqual([]);
    expect(await terminal.ended).toBe("end-of-input");
  });

  it("are not echoed, and no prompt is shown", async () => {
    const { terminal, input, output } = aPipe();
    input.end("list\n");
    await allOf(terminal);

    await terminal.show(failure("No."));
    output.end();

    expect(await textOf(output)).toBe("Error: No.\n\n");
  });
});

describe("output into a pipe", () => {
  it("has a line for the start and the end of what goes on, and nothing in between", async () => {
    const { terminal, output } = aPipe();

    for (const done of [0, 1, 2]) terminal.progress(`Read ${done} of 2 boards`);
    terminal.progress(null);
    terminal.progress("Waiting");
    terminal.progress(null);
    await terminal.say(["Ready."]);
    output.end();

    expect(await textOf(output)).toBe("Read 0 of 2 boards\nRead 2 of 2 boards\nWaiting\nReady.\n");
  });

  it("waits for a slow reader, one text at a time", async () => {
    const written: string[] = [];
    const releases: (() => void)[] = [];
    const output = new Writable({
      highWaterMark: 1,
      write(chunk, _encoding, done) {
        written.push(String(chunk));
        releases.push(done);
      },
    });
    const { terminal } = aPipe({ output });
    let isFirstOut = false;

    const first = terminal.show(info(text("one"))).then(() => (isFirstOut = true));
    const second = terminal.show(info(text("two")));
    await new Promise((resolve) => setImmediate(resolve));
    expect([written, isFirstOut]).toEqual([["one\n\n"], false]);
    releases.shift()?.();
    await first;
    await new Promise((resolve) => setImmediate(resolve));

    expect(written).toEqual(["one\n\n", "two\n\n"]);
    releases.shift()?.();
    await second;
  });
});

describe("a broken pipe", () => {
  it("ends the commands, with what waits, and says why", async () => {
    const { terminal, input } = aBrokenPipe();
    input.write("list\nsources\n");

    const lines = [];
    for await (const line of terminal.commands()) {
      lines.push(line);
      await terminal.show(info(text("nobody reads this")));
    }

    expect(lines).toEqual(["list"]);
    expect(await terminal.ended).toBe("output-closed");
  });

  it("fails what is sent, so that it is not taken for shown, now and later", async () => {
    const { terminal } = aBrokenPipe();

    for (const key of ["key1", "key2"]) {
      const error: unknown = await terminal.send(me, cardMessage(), key).catch((thrown: unknown) => thrown);
      expect(terminal.classify(error)).toMatchObject({ class: "process" });
    }
  });

  it.each([true, false])("is noticed also when it was broken before (a terminal: %s)", async (isTty) => {
    const output = new PassThrough();
    output.destroy();
    const { terminal } = aPipe({ output, isTty });

    await terminal.say(["Welcome."]);

    expect(await terminal.ended).toBe("output-closed");
    expect(await allOf(terminal)).toEqual([]);
  });

  it("ends a real process quietly", async () => {
    const root = join(import.meta.dirname, "../../..");
    const child = spawn(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", script],
      { cwd: root },
    );
    const errors = textOf(child.stderr);
    child.stdout.once("data", () => child.stdout.destroy());

    const code = await new Promise((resolve) => child.on("close", resolve));

    expect(await errors).toBe("output-closed\n");
    expect(code).toBe(0);
  });

  /** Talks until nobody listens. */
  const script = `
    import { createTerminal } from "./src/platforms/terminal/terminal.ts";
    const terminal = createTerminal({
      input: process.stdin, output: process.stdout, isTty: false, width: () => 80, colour: false, prompt: "> ",
    });
    let isOver = false;
    terminal.ended.then((why) => { isOver = true; console.error(why); });
    while (!isOver) await terminal.say(["x".repeat(1000)]);
    for await (const line of terminal.commands()) throw new Error(line);
  `;
});
