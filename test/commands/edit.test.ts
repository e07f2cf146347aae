import { describe, expect, test } from "vitest";
import { dispatch } from "../../commands/dispatch.ts";
import type { Reply } from "../../commands/reply.ts";
import { aPosting } from "../builders.ts";
import { aSubscription, anAsker, memoryServices, theChannels } from "../doubles/services.ts";
import { said } from "./said.ts";

const before = "role:backend location:berlin pay:>=80k/yr,eur every:day at:09:00";

function withInfra(query = before) {
  return memoryServices({ subscriptions: [aSubscription({ query })], postings: [aPosting()] });
}

function send(line: string, services = withInfra()): Promise<Reply> {
  return dispatch(line, anAsker(), services);
}

describe("edit", () => {
  test("answers with the difference, the canonical line, plain English and the backtest", async () => {
    const services = withInfra();

    const reply = await send("/jobs edit infra location:london,belgrade lang:golang -pay", services);

    const query = "role:backend location:belgrade,london lang:go every:day at:09:00";
    expect(reply).toEqual({
      tone: "info",
      parts: [
        { kind: "text", text: "Changed infra (#k3f):" },
        { kind: "list", items: ["location: berlin → belgrade, london", "lang: added go", "pay: removed"] },
        { kind: "line", text: `/jobs subscribe infra ${query}` },
        { kind: "text", text: "Backend, Go, in Belgrade or London" },
        { kind: "text", text: "Every day at 09:00 (Europe/Berlin)." },
        { kind: "text", text: "1 matched of 1 stored in the last 30 days." },
        { kind: "list", items: ["Backend Engineer — Acme — Belgrade, RS (p2abc)"] },
        {
          kind: "choices",
          choices: [
            {
              label: "Undo",
              line: expect.stringMatching(/^\/jobs edit #k3f @\w{6} location:berlin -lang pay:>=80k\/yr,eur$/),
            },
          ],
        },
      ],
    });
    expect(services.stored.subscriptions).toEqual([aSubscription({ query })]);
  });

  test.each([
    ["role:backend lang:go", "lang:rust", "role:backend lang:rust"],
    ["role:backend lang:go", "lang:rust lang:-java", "role:backend lang:rust,-java"],
    ["role:backend lang:go", "-language", "role:backend"],
    ["role:backend lang:go", "−lang", "role:backend"],
    ["role:backend lang:go", "-lang speaks:german", "role:backend speaks:german"],
    ["role:backend lang:go", "lang:german", "role:backend lang:go speaks:german"],
    ["role:backend status:any unknown:flag", "status:open unknown:show", "role:backend unknown:show"],
    ["role:backend status:any unknown:flag", "-status -unknown", "role:backend"],
    ["role:backend every:day at:09:00", "every:now -at", "role:backend"],
    ["role:backend every:day at:09:00", "every:week", "role:backend every:week at:09:00"],
    ["role:backend", "quiet:20-08 tz:new york", "role:backend tz:America/New_York quiet:20-08"],
    ["role:backend", "location:new york -lang text:“real time”", 'role:backend location:new-york text:"real time"'],
    ["role:backend lang:go,rust", "-role", "lang:go,rust"],
  ])("%s, edited with %s, is %s", async (query, edit, expected) => {
    const services = withInfra(query);

    const reply = await send(`edit infra ${edit}`, services);

    expect(said(reply)).toMatch(/^Changed infra/);
    expect(services.stored.subscriptions.map((one) => one.query)).toEqual([expected]);
  });

  test("says what was to be cleared and is not there", async () => {
    const reply = await send("edit infra -visa -pay");

    expect(reply.parts[1]).toEqual({ kind: "list", items: ["pay: removed", "visa: was not there"] });
  });

  test.each([
    ["role:backend", "Nothing changes in infra: that is what it says already."],
    ["every:daily", "Nothing changes in infra: that is what it says already."],
    ["status:open", "Nothing changes in infra: that is what it says already."],
    ["-lang -visa", "Nothing changes in infra: it says nothing of lang:, visa:."],
  ])("%s changes nothing and says so", async (edit, message) => {
    const services = withInfra();

    const reply = await send(`edit infra ${edit}`, services);

    expect(reply).toEqual({
      tone: "info",
      parts: [
        { kind: "text", text: message },
        { kind: "line", text: `/jobs subscribe infra ${before}` },
      ],
    });
    expect(services.stored.subscriptions).toEqual(withInfra().stored.subscriptions);
  });

  test.each([
    ["-role -location -pay", /^That would leave infra with nothing to look for\. .*\/jobs unsubscribe infra$/],
    ["pay:>=90k/yr,eur -pay", "pay: is both given and cleared. Leave one of them out."],
    ["every:now", /^at:09:00 does nothing without a digest/],
    ["to:#jobs", "infra cannot be moved: subscribe in the other place, then end this one."],
    ["rol:qa", /got rol:\. Did you mean role:\?/],
  ])("%s is refused", async (edit, message) => {
    const services = withInfra();

    const reply = await send(`edit infra ${edit}`, services);

    expect(reply.tone).toBe("error");
    expect(reply.parts[0]).toEqual({ kind: "text", text: expect.stringMatching(message) });
    expect(services.stored.subscriptions).toEqual(withInfra().stored.subscriptions);
  });

  test.each([
    ["-payy", "There is no key payy to clear. Did you mean -pay?"],
    ["lang:go -loction", "There is no key loction to clear. Did you mean -location?"],
    ["-xyzzyqq", /expected key:value or a word that a key knows, got "-xyzzyqq"/],
  ])("%s is no key, and its place is shown", async (edit, message) => {
    const reply = await send(`edit infra ${edit}`);

    expect(reply.parts).toEqual([
      { kind: "text", text: expect.stringMatching(message) },
      { kind: "mistake", text: `edit infra ${edit}`, caret: `${" ".repeat(11 + edit.indexOf("-"))}^` },
    ]);
  });

  test("plain words are shown as they were understood, and count only when that is sent", async () => {
    const services = withInfra("role:backend status:any");

    const reply = await send("edit infra remote golang -intern status:open -role", services);
    const line = reply.parts.find((part) => part.kind === "line")?.text ?? "";
    const unchanged = services.stored.subscriptions[0]?.query;
    await send(line, services);

    expect(said(reply)).toMatch(/^Nothing is changed yet\. If this is what you mean, send it:/);
    expect(line).toBe("/jobs edit infra level:-intern mode:remote lang:go status:open -role");
    expect(unchanged).toBe("role:backend status:any");
    expect(services.stored.subscriptions[0]?.query).toBe("level:-intern mode:remote lang:go");
  });

  test("a channel's subscription stays in its channel", async () => {
    const asker = anAsker({ channels: theChannels() });
    const infra = aSubscription({ query: "lang:go to:#jobs", destination: "chat:C1" });
    const services = memoryServices({ subscriptions: [infra], postings: [aPosting()] });

    const moved = await dispatch("edit infra -to", asker, services);
    const edited = await dispatch("edit infra lang:rust", asker, services);

    expect([moved.tone, edited.tone]).toEqual(["error", "info"]);
    expect(services.stored.subscriptions[0]?.query).toBe("lang:rust to:#jobs");
  });

  test("never touches what belongs to another person", async () => {
    const services = memoryServices({ subscriptions: [aSubscription({ owner: "somebody" })] });

    const reply = await send("edit infra lang:go", services);

    expect(said(reply)).toBe("There is no subscription infra: you have none yet.");
  });
});
