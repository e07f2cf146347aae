import { describe, expect, it } from "vitest";
import { dispatch } from "../../commands/dispatch.ts";
import { aPosting } from "../builders.ts";
import { anAsker, aSubscription, memoryServices } from "../doubles/services.ts";
import { said } from "./said.ts";

function world(query: string) {
  const postings = [
    aPosting({ id: "p2abc", openingId: "o1", facts: { company: "Acme", roles: ["backend"], levels: ["senior"] } }),
    aPosting({ id: "p3def", openingId: "o2", facts: { company: "Acme", roles: ["backend"], levels: ["mid"] } }),
    aPosting({
      id: "p4ghi",
      openingId: "o3",
      company: "Initech",
      facts: { company: "Initech", roles: ["backend"], levels: ["senior"] },
    }),
  ];
  const services = memoryServices({ postings, subscriptions: [aSubscription({ query })] });
  return { services, ask: async (line: string) => said(await dispatch(line, anAsker(), services)) };
}

describe("less", () => {
  it("proposes what would keep a posting away, with what it costs, and changes nothing", async () => {
    const { ask, services } = world("role:backend");

    const reply = await ask("/jobs less p2abc");

    expect(reply).toContain("infra, of 3 in the last 30 days:");
    expect(reply).toContain("Not at Acme: 2 fewer");
    expect(reply).toContain("Not senior: 2 fewer");
    expect(reply).toContain("[Not at Acme] /jobs edit #k3f company:-acme");
    expect(reply).toContain("[Hide this one] /jobs mark p2abc hidden");
    expect(services.stored.subscriptions[0]?.query).toBe("role:backend");
  });

  it("is applied by its button, and undone by the next", async () => {
    const { ask, services } = world("role:backend company:-initech");

    const edited = await ask("/jobs edit #k3f company:-initech,-acme");
    const narrowed = services.stored.subscriptions[0]?.query;
    const undo = /\[Undo\] (?<line>.+)/.exec(edited)?.groups?.["line"] ?? "";
    await ask(undo);

    expect(narrowed).toBe("role:backend company:-acme,-initech");
    expect(services.stored.subscriptions[0]?.query).toBe("role:backend company:-initech");
  });

  it("does not propose what the subscription asks for by name", async () => {
    const reply = await world("role:backend level:senior").ask("/jobs less p2abc");

    expect(reply).not.toContain("Not senior");
    expect(reply).not.toContain("Not backend");
    expect(reply).toContain("Not at Acme");
  });

  it("says so where no subscription brings it", async () => {
    expect(await world("role:design").ask("/jobs less p2abc")).toContain("No subscription of yours brings it");
  });
});
