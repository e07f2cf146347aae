import { describe, expect, it } from "vitest";
import { dispatch } from "../../commands/dispatch.ts";
import { aPosting } from "../builders.ts";
import { anAsker, memoryServices } from "../doubles/services.ts";
import { said } from "./said.ts";

function world() {
  const postings = [
    aPosting({ id: "p2abc", openingId: "o1", facts: { title: "Go Engineer", company: "Acme", roles: ["backend"] } }),
    aPosting({ id: "p3def", openingId: "o2", facts: { title: "Rust Engineer", company: "Initech" } }),
  ];
  const services = memoryServices({ postings });
  return { services, ask: async (line: string) => said(await dispatch(line, anAsker(), services)) };
}

describe("mark", () => {
  it("notes what became of a posting, and can be undone", async () => {
    const { ask, services } = world();

    const saved = await ask("/jobs mark p2abc saved");
    const applied = await ask("/jobs mark p2abc applied");
    await ask("/jobs mark p2abc saved");
    await ask("/jobs mark p2abc none");

    expect(saved).toContain("Go Engineer — Acme");
    expect(saved).toContain("[I applied] /jobs mark p2abc applied");
    expect(saved).toContain("[Undo] /jobs mark p2abc none");
    expect(applied).toContain("[Undo] /jobs mark p2abc saved");
    expect(services.stored.marks).toEqual([]);
  });

  it.each([
    ["mark p2abc later", "Expected saved, applied, hidden or none."],
    ["mark p2abc none", "had no mark"],
    ["mark nothing saved", "Expected the id of one posting"],
  ])("%s is refused with the reason", async (line, reason) => {
    expect(await world().ask(line)).toContain(reason);
  });

  it("hides an opening from previews, and why says so", async () => {
    const { ask } = world();
    const before = await ask("/jobs preview role:backend");

    await ask("/jobs mark p2abc hidden");

    expect(before).toContain("[p2abc open]");
    expect(await ask("/jobs preview role:backend")).not.toContain("p2abc");
    expect(await ask("/jobs why p2abc")).toContain("You marked it hidden");
  });
});

describe("saved", () => {
  it("lists what is saved and applied, newest first, and what is hidden when asked", async () => {
    const { ask } = world();
    await ask("/jobs mark p2abc saved");
    await ask("/jobs mark p3def hidden");

    const [all, hidden] = [await ask("/jobs saved"), await ask("/jobs saved hidden")];

    expect(all).toContain("1 saved and applied:");
    expect(all).toContain("saved | open | Go Engineer — Acme");
    expect(all).toContain("[Applied: Go Engineer] /jobs mark p2abc applied");
    expect(all).toContain("1 hidden: /jobs saved hidden");
    expect(hidden).toContain("[Show again: Rust Engineer] /jobs mark p3def none");
    expect(hidden).toContain("Rust Engineer");
  });

  it("comes in pages", async () => {
    const postings = Array.from({ length: 23 }, (_, i) =>
      aPosting({ id: `q${i}x`, openingId: `o${i}`, facts: { title: `Engineer ${i}` } }),
    );
    const services = memoryServices({ postings });
    const ask = async (line: string) => said(await dispatch(line, anAsker(), services));
    for (const { id } of postings) await ask(`/jobs mark ${id} saved`);

    const [first, last] = [await ask("/jobs saved"), await ask("/jobs saved 3")];

    expect(first).toContain("23 saved and applied, page 1 of 3:");
    expect(first).toContain("[More] /jobs saved 2");
    expect(last).toContain("Engineer 0");
    expect(last).not.toContain("[More]");
    expect(await ask("/jobs saved 4")).toContain("There are 3 pages, not 4.");
    expect(await ask("/jobs saved sved")).toContain("Expected saved, applied, hidden or a page, got sved.");
  });
});
