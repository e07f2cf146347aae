import { describe, expect, it } from "vitest";
import { csvOf } from "../../commands/csv.ts";
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
    ["mark p2abc none,job", "Expected note or reminder behind the comma, to take that away too."],
    ["mark p2abc later", "Expected saved, applied, interview, offer, rejected, withdrawn, hidden or none."],
    ["mark p2abc none", "had no mark"],
    ["mark nothing saved", "Expected the id of one posting"],
  ])("%s is refused with the reason", async (line, reason) => {
    expect(await world().ask(line)).toContain(reason);
  });

  it("goes on from saved to an offer, each step by a button of the one before", async () => {
    const { ask } = world();

    const steps = [await ask("/jobs mark p2abc saved")];
    for (const label of ["I applied", "Interview", "Offer", "I withdrew"]) {
      steps.push(await ask(lineOf(label, steps.at(-1) ?? "")));
    }

    expect(steps.map((step) => step.split(":")[0])).toEqual([
      "Saved, for /jobs saved",
      "Applied, noted",
      "Interview, noted",
      "Offer, noted",
      "Withdrawn, noted",
    ]);
    expect(steps[0]).toContain("You are told when it closes or changes.");
    expect(steps[0]).toContain("[Remind me in 3 days] /jobs remind p2abc 3d");
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

/** The line of a button. */
function lineOf(label: string, reply: string): string {
  const found = reply.split("\n").find((line) => line.startsWith(`[${label}] `));
  return found?.slice(label.length + 3) ?? `no button ${label} in ${reply}`;
}

it.each(["mark p2 saved", "note p2 Ann refers me", "remind p2 3d"])(
  "%s is answered with buttons that name the posting by its own id, which stays unmistakable",
  async (line) => {
    const { ask, services } = world();

    const answer = await ask(`/jobs ${line}`);
    services.stored.postings.push(aPosting({ id: "p2zzz", openingId: "o9" }));

    expect(await ask(lineOf("Undo", answer))).toContain("Go Engineer");
  },
);

describe("note", () => {
  it("is kept, shown, replaced and taken back", async () => {
    const { ask, services } = world();

    const first = await ask("/jobs note p2abc Ann refers me: ask about pay");
    const second = await ask("/jobs note p2abc It is 90k");
    const shown = await ask("/jobs note p2abc");
    await ask(lineOf("Undo", second));
    const undone = services.stored.marks[0]?.note;
    await ask(lineOf("Undo", first));

    expect(first).toContain("Noted on Go Engineer — Acme");
    expect(first).toContain("It is saved now, for /jobs saved.");
    expect(second).not.toContain("saved now");
    expect(shown).toContain("It is 90k");
    expect(undone).toBe("Ann refers me: ask about pay");
    expect(services.stored.marks).toEqual([]);
  });

  it("that brought a hidden posting back hides it again by its undo", async () => {
    const { ask, services } = world();
    await ask("/jobs mark p2abc hidden");

    const noted = await ask("/jobs note p2abc Ann refers me");
    const undone = await ask(lineOf("Undo", noted));

    expect(undone).toContain("Go Engineer — Acme — Belgrade, RS (p2abc) Its note went too.");
    expect(services.stored.marks).toMatchObject([{ mark: "hidden", note: null }]);
  });

  it("on what is kept already is taken back alone", async () => {
    const { ask, services } = world();
    await ask("/jobs mark p2abc applied");

    await ask(lineOf("Undo", await ask("/jobs note p2abc Ann refers me")));

    expect(services.stored.marks).toMatchObject([{ mark: "applied", note: null }]);
  });

  it("may open a quote that it never closes, also where it is brought back", async () => {
    const { ask, services } = world();

    await ask('/jobs note p2abc "Great team, said Ann');
    const second = await ask("/jobs note p2abc It is 90k");
    await ask(lineOf("Undo", second));

    expect(services.stored.marks).toMatchObject([{ note: '"Great team, said Ann' }]);
  });

  it.each([
    ["note p2abc none", "It had no note of yours"],
    [`note p2abc ${"x".repeat(1_001)}`, "A note may hold 1000 characters, this one holds 1001."],
  ])("%s is refused with the reason", async (line, reason) => {
    expect(await world().ask(line)).toContain(reason);
  });
});

describe("remind", () => {
  /** It is Wednesday, 20 May 2026, 11:00 in Berlin. */
  it.each([
    ["in 3 days", "Sat 23 May 2026, 11:00"],
    ["in 3 days at 9:00", "Sat 23 May 2026, 09:00"],
    ["in a week", "Wed 27 May 2026, 11:00"],
    ["an hour", "Wed 20 May 2026, 12:00"],
    ["in 2 months", "Mon 20 Jul 2026, 11:00"],
    ["next monday 10:00", "Mon 25 May 2026, 10:00"],
    ["in 0 days", "has passed"],
    ["2 hours at 9:00", "no moment to come"],
    ["2026-02-31", "no moment to come"],
    ["90 minutes", "Wed 20 May 2026, 12:30"],
    ["tomorrow", "Thu 21 May 2026, 09:00"],
    ["tomorrow 9:30", "Thu 21 May 2026, 09:30"],
    ["on monday at 5pm", "Mon 25 May 2026, 17:00"],
    ["2026-12-01 8:15 am", "Tue 1 Dec 2026, 08:15"],
    ["today 12 am", "12 am has passed"],
    ["at 18", "Wed 20 May 2026, 18:00"],
    ["10:00", "Thu 21 May 2026, 10:00"],
    ["12 pm", "Wed 20 May 2026, 12:00"],
    ["yesterday 9:00", "no moment to come"],
    ["tomorrow 25:00", "no moment to come"],
    ["tomorrow 13 pm", "no moment to come"],
    ["30m", "no moment to come"],
    ["9", "no moment to come"],
  ])("%s: %s", async (when, words) => {
    const answer = await world().ask(`/jobs remind p2abc ${when}`);

    expect(answer).toContain(words.replace("12 am has passed", "today 12 am has passed already"));
  });

  it("holds a local time through a change of the clocks", async () => {
    const postings = [aPosting()];
    const services = memoryServices({ postings }, () => Date.parse("2026-10-24T12:00+02:00"));

    await dispatch("/jobs remind p2abc tomorrow 9:00", anAsker(), services);

    expect(services.stored.marks[0]?.remindAt).toBe(Date.parse("2026-10-25T09:00+01:00"));
  });

  it("replaces the one before, which its undo brings back", async () => {
    const { ask, services } = world();

    const first = await ask("/jobs remind p2abc 3d");
    const wanted = services.stored.marks[0]?.remindAt;
    const second = await ask("/jobs remind p2abc tomorrow");
    await ask(lineOf("Undo", second));
    const undone = services.stored.marks[0]?.remindAt;
    const none = await ask(lineOf("Undo", first));

    expect(undone).toBe(wanted);
    expect(none).toContain("No longer marked: Go Engineer");
    expect(none).toContain("Its reminder went too.");
    expect(services.stored.marks).toEqual([]);
    expect(await ask("/jobs remind p2abc none")).toContain("There was no reminder of it");
  });
});

describe("export saved", () => {
  it("gives what is marked as a table for spreadsheets, in which nothing is a formula", async () => {
    const postings = [
      aPosting({
        id: "p2abcdefgh",
        facts: {
          title: '=HYPERLINK("https://evil.example","Go, now")',
          company: "+Acme",
          pay: { min: 90_000, max: null, currency: "EUR", period: "year" },
        },
      }),
    ];
    const services = memoryServices({ postings });
    const ask = async (line: string) => said(await dispatch(line, anAsker(), services));
    await ask("/jobs mark p2abc applied");
    await ask("/jobs note p2abc @SUM(A1) -1");
    await ask("/jobs remind p2abc 2026-12-01 9:00");

    const [head, name, columns, row] = (await ask("/jobs export saved")).split(/\r?\n/u);

    expect(head).toContain("1 in all; times are those of Europe/Berlin");
    expect(name).toBe("saved.csv");
    expect(columns).toBe("\u{FEFF}state,since,title,company,place,pay,posting,address,note,reminder,id");
    expect(row).toBe(
      `applied,2026-05-20 11:00,"'=HYPERLINK(""https://evil.example"",""Go, now"")",'+Acme,"Belgrade, RS",` +
        `"from 90,000 EUR a year",open,https://jobs.example.org/acme/1,'@SUM(A1) -1,2026-12-01 09:00,p2abcde`,
    );
  });

  it.each(["-1", "\t=1", " =1", "\r1", "＝1", "@x"])("%j is no formula", (text) => {
    expect(csvOf([[text]])).toMatch(/^\u{FEFF}"?'/u);
  });

  it("says so where there is nothing, and refuses what is none of the two", async () => {
    expect(await world().ask("/jobs export saved")).toContain("You have marked nothing yet");
    expect(await world().ask("/jobs export svaed")).toContain("Expected subscriptions or saved, got svaed.");
  });
});

describe("saved", () => {
  it("lists what is saved and applied, newest first, and what is hidden when asked", async () => {
    const { ask } = world();
    await ask("/jobs mark p2abc saved");
    await ask("/jobs mark p3def hidden");

    const [all, hidden] = [await ask("/jobs saved"), await ask("/jobs saved hidden")];

    expect(all).toMatch(/^1 kept:\nSaved:\nGo Engineer — Acme.* \| open \| just now\n/);
    expect(all).toContain("[I applied: Go Engineer] /jobs mark p2abc applied");
    expect(all).toContain("1 hidden: /jobs saved hidden");
    expect(hidden).toContain("[Show again: Rust Engineer] /jobs mark p3def none");
    expect(hidden).toContain("Rust Engineer");
  });

  it("lists by state, what is furthest first, with the note, the reminder and ways on", async () => {
    const { ask } = world();
    await ask("/jobs mark p2abc interview");
    await ask("/jobs note p2abc Ann refers me");
    await ask("/jobs mark p3def saved");
    await ask("/jobs remind p3def tomorrow");

    const all = await ask("/jobs saved");

    expect(all).toMatch(/^2 kept:\nInterview:\nGo Engineer.* \| note: Ann refers me\nSaved:\nRust Engineer/);
    expect(all).toMatch(/Rust Engineer.* \| reminder: Thu 21 May 2026, 09:00 \(Europe\/Berlin\)\n/);
    expect(all).toContain("[Offer: Go Engineer] /jobs mark p2abc offer\n[Rejected: Go Engineer]");
  });

  it.each([
    ["saved applied interview", "Expected at most one word and one page, got applied and interview."],
    ["saved 1 2", "Expected at most one word and one page, got 1 and 2."],
    ["saved 0", "There is 1 page, not 0."],
  ])("%s is refused: no word of it is ignored", async (line, reason) => {
    const { ask } = world();
    await ask("/jobs mark p2abc applied");

    expect(await ask(`/jobs ${line}`)).toContain(reason);
  });

  it("leaves out what is over, and says how much that is", async () => {
    const { ask } = world();
    await ask("/jobs mark p2abc rejected");
    await ask("/jobs mark p3def withdrawn");

    const [all, rejected] = [await ask("/jobs saved"), await ask("/jobs saved rejected")];

    expect(all).toContain("1 rejected: /jobs saved rejected\n1 withdrawn: /jobs saved withdrawn");
    expect(all).not.toContain("Go Engineer");
    expect(rejected).toContain("[I applied: Go Engineer] /jobs mark p2abc applied");
  });

  it("comes in pages", async () => {
    const postings = Array.from({ length: 23 }, (_, i) =>
      aPosting({ id: `q${i}x`, openingId: `o${i}`, facts: { title: `Engineer ${i}` } }),
    );
    const services = memoryServices({ postings });
    const ask = async (line: string) => said(await dispatch(line, anAsker(), services));
    for (const { id } of postings) await ask(`/jobs mark ${id} saved`);

    const [first, last] = [await ask("/jobs saved"), await ask("/jobs saved 3")];

    expect(first).toContain("23 kept, page 1 of 3:");
    expect(first).toContain("[More] /jobs saved 2");
    expect(last).toContain("Engineer 0");
    expect(last).not.toContain("[More]");
    expect(await ask("/jobs saved 4")).toContain("There are 3 pages, not 4.");
    expect(await ask("/jobs saved 0")).toContain("There are 3 pages, not 0.");
    expect(await ask("/jobs saved saved hidden")).toContain("got saved and hidden.");
    expect(await ask("/jobs saved sved")).toContain("or a page, got sved. Did you mean saved?");
  });
});
