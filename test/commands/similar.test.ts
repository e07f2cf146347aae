import { describe, expect, it } from "vitest";
import { dispatch } from "../../commands/dispatch.ts";
import { aPosting, dayMs, testNow } from "../builders.ts";
import { anAsker, memoryServices } from "../doubles/services.ts";
import { said } from "./said.ts";

const one = aPosting({ facts: { levels: ["senior"] } });

/** Another opening of the same role, level and place, with a text of its own. */
function another(id: string, about: Parameters<typeof aPosting>[0] = {}) {
  const text = `${id} does something that nobody else does: ${id.repeat(3)} in the morning, ${id} at night.`;
  return aPosting({
    id,
    openingId: `o${id}`,
    title: id,
    text,
    ...about,
    facts: { levels: ["senior"], title: id, ...about?.facts },
  });
}

async function similar(...postings: readonly ReturnType<typeof aPosting>[]) {
  const services = memoryServices({ postings: [one, ...postings] });
  return { services, ask: async (line = "/jobs similar p2abc") => said(await dispatch(line, anAsker(), services)) };
}

describe("similar", () => {
  it("shows what is like it, the likest first, each with the reason", async () => {
    const { ask } = await similar(
      another("pcountry", { facts: { places: [{ city: "Niš", region: null, country: "RS" }] } }),
      another("pcity", { facts: {} }),
    );

    expect((await ask()).split("\n").slice(0, 3)).toEqual([
      "Like Backend Engineer — Acme — Belgrade, RS (p2abc):",
      "[pcity open] pcity: same role and level, also Belgrade, RS, Go as well",
      "[pcountr open] pcountry: same role and level, also in Serbia, Go as well",
    ]);
  });

  it("leaves out the opening itself, what is closed, and what the asker has hidden", async () => {
    const { ask, services } = await similar(
      another("pself", { openingId: one.openingId }),
      another("pclosed", { closedAt: testNow }),
      another("phidden"),
      another("pold", { firstSeenAt: testNow - 91 * dayMs }),
    );
    await services.marks.set(anAsker(), another("phidden"), "hidden");

    expect(await ask()).toContain("Nothing open of the last 90 days has its role and level, and a place in common");
  });

  it("shows five at most, and texts that are nearly the same once", async () => {
    const text = Array.from({ length: 40 }, (_, n) => `You look after machine ${n} with care.`).join(" ");
    const same = ["a", "b", "c"].map((id) => another(`psame${id}`, { text: `${text} ${id}` }));
    const others = Array.from({ length: 7 }, (_, n) => another(`pother${n}`, { firstSeenAt: testNow - 3 * dayMs }));

    const { ask } = await similar(...same, ...others);
    const cards = (await ask()).split("\n").filter((line) => line.includes(" open] "));

    expect(cards).toHaveLength(5);
    expect(cards.filter((line) => line.includes("psame"))).toEqual([
      expect.stringMatching(/; 2 more read nearly the same$/),
    ]);
  });

  it("says of the same text elsewhere that it is the same", async () => {
    const munich = { city: "Niš", region: null, country: "RS" };
    const { ask } = await similar(another("pcopy", { text: one.text, facts: { places: [munich] } }));

    expect(await ask()).toContain("pcopy: nearly the same text, in Niš, RS");
  });

  it("offers to look by what it says, and is offered by why and by closed cards", async () => {
    const { ask } = await similar();

    const reply = await ask();

    expect(reply).toContain("[Look by its keys] /jobs preview role:backend level:senior location:belgrade lang:go");
    expect(await ask("/jobs why p2abc")).toContain("[Similar] /jobs similar p2abc");
  });

  it("says where nothing can be compared", async () => {
    const services = memoryServices({
      postings: [aPosting({ facts: { roles: ["other"], places: [], languages: [] } })],
    });

    expect(said(await dispatch("/jobs similar p2abc", anAsker(), services))).toContain("names no role that I know");
  });
});
