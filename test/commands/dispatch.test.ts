import { describe, expect, test } from "vitest";
import { z } from "zod";
import { dispatch, execute } from "../../commands/dispatch.ts";
import { commands } from "../../commands/index.ts";
import type { Reply } from "../../commands/reply.ts";
import { aSubscription, anAsker, memoryServices } from "../doubles/services.ts";
import { said } from "./said.ts";

function send(line: string, services = memoryServices()): Promise<Reply> {
  return dispatch(line, anAsker(), services);
}

describe("dispatch", () => {
  test.each(["list", "/jobs list", "  /JOBS  LIST  ", "/jobs\tlist"])("%j reaches its verb", async (line) => {
    const reply = await send(line, memoryServices({ subscriptions: [aSubscription()] }));

    expect(reply.tone).toBe("info");
    expect(said(reply)).toContain("infra");
  });

  test.each(["", "  ", "/jobs", "/jobs  "])("%j is answered with help", async (line) => {
    expect(await send(line)).toEqual(await send("help"));
  });

  test.each([
    ["subscirbe role:backend", "There is no verb subscirbe. Did you mean subscribe?", "^"],
    ["/jobs lst", "There is no verb lst. Did you mean list?", "      ^"],
    ["/jobs dance", /There is no verb dance\. There are subscribe, unsubscribe, .*help\./, "      ^"],
    ["/jobsearch", /There is no verb \/jobsearch\./, "^"],
    ["list all", 'list does not know what to do with "all". For example: /jobs list', "     ^"],
    ["unsubscribe infra now", /does not know what to do with "now"/, "                  ^"],
    ['why "p2abc', "A quote is opened here and never closed.", "    ^"],
    ["/jobs subscribe x rol:backend", /got rol:.* Did you mean role:\?/, `${" ".repeat(18)}^`],
    ["subscribe x role:bakend", /column 18: .*got "bakend"\. Did you mean backend\?/, `${" ".repeat(17)}^`],
    ["preview lang:go,pyhton", /Did you mean python\?/, `${" ".repeat(16)}^`],
  ])("%j is an error that shows its place", async (line, message, caret) => {
    const reply = await send(line);

    expect(reply.tone).toBe("error");
    expect(reply.parts[0]).toEqual({ kind: "text", text: expect.stringMatching(message) });
    expect(reply.parts[1]).toEqual({ kind: "mistake", text: line, caret });
  });

  test.each([
    ["unsubscribe", "unsubscribe needs a subscription. For example: /jobs unsubscribe infra"],
    ["import", /^import needs lines or a file\. For example: /],
    ["preview", /^preview needs a query\. For example: /],
    ["subscribe infra-team", /^subscribe needs a query\. For example: /],
    ["subscribe c%% role:backend", /^A name holds letters, digits/],
    [`list ${"x".repeat(4_000)}`, "A line may hold 4,000 characters, this one holds 4,005."],
  ])("%.40j is an error without a place", async (line, message) => {
    const reply = await send(line);

    expect(reply).toEqual({ tone: "error", parts: [{ kind: "text", text: expect.stringMatching(message) }] });
  });

  test("any other error is the caller's", async () => {
    const services = memoryServices();
    const broken = new TypeError("our own mistake");
    const failing = { ...services, subscriptions: { ...services.subscriptions, list: () => Promise.reject(broken) } };

    await expect(dispatch("list", anAsker(), failing)).rejects.toBe(broken);
  });

  test("options that were filled in one by one take the same way", async () => {
    const unsubscribe = commands.find(({ verb }) => verb === "unsubscribe");
    const services = memoryServices({ subscriptions: [aSubscription()] });
    if (unsubscribe === undefined) throw new Error("expected a verb unsubscribe");

    const missing = await execute(unsubscribe, {}, anAsker(), services);
    const done = await execute(unsubscribe, { subscription: "infra" }, anAsker(), services);

    expect([missing.tone, done.tone]).toEqual(["error", "info"]);
    expect(services.stored.subscriptions).toEqual([]);
  });
});

describe("the list of commands", () => {
  test.each(commands.map((command) => [command.verb, command] as const))("%s is declared whole", (verb, command) => {
    expect(command.summary.length).toBeLessThanOrEqual(100);
    expect(command.example).toMatch(new RegExp(`^/jobs ${verb}( |$)`));
    expect(Object.keys(command.takes)).toEqual(Object.keys(command.options.shape));
    for (const option of Object.values(command.options.shape)) {
      expect(z.globalRegistry.get(option)?.description).toBeTruthy();
    }
  });
});
