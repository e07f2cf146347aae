import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineCommand } from "../../commands/command.ts";
import { info, text } from "../../commands/reply.ts";
import { optionAtCursor, typedOptions } from "../../commands/typed-options.ts";

const command = defineCommand({
  verb: "read",
  summary: "Reads",
  example: "/jobs read it",
  options: z.object({ file: z.string().optional(), name: z.string().optional(), lines: z.string().optional() }),
  takes: { file: "file", name: "word", lines: "lines" },
  run: async () => info(text("Done.")),
});

describe("an option that takes a file", () => {
  it("is filled in by nothing that is typed, wherever it stands", () => {
    const options = typedOptions(command, "read one two three", 4);

    expect(options).toEqual({ name: "one", lines: "         two three" });
  });

  it("is not what stands at the cursor", () => {
    expect(optionAtCursor(command, "read on", 4, 7)).toMatchObject({ takes: "word" });
  });
});
