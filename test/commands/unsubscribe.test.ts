import { describe, expect, test } from "vitest";
import { dispatch } from "../../commands/dispatch.ts";
import { aSubscription, anAsker, memoryServices } from "../doubles/services.ts";
import { said } from "./said.ts";

const infra = aSubscription();
const euGo = aSubscription({ id: "m4g", name: "eu-go", query: "lang:go" });

describe("unsubscribe", () => {
  test.each(["infra", "INFRA", "#k3f", "k3f", "#K3F", '"infra"'])("takes %s", async (reference) => {
    const services = memoryServices({ subscriptions: [infra, euGo] });

    const reply = await dispatch(`unsubscribe ${reference}`, anAsker(), services);

    expect(services.stored.subscriptions).toEqual([euGo]);
    expect(reply).toEqual({
      tone: "info",
      parts: [
        { kind: "text", text: "Ended infra (#k3f). To have it back:" },
        { kind: "line", text: "/jobs subscribe infra role:backend" },
      ],
    });
  });

  test("a name wins over an id", async () => {
    const named = aSubscription({ id: "q2w", name: "k3f" });
    const services = memoryServices({ subscriptions: [infra, named] });

    await dispatch("unsubscribe k3f", anAsker(), services);

    expect(services.stored.subscriptions).toEqual([infra]);
  });

  test.each([
    ["infr", "There is no subscription infr. Did you mean infra?"],
    ["#m4h", "There is no subscription #m4h. Did you mean #m4g?"],
    ["rust", "There is no subscription rust. Yours are infra, eu-go."],
  ])("%s is nobody's", async (reference, message) => {
    const services = memoryServices({ subscriptions: [infra, euGo] });

    const reply = await dispatch(`unsubscribe ${reference}`, anAsker(), services);

    expect(reply.tone).toBe("error");
    expect(said(reply)).toBe(message);
    expect(services.stored.subscriptions).toHaveLength(2);
  });

  test("never touches what belongs to another person", async () => {
    const services = memoryServices({ subscriptions: [aSubscription({ owner: "somebody" })] });

    const reply = await dispatch("unsubscribe infra", anAsker(), services);

    expect(said(reply)).toBe("There is no subscription infra: you have none yet.");
    expect(services.stored.subscriptions).toHaveLength(1);
  });
});
