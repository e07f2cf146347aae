import { describe, expect, test } from "vitest";
import { dispatch } from "../../commands/dispatch.ts";
import type { Reply } from "../../commands/reply.ts";
import { aPosting, dayMs, testNow } from "../builders.ts";
import { aSubscription, anAsker, memoryServices, theSettings } from "../doubles/services.ts";
import { said } from "./said.ts";

const services = memoryServices({
  subscriptions: [aSubscription({ query: "lang:go" }), aSubscription({ id: "b4d", name: "old", query: "lang:xyzzy" })],
  postings: [
    aPosting({ id: "p1" }),
    aPosting({ id: "p2", firstSeenAt: testNow - dayMs, facts: { roles: ["infrastructure"] } }),
    aPosting({ id: "p3", closedAt: testNow - dayMs }),
    aPosting({ id: "p4", firstSeenAt: testNow - 40 * dayMs }),
  ],
});

function send(line: string): Promise<Reply> {
  return dispatch(line, anAsker(), services);
}

describe("preview", () => {
  test("shows the backtest and the newest cards of a query", async () => {
    const reply = await send("preview lang:golang");

    expect(said(reply).split("\n")).toEqual([
      "This query (lang:go): 2 matched of 3 stored in the last 30 days; 1 more is closed.",
      "[p2 open] Backend Engineer: matches: Go",
      "[p1 open] Backend Engineer: matches: Go",
    ]);
  });

  test.each(["infra", "INFRA", "#k3f", "  infra  "])("%j is the subscription, not the role", async (reference) => {
    const reply = await send(`preview ${reference}`);

    expect(said(reply).split("\n").slice(0, 2)).toEqual([
      "infra (lang:go): 2 matched of 3 stored in the last 30 days; 1 more is closed.",
      "[p2 open] Backend Engineer: matches infra: Go",
    ]);
  });

  test("closed ones come when the status says so, and are marked", async () => {
    const any = await send("preview lang:go status:any");
    const closed = await send("preview lang:go status:closed");

    expect(said(any)).toContain("[p3 closed] Backend Engineer: matches: Go; closed");
    expect(any.parts).toHaveLength(4);
    expect(closed.parts.slice(1).map((part) => part.kind === "card" && part.card.postingId)).toEqual(["p3"]);
  });

  test("shows what the settings let through", async () => {
    const hiding = memoryServices({ postings: [aPosting({ id: "p1" })], settings: theSettings({ unknown: "hide" }) });

    const reply = await dispatch("preview lang:go pay:>=80k/yr,eur", anAsker(), hiding);

    expect(said(reply)).toBe(
      "This query (lang:go pay:>=80k/yr,eur): 0 matched of 1 stored in the last 30 days; 1 more but for its pay.\n" +
        "Kept out by one clause alone:\n" +
        "Backend Engineer — Acme — Belgrade, RS (p1): pay not stated, against pay:>=80k/yr,eur",
    );
  });

  test("plain words do as well", async () => {
    expect(said(await send("preview backend in Belgrade"))).toContain("(role:backend location:belgrade)");
  });

  test("plain words may name a company of the stored postings, and what narrows nothing is told", async () => {
    const reply = await send("preview acme in Belgrade, remote ok");

    expect(said(reply).split("\n").slice(0, 2)).toEqual([
      "This query (location:belgrade company:acme): 2 matched of 3 stored in the last 30 days; 1 more is closed.",
      '"remote ok" narrows nothing: where no mode: is asked for, every one is let through.',
    ]);
  });

  test("shows ten at most", async () => {
    const many = memoryServices({ postings: Array.from({ length: 15 }, (_, index) => aPosting({ id: `p${index}` })) });

    const reply = await dispatch("preview lang:go", anAsker(), many);

    expect(said(reply)).toContain("15 matched of 15");
    expect(reply.parts.filter(({ kind }) => kind === "card")).toHaveLength(10);
  });

  test("a stored query that cannot be read any more is told, without a caret into what was typed", async () => {
    const reply = await send("preview old");

    expect(reply.parts).toEqual([
      {
        kind: "text",
        text: "The stored query of old cannot be read any more (lang:xyzzy). Unsubscribe it and make it anew.",
      },
    ]);
  });
});
