import { describe, expect, it } from "vitest";
import { dispatch } from "../../commands/dispatch.ts";
import type { Reply } from "../../commands/reply.ts";
import type { Posting } from "../../src/posting/posting.ts";
import { aPosting, dayMs, testNow } from "../builders.ts";
import { aSubscription, anAsker, memoryServices } from "../doubles/services.ts";
import { said } from "./said.ts";

/** Each an opening of its own. */
function someOpenings(count: number, about: Parameters<typeof aPosting>[0] = {}): Posting[] {
  return Array.from({ length: count }, (_, index) =>
    aPosting({ id: `p${about?.title ?? ""}${index}`, openingId: `o${about?.title ?? ""}${index}`, ...about }),
  );
}

async function ask(line: string, stored: Parameters<typeof memoryServices>[0]): Promise<Reply> {
  return await dispatch(line, anAsker(), memoryServices(stored));
}

describe("trends", () => {
  it("charts what matches, open or closed, by week, place, company, language, mode and pay", async () => {
    const pay = { min: 80_000, max: 100_000, currency: "EUR", period: "year" } as const;
    const postings = [
      ...someOpenings(15, { facts: { pay, modes: ["remote"] } }),
      ...someOpenings(5, { title: "C", closedAt: testNow, firstSeenAt: testNow - 9 * dayMs }),
      ...someOpenings(3, { title: "Other", facts: { roles: ["design"] } }),
    ];

    const reply = await ask("/jobs trends role:backend", { postings });

    const [part] = reply.parts;
    const dashboard = part?.kind === "dashboard" ? part.dashboard : undefined;
    expect(dashboard).toMatchObject({
      title: "role:backend",
      subtitle: "20 openings since 2 Mar 2026, open or closed by now",
    });
    expect(dashboard?.panels.map(({ title }) => title)).toEqual([
      "New openings a week",
      "Places",
      "Companies",
      "Programming languages",
      "Mode of work",
      "Stated pay a year",
    ]);
    expect(said(reply)).toContain("11 May 5, 18 May 15 so far.");
    expect(said(reply)).toContain("Places: Belgrade, RS (20).");
    expect(said(reply)).toContain("Mode of work: Remote (75%); 5 say none.");
    expect(said(reply)).toContain(
      "Pay a year, as 15 of 20 state it: EUR 90,000 to 90,000, median 90,000 (the middle half of 15).",
    );
  });

  it("takes a subscription by its name, in its own zone", async () => {
    const subscriptions = [aSubscription({ query: "role:backend tz:Asia/Tokyo" })];

    const [part] = (await ask("/jobs trends infra", { postings: someOpenings(30), subscriptions })).parts;

    expect(part).toMatchObject({ dashboard: { title: "infra: role:backend tz:Asia/Tokyo" } });
    expect(JSON.stringify(part)).toContain("Weeks begin on Monday, Asia/Tokyo time");
  });

  it("counts a posting when its source says that it was published, and none that was there before the first look", async () => {
    const postings = [
      aPosting({ id: "p1", openingId: "o1", publishedAt: testNow - 16 * dayMs }),
      aPosting({ id: "p2", openingId: "o2", facts: { posted: "2026-05-12" } }),
      aPosting({ id: "p3", openingId: "o3" }),
      aPosting({ id: "p4", openingId: "o4" }),
    ];

    const reply = said(await ask("/jobs trends", { postings, baseline: ["p1", "p3"] }));

    expect(reply).toContain("4 May 1, 11 May 1, 18 May 1 so far. 1 more from before, or of an unknown date.");
  });

  it("says how many do not say what was asked, and takes them in on request", async () => {
    const postings = [...someOpenings(30), ...someOpenings(2, { title: "Silent", facts: { languages: [] } })];

    const without = said(await ask("/jobs trends lang:go", { postings }));
    const having = said(await ask("/jobs trends lang:go unknown:show", { postings }));

    expect(without).toContain("lang:go: 30 openings since");
    expect(without).toContain("2 more do not say all that was asked, and are left out.");
    expect(without).toContain("[With these] /jobs trends lang:go unknown:show");
    expect(having).toContain("lang:go unknown:show: 32 openings since");
    expect(having).toContain("[Without these] /jobs trends lang:go unknown:hide");
  });

  it("is honest about few openings, little pay and a short watch", async () => {
    const pay = { min: 80_000, max: null, currency: "EUR", period: "year" } as const;

    const reply = said(await ask("/jobs trends", { postings: someOpenings(4, { facts: { pay } }) }));

    expect(reply).toContain("fewer than 5, so no range: EUR (4)");
    expect(reply).toContain("These are few");
    expect(reply).toContain("Nothing was watched before 18 May 2026");
  });

  it("says of nothing what to leave out", async () => {
    const reply = said(await ask("/jobs trends role:backend lang:cobol", { postings: someOpenings(3) }));

    expect(reply).toContain("None of the 3 postings of the last 12 weeks matches role:backend lang:cobol.");
    expect(reply).toContain("It would be 3 without lang.");
    expect(reply).toContain("[Without lang:] /jobs trends role:backend");
    expect(said(await ask("/jobs trends role:design lang:cobol", { postings: someOpenings(3) }))).toContain(
      "leave out several",
    );
    expect(said(await ask("/jobs trends role:backend", {}))).toContain("Nothing is stored");
    expect(said(await ask("/jobs trends lang:cobol", { postings: someOpenings(1) }))).toContain(
      "The only posting of the last 12 weeks does not match lang:cobol.",
    );
  });

  it("lets no stranger's text break a line", async () => {
    const postings = someOpenings(30, { facts: { company: "Evil\n\u202eCo" } });

    expect(said(await ask("/jobs trends", { postings }))).toContain("Companies: Evil Co (30).");
  });
});
