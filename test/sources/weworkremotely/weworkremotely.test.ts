import { describe, expect, test } from "vitest";
import { weworkremotely } from "../../../src/sources/weworkremotely/index.ts";
import { startServer } from "../../http/loopback-server.ts";
import { testBoard } from "../conformance.ts";
import { aContext, pollOf, withSession } from "../harness.ts";
import { anvil, bellows, feedOf } from "./feed.ts";

const options = { category: "remote-design-jobs" };

testBoard({
  source: weworkremotely,
  options,
  board: "remote-design-jobs",
  requests: ["/categories/remote-design-jobs.rss"],
  full: feedOf(anvil, bellows),
  ids: [
    "https://weworkremotely.com/remote-jobs/foundry-anvil-engineer",
    "https://weworkremotely.com/remote-jobs/bellows-keeper",
  ],
  empty: feedOf(),
  withBadItem: feedOf(anvil, bellows, "<item><title>x</title><guid>bad</guid><link>javascript:x</link></item>"),
  badItem: "bad",
  wrongEnvelopes: ["", "{}", "<html><body>We Work Remotely</body></html>", "<rss></rss>"],
  isWindow: true,
  pages: [
    ["https://weworkremotely.com/", "all"],
    ["https://www.weworkremotely.com/remote-jobs", "all"],
    ["https://weworkremotely.com/remote-jobs.rss", "all"],
    ["https://weworkremotely.com/categories/remote-design-jobs", "remote-design-jobs"],
    ["https://weworkremotely.com/categories/remote-design-jobs.rss", "remote-design-jobs"],
  ],
  strangers: [
    "https://weworkremotely.com/remote-jobs/foundry-anvil-engineer",
    "https://weworkremotely.com/categories/2/jobs.rss",
    "https://weworkremotely.com/categories/..%2fx",
    "https://weworkremotely.com.example/",
  ],
});

describe("weworkremotely", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(weworkremotely, {}, feedOf(anvil));

    expect(postings).toEqual([
      {
        externalId: "https://weworkremotely.com/remote-jobs/foundry-anvil-engineer",
        url: "https://weworkremotely.com/remote-jobs/foundry-anvil-engineer",
        publishedAt: Date.UTC(2026, 4, 1, 10),
        title: "Iron & Co: Anvil Engineer",
        company: "Foundry",
        location: "Remote (Europe Only)",
        text: [
          '<img src="https://example.com/logo.gif" />',
          "<p><strong>Headquarters:</strong> Zagreb</p>",
          "<p>Forge &amp; hammer.</p>",
          "<h3>Skills</h3>Go, C++",
        ].join("\n"),
        format: "html",
        stated: { modes: ["remote"], employment: ["full-time"] },
      },
    ]);
  });

  test("a posting with little", async () => {
    const { postings } = await pollOf(weworkremotely, {}, feedOf(bellows));

    expect(postings).toEqual([
      {
        externalId: "https://weworkremotely.com/remote-jobs/bellows-keeper",
        url: "https://weworkremotely.com/remote-jobs/bellows-keeper",
        title: "Bellows Keeper",
        company: null,
        location: "Remote (Cusco, Peru)",
        text: "",
        format: "html",
        stated: { modes: ["remote"] },
      },
    ]);
  });

  test("a category that leads to the home page does not exist", async () => {
    await using server = await startServer((request, response) => {
      if (request.url === "/") response.end("<html></html>");
      else response.writeHead(301, { location: "/" }).end();
    });

    const polling = withSession(
      [new URL(server.origin).host],
      async (http) => await weworkremotely.snapshot({ ...options, baseUrl: server.origin }, aContext({ http })),
    );

    await expect(polling).rejects.toMatchObject({ code: "not-found" });
  });
});
