import { describe, expect, test } from "vitest";
import { ashby } from "../../../src/sources/ashby/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf } from "../harness.ts";
import board from "./board.json" with { type: "json" };

const options = { board: "saltmarsh-labs" };

testBoard({
  source: ashby,
  options,
  board: "saltmarsh-labs",
  requests: ["/posting-api/job-board/saltmarsh-labs?includeCompensation=true"],
  full: board,
  ids: ["11111111-aaaa-4aaa-8aaa-000000000001", "11111111-aaaa-4aaa-8aaa-000000000002"],
  empty: { apiVersion: "1", jobs: [] },
  withBadItem: { ...board, jobs: [...board.jobs, { ...board.jobs[0], id: "bad", title: null }] },
  badItem: "bad",
  wrongEnvelopes: [null, [], {}, { jobs: {} }, { jobs: null }, "not found"],
  pages: [
    ["https://jobs.ashbyhq.com/saltmarsh-labs", "saltmarsh-labs"],
    ["https://jobs.ashbyhq.com/saltmarsh-labs/11111111-aaaa-4aaa-8aaa-000000000001/application", "saltmarsh-labs"],
    ["https://jobs.ashbyhq.com/Salt%20Marsh.io?embed=js", "Salt Marsh.io"],
    ["https://api.ashbyhq.com/posting-api/job-board/saltmarsh-labs", "saltmarsh-labs"],
  ],
  strangers: [
    "https://jobs.ashbyhq.com/",
    "https://jobs.ashbyhq.com/%2e%2e%2fadmin",
    "https://jobs.ashbyhq.com/%E0%A4%A",
    "https://jobs.ashbyhq.com.example.com/saltmarsh-labs",
    "https://saltmarsh.example/careers?ashby_jid=11111111-aaaa-4aaa-8aaa-000000000001",
  ],
});

describe("ashby", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(ashby, options, board);

    expect(postings[0]).toEqual({
      externalId: "11111111-aaaa-4aaa-8aaa-000000000001",
      url: "https://jobs.ashbyhq.com/saltmarsh-labs/11111111-aaaa-4aaa-8aaa-000000000001",
      applyUrl: "https://jobs.ashbyhq.com/saltmarsh-labs/11111111-aaaa-4aaa-8aaa-000000000001/application",
      publishedAt: Date.UTC(2026, 2, 2, 10),
      title: "Backend Engineer, Tides",
      company: "Saltmarsh Labs",
      location: "Lisbon, Portugal | Porto, Portugal",
      text: "<p>You keep our tide tables honest, in <strong>Go</strong>.</p>",
      format: "html",
      stated: {
        modes: ["hybrid"],
        employment: ["full-time"],
        pay: { min: 60_000, max: 82_000, currency: "EUR", period: "year" },
      },
    });
  });

  test("plain text, an address and hidden pay, where there is nothing better", async () => {
    const { postings } = await pollOf(ashby, options, board);

    expect(postings[1]).toMatchObject({
      location: "Galway, Ireland",
      text: "You mend buoys < 5 m tall.",
      format: "plain",
      stated: { modes: ["onsite"], employment: ["contract"] },
    });
    expect(postings[1]?.stated).not.toHaveProperty("pay");
  });

  test.each([
    [{ workplaceType: "Hybrid", isRemote: true }, ["hybrid"]],
    [{ workplaceType: null, isRemote: true }, ["remote"]],
    [{ workplaceType: null, isRemote: false }, undefined],
    [{ workplaceType: "Moonbase", isRemote: true }, undefined],
  ])("%j", async (said, modes) => {
    const { postings } = await pollOf(ashby, options, { jobs: [{ ...board.jobs[0], ...said }] });

    expect(postings[0]?.stated?.modes).toEqual(modes);
  });

  test("a role that is not listed is no posting, even one that could not be read", async () => {
    const jobs = [...board.jobs, { isListed: false, id: 7 }];

    expect(await pollOf(ashby, options, { jobs })).toMatchObject({ complete: true, dropped: [], postings: [{}, {}] });
  });

  test("one id twice is one posting, and the second is named", async () => {
    const snapshot = await pollOf(ashby, options, { jobs: [board.jobs[0], board.jobs[0]] });

    expect(snapshot).toMatchObject({ complete: true, postings: [{}], dropped: [{ what: board.jobs[0]?.id }] });
  });

  test.each(["saltmarsh/../x", "", " x", "../x", "a?b=c", "a#b", "a%2Fb"])("%j is no name of a board", (name) => {
    expect(ashby.options.safeParse({ board: name }).success).toBe(false);
  });
});
