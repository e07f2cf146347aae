import { describe, expect, it } from "vitest";
import { dispatch, execute } from "../../commands/dispatch.ts";
import { importLines } from "../../commands/import.ts";
import { anAsker, aSubscription, memoryServices } from "../doubles/services.ts";
import { said } from "./said.ts";

describe("export and import", () => {
  it("show one's own as lines, and make the same again from them", async () => {
    const first = memoryServices({
      subscriptions: [
        aSubscription({ query: "role:backend lang:go every:day" }),
        aSubscription({ id: "m4g", name: "eu-go", query: "location:europe lang:go" }),
        aSubscription({ id: "z9z", name: "theirs", owner: "somebody" }),
      ],
    });
    const second = memoryServices();

    const exported = said(await dispatch("export", anAsker(), first));
    const lines = exported.split("\n").slice(1).join("\n");
    const imported = said(await dispatch(`import ${lines}`, anAsker(), second));
    const again = said(await dispatch(`/jobs import ${lines.replaceAll("\n", " ")}`, anAsker(), second));

    expect(exported).not.toContain("theirs");
    expect(imported).toBe("2 of 2 made:\nSubscribed infra (#n1x)\nSubscribed eu-go (#n2x)");
    expect(said(await dispatch("export", anAsker(), second))).toBe(exported);
    expect(again).toBe("0 of 2 made:\ninfra is already there, unchanged.\neu-go is already there, unchanged.");
  });

  it("count what was made, whatever that is called", async () => {
    const services = memoryServices();

    const first = said(await dispatch("import /jobs subscribe Subscribed lang:go", anAsker(), services));
    const again = said(await dispatch("import /jobs subscribe Subscribed lang:go", anAsker(), services));

    expect(first).toMatch(/^1 of 1 made:/);
    expect(again).toMatch(/^0 of 1 made:\nSubscribed is already there/);
  });

  it("give the line that plain words come to, since it is to be sent", async () => {
    const services = memoryServices();

    const reply = said(await dispatch("import /jobs subscribe go jobs in berlin", anAsker(), services));

    expect(reply).toMatch(/^0 of 1 made:\nNothing is subscribed yet\..*: \/jobs subscribe \S+ .*location:berlin/);
  });

  it("repeat no more than the beginning of a line that cannot be taken", async () => {
    const file = `/jobs subscribe a lang:${"x".repeat(100_000)}`;

    const reply = said(await execute(importLines, { file }, anAsker(), memoryServices()));

    expect(reply.length).toBeLessThan(1_000);
  });

  it("say of a line that is too long how a whole file is taken, where the verb takes one", async () => {
    const long = "<outline/>".repeat(500);

    const refused = said(await dispatch(`/jobs import ${long}`, anAsker(), memoryServices()));
    const other = said(await dispatch(`/jobs search ${long}`, anAsker(), memoryServices()));
    const how = said(await dispatch("/jobs import", anAsker(), memoryServices()));

    expect(refused).toMatch(/^A line may hold 4,000 characters, this one holds 5,013\. Send it in parts, or as a file/);
    expect(other).toMatch(/this one holds 5,013\.$/);
    expect(how).toMatch(/option file in Discord.*Slack.*\.\/feeds\.opml in a terminal/);
  });

  it("make what can be made, and say why not of the rest", async () => {
    const services = memoryServices();

    const reply = await dispatch(
      "import /jobs subscribe a lang:go\n# a note\n/jobs subscribe b lang:gp",
      anAsker(),
      services,
    );

    expect(said(reply)).toMatch(/^1 of 2 made:\nSubscribed a \(#n1x\)\n\/jobs subscribe b lang:gp: .*"gp"/);
    expect(services.stored.subscriptions.map(({ name }) => name)).toEqual(["a"]);
  });

  it.each([
    ["import", "lines"],
    ["import lang:go", "addresses of job searches, got lang:go"],
    ["import /jobs list", "addresses of job searches, got /jobs list"],
    [`import ${"/jobs subscribe a lang:go ".repeat(60)}`, "At most 50 lines"],
  ])("%s is refused in words", async (line, words) => {
    const services = memoryServices();

    const reply = await dispatch(line, anAsker(), services);

    expect(reply.tone).toBe("error");
    expect(said(reply)).toContain(words);
    expect(services.stored.subscriptions).toEqual([]);
  });

  it("export says so where there is nothing", async () => {
    expect(said(await dispatch("export", anAsker(), memoryServices()))).toBe("You have no subscriptions yet.");
  });
});
