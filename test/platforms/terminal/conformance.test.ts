import { PassThrough } from "node:stream";
import { createTerminal } from "../../../src/platforms/terminal/terminal.ts";
import { type PlatformUnderTest, testPlatform } from "../conformance.ts";
import { FakeTerminal } from "./fake-terminal.ts";

const errors = [
  ["a closed pipe", Object.assign(new Error("write EPIPE"), { code: "EPIPE" }), "process"],
  ["a window that was shut", Object.assign(new Error("write EIO"), { code: "EIO" }), "process"],
  ["a stream that was destroyed", Object.assign(new Error("gone"), { code: "ERR_STREAM_DESTROYED" }), "process"],
  ["a full disk", Object.assign(new Error("write ENOSPC"), { code: "ENOSPC" }), "transient"],
  ["another error of the system", Object.assign(new Error("write EWHAT"), { code: "EWHAT" }), "ambiguous"],
  ["a card that cannot be laid out", new TypeError("x is not iterable"), "message"],
] as const;

function underTest(isTty: boolean): PlatformUnderTest {
  const output = new FakeTerminal(80);
  const platform = createTerminal({
    input: new PassThrough(),
    output,
    isTty,
    colour: isTty,
    width: () => output.columns,
    prompt: "> ",
  });
  if (isTty) platform.commands();
  return {
    platform,
    destination: { platform: "terminal", address: "me" },
    person: { workspace: "terminal", user: "me" },
    shown: () => [isTty ? output.rows.join("\n") : output.raw],
    close: () => platform.close(),
  };
}

testPlatform("a terminal with a prompt", { open: () => underTest(true), errors });
testPlatform("a pipe", { open: () => underTest(false), errors });
