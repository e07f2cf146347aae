import { describe, expect, test } from "vitest";
import { remoteok } from "../../../src/sources/remoteok/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf } from "../harness.ts";
import board from "./board.json" with { type: "json" };

const [legal, tide, clerk] = board;

testBoard({
  source: remoteok,
  options: { tag: "golang" },
  board: "golang",
  requests: ["/api?tag=golang"],
  full: board,
  ids: ["1200001", "1200002"],
  empty: [legal],
  withBadItem: [...board, { ...clerk, id: "bad", url: "javascript:alert(1)" }],
  badItem: "bad",
  wrongEnvelopes: [null, {}, { legal: "" }, "x"],
  isWindow: true,
  pages: [
    ["https://remoteok.com/", "all"],
    ["https://www.remoteok.com/remote-jobs", "all"],
    ["https://remoteok.io/api", "all"],
    ["https://remoteok.com/remote-jobs.rss", "all"],
    ["https://remoteok.com/api?tag=golang", "golang"],
    ["https://remoteok.com/remote-golang-jobs", "golang"],
  ],
  strangers: [
    "https://remoteok.com/remote-jobs/remote-tide-engineer-saltmarsh-1200001",
    "https://remoteok.com/remote-golang+dev-jobs/x",
    "https://remoteok.com/api?tag=%2e%2e%2fx",
    "https://remoteok.com.example/",
    "https://notremoteok.com/",
  ],
});

describe("remoteok", () => {
  test("a posting with everything, without the words that tell who asked", async () => {
    const { postings } = await pollOf(remoteok, {}, board);

    expect(postings[0]).toEqual({
      externalId: "1200001",
      url: "https://remoteOK.com/remote-jobs/remote-tide-engineer-saltmarsh-1200001",
      applyUrl: "https://remoteOK.com/l/1200001",
      publishedAt: Date.UTC(2026, 4, 1, 10),
      title: "Tide Engineer",
      company: "Saltmarsh",
      location: "Remote (Rotterdam)",
      text: "<p>Tides in <b>Go</b>.</p>",
      format: "html",
      stated: { modes: ["remote"], pay: { min: 90_000, max: 120_000, currency: "USD", period: "year" } },
    });
  });

  test("a posting with little, of work that is not remote", async () => {
    const { postings } = await pollOf(remoteok, {}, board);

    expect(postings[1]).toEqual({
      externalId: "1200002",
      url: "https://remoteOK.com/remote-jobs/remote-dyke-clerk-1200002",
      publishedAt: Date.UTC(2026, 3, 30, 10),
      title: "Dyke Clerk",
      company: null,
      location: null,
      text: "Hybrid work at the dyke.",
      format: "html",
    });
  });

  test("only the first item may be the terms", async () => {
    expect(await pollOf(remoteok, {}, [tide, legal])).toMatchObject({ postings: [{}], dropped: [{ what: "[1]" }] });
  });
});
