import { describe, expect, test } from "vitest";
import { dispatch } from "../../commands/dispatch.ts";
import { commands } from "../../commands/index.ts";
import { anAsker, memoryServices, theChannels } from "../doubles/services.ts";
import { said } from "./said.ts";

async function help(line: string): Promise<string> {
  return said(await dispatch(line, anAsker(), memoryServices()));
}

describe("help", () => {
  test("lists every verb with its example and summary", async () => {
    const text = await help("help");

    for (const { example, summary } of commands) expect(text).toContain(`${example} | ${summary}`);
  });

  test("lists the keys, and no channel where there are none", async () => {
    const text = await help("/jobs help");

    for (const key of [
      "role:",
      "pay:",
      "status:",
      "unknown:",
      "to:me |",
      "every:day |",
      "at:",
      "tz:",
      "quiet:",
      "max:",
    ]) {
      expect(text).toContain(`\n${key}`);
    }
    expect(text).not.toContain("channel");
  });

  test.each(["help location", "help location:", "help city"])("%s explains the key", async (line) => {
    expect(await help(line)).toContain("City, region, country or union");
  });

  test("names channels where there are some", async () => {
    const reply = await dispatch("help", anAsker({ channels: theChannels() }), memoryServices());

    expect(said(reply)).toContain("\nto:#jobs-go | Where matches go: me, or a channel");
  });

  test.each(commands.map(({ verb, summary, example }) => [verb, summary, example]))(
    "explains %s",
    async (verb, summary, example) => {
      const text = await help(`help ${verb.toUpperCase()}`);

      expect(text).toContain(`${summary}.\n/jobs ${verb}`);
      expect(text).toContain(example);
    },
  );

  test("shows how the options are typed", async () => {
    expect(await help("help subscribe")).toContain("/jobs subscribe [name] <query>\n[name] | what to call it");
    expect(await help("help why")).toContain("/jobs why <posting> [subscription]\n<posting> | its id");
    expect(await help("help trends")).toContain("The query is made of:");
    expect(await help("help list")).not.toContain("role:");
  });

  test("an unknown verb has its nearest named", async () => {
    expect(await help("help subscirbe")).toBe("There is no verb subscirbe. Did you mean subscribe?");
  });

  test.each(commands.map(({ example }) => [example]))("the example %s is understood", async (example) => {
    const reply = await dispatch(example, anAsker(), memoryServices());

    expect(said(reply)).not.toMatch(/^Query, column|needs a|does not know what to do/);
  });
});
