import { describe, expect, it } from "vitest";
import { UserError } from "../../../src/errors.ts";
import { corrected, unreachablePlace } from "../../../src/filter/correction/corrected.ts";
import { differences } from "../../../src/filter/correction/print-facts.ts";
import { parseSaid, printSaid } from "../../../src/filter/correction/said.ts";
import type { Facts } from "../../../src/posting/posting.ts";
import { aPosting, anEvidence } from "../../builders.ts";

const berlin = { city: "Berlin", region: null, country: "DE" };
const germany = { city: null, region: null, country: "DE" };

function factsOf(says: string, facts: Partial<Facts>): Facts {
  return corrected(aPosting({ facts }), [{ says, authorName: "Ann", madeAt: 0 }]).reading.facts;
}

describe("what is said of a posting", () => {
  it.each([
    "role:backend,sre",
    "level:senior location:berlin,eu mode:remote lang:c++,go",
    "speaks:german pay:>=80k/yr,eur type:contract visa:no",
    'text:".NET Core",Kubernetes',
    "status:open",
    "status:closed",
    "location:eu mode:remote -pay -visa",
  ])("is printed as it is read: %s", (says) => {
    const said = parseSaid(says);

    expect(parseSaid(printSaid(said))).toEqual(said);
    expect(printSaid(parseSaid(printSaid(said)))).toBe(printSaid(said));
  });

  it.each(["company:acme", "posted:3d", "lang:-go", "unknown:hide", "every:day"])("is no %s", (says) => {
    expect(() => parseSaid(says)).toThrow(UserError);
  });
});

describe("a place", () => {
  it.each<[string, Partial<Facts>, Pick<Facts, "places" | "remoteFrom">]>([
    ["location:berlin", { modes: ["onsite"] }, { places: [berlin], remoteFrom: [] }],
    ["location:germany", { modes: ["onsite"] }, { places: [germany], remoteFrom: [] }],
    ["location:germany", { modes: ["remote"] }, { places: [germany], remoteFrom: ["DE"] }],
    ["location:eu mode:remote", { places: [berlin] }, { places: [], remoteFrom: ["eu"] }],
    ["location:worldwide", { modes: ["remote"] }, { places: [], remoteFrom: ["worldwide"] }],
    [
      "mode:onsite",
      { modes: ["remote"], places: [germany], remoteFrom: ["DE"] },
      { places: [germany], remoteFrom: [] },
    ],
    ["mode:remote", { places: [berlin], remoteFrom: [] }, { places: [berlin], remoteFrom: [] }],
    ["-location", { modes: ["remote"], places: [berlin], remoteFrom: ["eu"] }, { places: [], remoteFrom: [] }],
  ])("%s of %j", (says, facts, expected) => {
    expect(factsOf(says, facts)).toMatchObject(expected);
  });

  it("is larger than a country only for remote work", () => {
    const { reading } = aPosting({ facts: { modes: ["onsite"] } });

    expect(unreachablePlace(parseSaid("location:berlin,eu"), reading.facts)?.id).toBe("eu");
    expect(unreachablePlace(parseSaid("location:eu mode:remote"), reading.facts)).toBeUndefined();
  });
});

describe("a corrected field", () => {
  const posting = aPosting({
    facts: { languages: ["Go", "Rust"], languagesOptional: ["Rust"], levels: ["senior"] },
    evidence: [
      anEvidence({ field: "languages", value: "Go", quote: "You write Go" }),
      anEvidence({ field: "levels", value: "senior", quote: "Senior" }),
    ],
  });

  it("rests on who corrected it, and the others on the posting's words", () => {
    const { evidence, facts } = corrected(posting, [{ says: "lang:rust,zig", authorName: "Ann", madeAt: 0 }]).reading;

    expect(facts.languages).toEqual(["Rust", "Zig"]);
    expect(facts.languagesOptional).toEqual(["Rust"]);
    expect(evidence.map(({ field, origin, quote }) => [field, origin, quote])).toEqual([
      ["levels", "text", "Senior"],
      ["languages", "correction", "corrected by Ann on 1970-01-01"],
    ]);
  });

  it("is as it was where nothing differs", () => {
    expect(corrected(posting, [{ says: "level:senior", authorName: "Ann", madeAt: 0 }])).toBe(posting);
  });

  it("is decided by the last correction", () => {
    const view = corrected(posting, [
      { says: "level:junior mode:remote", authorName: "Ann", madeAt: 0 },
      { says: "level:mid", authorName: null, madeAt: 86_400_000 },
    ]);

    expect(differences(posting, view)).toEqual([
      { field: "level", before: "senior", after: "mid" },
      { field: "mode", before: "not stated", after: "remote" },
    ]);
    expect(view.reading.evidence.find(({ field }) => field === "levels")?.quote).toBe("corrected on 1970-01-02");
  });

  it("may be that it is open after all", () => {
    const closed = { ...posting, closedAt: 5 };

    const view = corrected(closed, [{ says: "status:open", authorName: "Ann", madeAt: 5 }]);

    expect([view.closedAt, view.reading.evidence.at(-1)?.value]).toEqual([null, "open"]);
  });

  it("is not open where it closed after that was said", () => {
    const closed = { ...posting, closedAt: 5 };

    expect(corrected(closed, [{ says: "status:open", authorName: "Ann", madeAt: 4 }])).toEqual(closed);
  });
});
