import { describe, expect, it } from "vitest";
import { planDigest } from "../../../src/delivery/card/digest-plan.ts";
import { cardSize, lineSize } from "../../../src/delivery/card/digest-size.ts";
import { roles } from "../../../src/posting/posting.ts";
import { slackCapabilities } from "../../../src/platforms/slack/capabilities.ts";
import { renderMessage } from "../../../src/platforms/slack/render-message.ts";
import { aCard } from "../a-card.ts";
import { aDigestOf, aLine, cardEntry, cardMessage, digestMessage, lineEntry } from "../a-digest.ts";
import { effectsOf, linesOf, readOf, refusedOf } from "./a-message.ts";

describe("a card", () => {
  it("quotes the posting's own words for what was met", () => {
    const read = readOf(renderMessage(cardMessage()));

    expect(read).toContain("languages Go: “You write Go”\nplaces Belgrade, RS: “our office in Belgrade”");
    expect(read).not.toContain("a senior colleague");
  });

  it("quotes nothing where there is nothing to quote", () => {
    expect(readOf(renderMessage(cardMessage({ evidence: [] })))).not.toContain("“");
  });

  it("is one line with its link where Slack refused it", () => {
    expect(renderMessage(cardMessage({ state: "closed" }), { isPlain: true })).toEqual({
      text:
        "Closed: Backend Engineer — Acme — Belgrade, Serbia · hybrid — senior — full-time — Go, Rust (nice to have) — " +
        "80,000–100,000 EUR a year — 2 days ago — matches infra: Go, Belgrade; visa not stated (p2abc) " +
        "https://jobs.example.org/acme/1",
    });
  });

  it.each([
    ["*bold* _it_ ~no~ `code` ```block```", "∗bold∗ ˍitˍ ∼no∼ ˋcodeˋ ˋˋˋblockˋˋˋ"],
    ["> quote", "› quote"],
    ["Go :tada: Engineer", "Go ∶tada: Engineer"],
    ["<!channel> & <@U1>", "<!channel> & <@U1>"],
    ["C# at 9:00, a > b", "C# at 9:00, a > b"],
  ])("formats nothing of a stranger's where it is plain: %j", (title, read) => {
    const message = renderMessage(cardMessage({ title, company: null, facts: [], why: "" }), { isPlain: true });

    expect(effectsOf(message)).toEqual([]);
    expect(readOf(message)).toBe(`${read} (p2abc) https://jobs.example.org/acme/1`);
  });

  it("has a link that formats nothing, and leads where it did", () => {
    const url = "https://jobs.example.org/_go_/~acme~?x=*1*&y=2";

    const message = renderMessage(cardMessage({ url }), { isPlain: true });

    expect(effectsOf(message)).toEqual([]);
    const link = readOf(message).split(" ").at(-1) ?? "";
    expect(decodeURIComponent(link)).toBe(url);
  });
});

describe("a digest", () => {
  it("shows its headline, headings, cards and lines in order, in as few blocks as menus leave", () => {
    const groups = [
      {
        heading: "Backend",
        entries: [cardEntry({ evidence: [] }), lineEntry({ postingId: "p4", title: "Rust Engineer" })],
      },
      { heading: "Infrastructure", entries: [lineEntry()] },
    ];

    const message = renderMessage(digestMessage({ cause: "quiet hours", groups }));

    expect(message.blocks?.map(({ type }) => type)).toEqual(["rich_text", "actions", "rich_text"]);
    expect(readOf(message)).toBe(
      [
        "2 new for infra · quiet hours",
        "\nBackend",
        "Backend Engineer\nAcme · Belgrade, Serbia · hybrid",
        "senior · full-time · Go, Rust (nice to have) · 80,000–100,000 EUR a year · 2 days ago",
        "matches infra: Go, Belgrade; visa not stated · p2abc",
        "[Save] [Applied] [Hide] [Less like this] [Why]",
        "• Rust Engineer — Acme — Berlin · remote (p4)",
        "\nInfrastructure",
        "• Go Engineer — Acme — Berlin · remote (p3def)",
      ].join("\n"),
    );
  });

  it("keeps all its cards' menus, however many groups its openings fall into", () => {
    const message = renderMessage({ kind: "digest", digest: aDigestOf(10, 30, 1) });

    expect(refusedOf(message)).toEqual([]);
    expect(message.blocks).toHaveLength(21);
    expect(linesOf(message).filter((line) => line.startsWith("/jobs why"))).toHaveLength(10);
    expect(readOf(message)).toContain("(l29x)");
  });

  it("of a thousand openings takes a message for fifty of them", () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => ({
      delivery: `d${index}`,
      role: roles[index % roles.length] ?? "other",
      at: -index,
      cardSize: cardSize(aCard()),
      lineSize: lineSize(aLine()),
    }));

    const plan = planDigest(rows, { name: "infra", late: null, cause: null }, slackCapabilities.digest);

    expect(plan.length).toBeLessThanOrEqual(20);
  });
});
