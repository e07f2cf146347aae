import { describe, expect, it } from "vitest";
import { dispatch } from "../../commands/dispatch.ts";
import { aPosting, dayMs, testNow } from "../builders.ts";
import { anAsker, aSubscription, memoryServices } from "../doubles/services.ts";
import { said } from "./said.ts";

function world(query: string, names: readonly string[] = ["infra"]) {
  const postings = [
    aPosting({
      id: "p2abc",
      openingId: "o1",
      facts: { title: "Backend Payments Lead", company: "Acme", roles: ["backend"], levels: ["senior"] },
      firstSeenAt: testNow - dayMs,
    }),
    aPosting({
      id: "p3def",
      openingId: "o2",
      facts: { title: "Go Engineer", company: "Acme", roles: ["backend"], levels: ["mid"] },
    }),
    aPosting({
      id: "p4ghi",
      openingId: "o3",
      company: "Initech",
      text: "You write Go.",
      closedAt: testNow,
      facts: { title: "Rust Engineer", company: "Initech", roles: ["backend"], levels: ["senior"] },
    }),
    aPosting({
      id: "p5jkl",
      openingId: "o4",
      company: "Hooli",
      text: "You write Go.",
      facts: { title: "C Engineer", company: "Hooli", roles: ["backend"], levels: ["mid"] },
    }),
  ];
  const subscriptions = names.map((name, i) => aSubscription({ id: `k${i + 3}f`, name, query }));
  const services = memoryServices({ postings, subscriptions });
  const ask = async (line: string) => said(await dispatch(line, anAsker(), services));
  return { services, ask, press: async (label: string, reply: string) => await ask(lineOf(label, reply)) };
}

/** The line of a button. */
function lineOf(label: string, reply: string): string {
  const found = reply.split("\n").find((line) => line.startsWith(`[${label}] `));
  return found?.slice(label.length + 3) ?? `no button ${label} in ${reply}`;
}

describe("less", () => {
  it("proposes what would keep a posting away, with what it would have kept out, and changes nothing", async () => {
    const { ask, services } = world("role:backend");

    const reply = await ask("/jobs less p2abc");

    expect(reply).toContain(
      "Not at Acme: would have kept out 2 of 4 in the last 30 days, among them Go Engineer at Acme\n",
    );
    expect(reply).toContain("Not senior: would have kept out 2 of 4 in the last 30 days, among them Rust Engineer");
    expect(reply).toContain("[Not at Acme] /jobs less p2abc #k3f company:-acme");
    expect(reply).toContain("[Hide this one] /jobs mark p2abc hidden");
    expect(services.stored.subscriptions[0]?.query).toBe("role:backend");
  });

  it("proposes words of the title that tell it apart, and none that most of them hold", async () => {
    const reply = await world("role:backend").ask("/jobs less p2abc");

    expect(reply).toContain("Not with the word payments: would have kept out 2 of 4");
    expect(reply).not.toContain("Not with the word backend");
    expect(await world("role:backend").ask("/jobs less p3def")).not.toContain("Not with the word engineer");
  });

  it("is applied only when it is confirmed, and undone to the very query from before", async () => {
    const { services, ask, press } = world("role:backend company:-initech");
    const stored = () => services.stored.subscriptions[0]?.query;

    const looked = await press("Not at Acme", await ask("/jobs less p2abc"));
    const untouched = stored();
    const changed = await press("Change it so", looked);
    const narrowed = stored();
    await press("Undo", changed);

    expect(looked).toContain("Nothing is changed yet. Not at Acme in infra (#k3f):");
    expect(looked).toContain("company: -initech → -acme, -initech");
    expect(looked).toContain("would have kept out 2 of 3 in the last 30 days, among them Go Engineer at Acme");
    expect(untouched).toBe("role:backend company:-initech");
    expect(narrowed).toBe("role:backend company:-acme,-initech");
    expect(stored()).toBe("role:backend company:-initech");
  });

  it.each(["Change it so", "Undo"])(
    "%s is refused where it was changed meanwhile, with what it says now",
    async (label) => {
      const { services, ask, press } = world("role:backend");
      const looked = await press("Not at Acme", await ask("/jobs less p2abc"));
      const offered = label === "Undo" ? await press("Change it so", looked) : looked;
      await ask("/jobs edit infra lang:go");
      const between = services.stored.subscriptions[0]?.query;

      const refused = await press(label, offered);

      expect(refused).toContain("infra (#k3f) was changed since that was offered, so nothing is done.");
      expect(refused).toContain(`It now says: /jobs subscribe infra ${between}`);
      expect(services.stored.subscriptions[0]?.query).toBe(between);
    },
  );

  it.each(["less p2abc", "why p2abc"])("%s tells of the others where the query of one cannot be read", async (line) => {
    const { ask, services } = world("role:backend");
    services.stored.subscriptions.unshift(aSubscription({ id: "z3f", name: "broken", query: "level:wizard" }));

    const answer = await ask(`/jobs ${line}`);

    expect(answer).toContain("infra");
    expect(answer).toContain("The stored query of broken cannot be read any more (level:wizard).");
    expect(await ask(`/jobs ${line} broken`)).toMatch(/^The stored query of broken/);
    expect(await ask("/jobs status")).toContain("broken (#z3f): its query cannot be read any more");
  });

  it("names each other title once, and none of the opening that it is about", async () => {
    const { ask, services } = world("role:backend");
    const other = { company: "Acme", facts: { title: "Go Engineer", company: "Acme", roles: ["backend" as const] } };
    services.stored.postings.push(
      aPosting({ ...other, id: "p6mno", openingId: "o5" }),
      aPosting({ ...other, id: "p7pqr", openingId: "o1", facts: { ...other.facts, title: "Payments Lead" } }),
    );

    expect(await ask("/jobs less p2abc")).toContain(
      "Not at Acme: would have kept out 4 of 6 in the last 30 days, among them Go Engineer at Acme\n",
    );
  });

  it("does not propose what the subscription asks for by name", async () => {
    const reply = await world("role:backend level:senior").ask("/jobs less p2abc");

    expect(reply).not.toContain("Not senior");
    expect(reply).not.toContain("Not backend");
    expect(reply).toContain("Not at Acme");
  });

  it("takes a posting that has closed since as what it was", async () => {
    expect(await world("role:backend").ask("/jobs less p4ghi")).toContain("Not at Initech: would have kept out 1 of 4");
  });

  it("says which subscriptions it left out", async () => {
    const reply = await world("role:backend", ["one", "two", "three", "four", "five"]).ask("/jobs less p2abc");

    expect(reply).toContain("It comes from four, five too: /jobs less p2abc NAME");
  });

  it("says so where no subscription brings it, or not the one that was named", async () => {
    expect(await world("role:design").ask("/jobs less p2abc")).toContain("No subscription of yours brings it");
    expect(await world("role:design").ask("/jobs less p2abc infra")).toContain("infra does not bring it");
  });

  it("refuses a way that there is not, with the nearest", async () => {
    expect(await world("role:backend").ask("/jobs less p2abc infra company:-acmee")).toContain(
      "company:-acmee is none of the ways to narrow infra here. Did you mean company:-acme?",
    );
  });
});
