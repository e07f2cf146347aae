import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planDigest } from "../../../src/delivery/card/digest-plan.ts";
import { cardSize, digestSize, lineSize } from "../../../src/delivery/card/digest-size.ts";
import { roles } from "../../../src/posting/posting.ts";
import { cardButtons, closedCardButtons } from "../../../src/delivery/card/card.ts";
import { inert, inertLink } from "../../../src/delivery/card/inert.ts";
import { roleHeading } from "../../../src/delivery/card/role-heading.ts";
import { slackCapabilities } from "../../../src/platforms/slack/capabilities.ts";
import { renderMessage, renderNotice } from "../../../src/platforms/slack/render-message.ts";
import { visibleOf } from "../../doubles/slack/visible.ts";
import { aCard, anyText, hostileTexts } from "../a-card.ts";
import { aDigestOf, aLine, anyMessage, cardEntry, cardMessage, digestMessage, lineEntry } from "../a-digest.ts";
import { effectsOf, linesOf, readOf, refusedOf } from "./a-message.ts";

describe("a card", () => {
  it("quotes the posting's own words for what was met", () => {
    const read = readOf(renderMessage(cardMessage()));

    expect(read).toContain("languages Go: “You write Go”\nplaces Belgrade, RS: “our office in Belgrade”");
    expect(read).not.toContain("a senior colleague");
  });

  it.each([[[]], [[{ field: "languages", value: "Go", quote: "go" }]]])(
    "quotes nothing where that says no more: %j",
    (evidence) => {
      expect(readOf(renderMessage(cardMessage({ evidence })))).not.toContain("“");
    },
  );

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

describe("a card's state and buttons", () => {
  it("is said in words, in the text and in the blocks", () => {
    const message = renderMessage(cardMessage({ state: "closed", buttons: closedCardButtons }));

    expect(message.text).toMatch(/^Closed: Backend Engineer — Acme/);
    expect(readOf(message)).toMatch(/^Closed: Backend Engineer\n/);
    expect(linesOf(message)).toEqual([
      "/jobs mark p2abc applied",
      "/jobs similar p2abc",
      "/jobs less p2abc",
      "/jobs why p2abc",
    ]);
  });

  it("run lines of /jobs", () => {
    expect(linesOf(renderMessage(cardMessage()))).toEqual([
      "/jobs mark p2abc saved",
      "/jobs mark p2abc applied",
      "/jobs mark p2abc hidden",
      "/jobs less p2abc",
      "/jobs why p2abc",
    ]);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "", null])("is no link where none may lead: %j", (url) => {
    expect(JSON.stringify(renderMessage(cardMessage({ url })))).not.toContain('"link"');
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

describe("a digest that has grown past any plan", () => {
  it("counts what does not fit", () => {
    const message = renderMessage({ kind: "digest", digest: aDigestOf(20, 500) });

    expect(refusedOf(message)).toEqual([]);
    expect(readOf(message)).toMatch(/\d+ more left out here: see \/jobs preview\./);
  });
});

describe("any message", () => {
  it("is one that Slack takes, does nothing, and hides nothing", () => {
    fc.assert(
      fc.property(anyMessage, fc.boolean(), (message, isPlain) => {
        const rendered = renderMessage(message, { isPlain });

        expect(refusedOf(rendered)).toEqual([]);
        expect(effectsOf(rendered)).toEqual([]);
        expect(visibleOf(rendered).links.filter((link) => !/^https?:/.test(link))).toEqual([]);
        expect(JSON.stringify(rendered)).not.toMatch(/[\p{Cf}\u2028\u2029]/u);
      }),
      {
        numRuns: 400,
        examples: [
          [aCardAt("http://a.aa/:a:"), true],
          [aCardAt("https://a.aa:8443/x?y=:tada:z"), true],
        ],
      },
    );
  });

  function aCardAt(url: string) {
    return cardMessage(aCard({ url }));
  }
});

describe("a notice", () => {
  it.each(hostileTexts.map((text) => [text]))("is inert and within limits: %j", (text) => {
    const message = renderNotice(`The channel of ${text} is archived. Invite me again.`);

    expect(refusedOf(message)).toEqual([]);
    expect(effectsOf(message)).toEqual([]);
  });
});

/** As long as a maker of cards makes them, and most often as long as that. */
function words(most: number): fc.Arbitrary<string> {
  const any = fc.oneof(anyText, fc.string({ unit: fc.constantFrom(..."*_<&>a :\u4e00"), maxLength: most }));
  return fc.oneof(any, fc.constant("W".repeat(most))).map((text) => inert(text, most) || "W");
}

const links = fc.oneof(
  fc.constantFrom(null, "https://jobs.example.org/1", `https://${"jobs.".repeat(20)}example.org/${"a&".repeat(300)}`),
  fc.webUrl().map(inertLink),
);

/** Openings as a plan takes them, each as a card and as a line. */
const openings = fc
  .array(
    fc.record({
      title: words(150),
      url: links,
      company: words(80),
      facts: fc.array(words(200), { maxLength: 6 }),
      why: words(300),
      about: words(300),
      role: fc.constantFrom(...roles),
      isClosed: fc.boolean(),
    }),
    { minLength: 2, maxLength: 90 },
  )
  .map((all) =>
    all.map(({ title, url, company, facts, why, about, role, isClosed }, index) => {
      const state = isClosed ? "closed" : "open";
      const postingId = `p${index}`.padEnd(7, "z");
      const named = facts.map((value) => ({ name: "place", value }) as const);
      const buttons = isClosed ? closedCardButtons : cardButtons;
      const card = aCard({ postingId, title, url, company, facts: named, why, evidence: [], buttons, state });
      return { postingId, role, card, line: aLine({ postingId, title, url, about, state }) };
    }),
  );

describe("whatever a plan allows", () => {
  it("fits into one message, with each of its openings and the menu of each card", () => {
    fc.assert(
      fc.property(openings, words(80), fc.option(words(160)), (all, name, late) => {
        const rows = all.map(({ postingId, role, card, line }, index) => {
          return { delivery: postingId, role, at: -index, cardSize: cardSize(card), lineSize: lineSize(line) };
        });
        const byId = new Map(all.map((opening) => [opening.postingId, opening]));

        for (const { header, deliveries } of planDigest(rows, { name, late, cause: late }, slackCapabilities.digest)) {
          const planned = deliveries.flatMap(({ id, inFull }) => {
            const opening = byId.get(id);
            return opening === undefined ? [] : [{ ...opening, inFull }];
          });
          const groups = Array.from(
            Map.groupBy(planned, ({ role }) => role),
            ([role, members]) => ({
              heading: roleHeading(role),
              entries: members.map(({ card, line, inFull }) =>
                inFull ? ({ kind: "card", card } as const) : ({ kind: "line", line } as const),
              ),
            }),
          );
          const message = renderMessage(digestMessage({ ...header, groups }));

          expect(refusedOf(message)).toEqual([]);
          const read = readOf(message);
          for (const { postingId, inFull } of planned) {
            expect(read).toContain(postingId);
            if (inFull) expect(linesOf(message)).toContain(`/jobs why ${postingId}`);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it("fits where everything that is set around texts stands as often as it can", () => {
    const { cards, lines, characters } = slackCapabilities.digest;
    const facts = (["place", "level", "type", "languages", "pay", "age"] as const).map((name) => ({
      name,
      value: "x",
    }));
    const inFull = Array.from({ length: cards }, (_, index) =>
      cardEntry({
        postingId: `c${index}`.padEnd(7, "z"),
        title: "t",
        company: "c",
        why: "w",
        url: null,
        facts,
        evidence: [],
      }),
    );
    const short = Array.from({ length: lines }, (_, index) =>
      aLine({ postingId: `l${index}`.padEnd(7, "z"), title: "t", url: null, about: "", state: "closed" }),
    );
    const headed = { name: "n", total: 250_000, part: 3_000, parts: 3_000, late: "l", cause: "c" };
    const digestWith = (about: string, last: string) => ({
      ...headed,
      groups: [
        ...inFull,
        ...short.map((line, index) => ({
          kind: "line" as const,
          line: { ...line, about: index === 0 ? last : about },
        })),
      ].map((entry) => ({ heading: "h", entries: [entry] })),
    });
    const room = characters - digestSize(digestWith("", "")).characters;
    const each = Math.floor(room / lines);
    const digest = digestWith("a".repeat(each), "a".repeat(room - each * (lines - 1)));

    const message = renderMessage({ kind: "digest", digest });

    expect(digestSize(digest)).toEqual(slackCapabilities.digest);
    expect(refusedOf(message)).toEqual([]);
    expect(linesOf(message)).toHaveLength(cards * cardButtons.length);
    expect(readOf(message)).toContain("a".repeat(each));
  });
});
