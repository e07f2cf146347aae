import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cardSize, lineSize } from "../../../src/delivery/card/digest-size.ts";
import { type DigestRow, planDigest } from "../../../src/delivery/card/digest-plan.ts";
import type { DigestEntry } from "../../../src/delivery/card/digest.ts";
import { fitDigest } from "../../../src/delivery/card/fit-digest.ts";
import { roles } from "../../../src/posting/posting.ts";
import { discordCapabilities } from "../../../src/platforms/discord/capabilities.ts";
import { closedCardButtons } from "../../../src/delivery/card/card.ts";
import { readPressed } from "../../../src/platforms/discord/custom-id.ts";
import { renderMessage, renderNotice } from "../../../src/platforms/discord/render-message.ts";
import { aCard, anyText, hostileTexts } from "../a-card.ts";
import { aDigestOf, aLine, anyMessage, cardMessage, digestMessage, lineEntry } from "../a-digest.ts";
import { componentsOf, customIdsOf, effectsOf, readOf, refusedOf } from "./a-body.ts";

const key = "k3yk3yk3yk3yk3yk3yk3yk3y";
/** All that a message of ours may do; where a link leads is said beside it. */
const ours: readonly string[] = ["bold", "point", "link"];

describe("a card", () => {
  it("says what it is in one line, and all of it in an embed", () => {
    const { content, embeds } = renderMessage(cardMessage({ title: "C# Engineer" }), key);

    expect(content).toBe("C# Engineer — Acme — Belgrade, Serbia · hybrid");
    expect(embeds).toEqual([
      {
        title: "C# Engineer",
        url: "https://jobs.example.org/acme/1",
        color: 0x2f6fde,
        description: [
          "**Acme** · Belgrade, Serbia · hybrid",
          "senior · full-time · Go, Rust (nice to have) · 80,000–100,000 EUR a year · 2 days ago",
          "matches infra: Go, Belgrade; visa not stated",
        ].join("\n"),
        footer: { text: "p2abc · jobs.example.org" },
      },
    ]);
  });

  it("says in words that it is closed, in the line and in the embed", () => {
    const { content, embeds } = renderMessage(cardMessage({ state: "closed" }), key);

    expect(content).toMatch(/^Closed: /);
    expect(embeds?.[0]?.title).toBe("Closed: Backend Engineer");
  });

  it("has buttons that run lines of /jobs and carry the key", () => {
    const ids = customIdsOf(renderMessage(cardMessage(), key));

    expect(ids.every((id) => id.endsWith(`:${key}`))).toBe(true);
    expect(ids.map(readPressed)).toEqual(
      ["mark p2abc saved", "mark p2abc applied", "mark p2abc hidden", "less p2abc", "why p2abc"].map((line) => ({
        kind: "line",
        line: `/jobs ${line}`,
      })),
    );
  });

  it("offers what is similar once it is closed", () => {
    const message = renderMessage(cardMessage({ state: "closed", buttons: closedCardButtons }), key);

    expect(customIdsOf(message).map(readPressed)).toContainEqual({ kind: "line", line: "/jobs similar p2abc" });
  });

  it("is plain text with a button for the key where Discord refused it", () => {
    const message = renderMessage(cardMessage(), key, { isPlain: true });

    expect(message.embeds).toEqual([]);
    expect(message.content).toBe(
      "Backend Engineer — Acme — Belgrade, Serbia · hybrid — senior — full-time — Go, Rust (nice to have) — " +
        "80,000–100,000 EUR a year — 2 days ago — matches infra: Go, Belgrade; visa not stated (p2abc) " +
        "<https://jobs.example.org/acme/1>",
    );
    expect(customIdsOf(message)).toEqual([`list:${key}`, "subscribe"]);
    expect(customIdsOf(message).map(readPressed)).toEqual([
      { kind: "line", line: "/jobs list" },
      { kind: "subscribe" },
    ]);
  });

  it("has no title that leads where no browser should go", () => {
    for (const url of ["javascript:alert(1)", "data:text/html,x", "", null]) {
      expect(renderMessage(cardMessage({ url }), key).embeds?.[0]).not.toHaveProperty("url");
    }
  });
});

describe("a digest", () => {
  it("shows its headline, headings, cards and lines in order", () => {
    const message = renderMessage(digestMessage({ cause: "quiet hours" }), key);

    expect(message.content).toBe("**2 new for infra · quiet hours**");
    expect(message.embeds?.[0]).toMatchObject({ author: { name: "Backend" }, title: "Backend Engineer" });
    expect(message.embeds?.[1]).toEqual({
      description:
        "**Infrastructure**\n- [Go Engineer](<https://jobs.example.org/acme/2>) — Acme — Berlin · remote (p3def)",
    });
  });

  it("gives all its openings to choose from", () => {
    const message = renderMessage({ kind: "digest", digest: aDigestOf(2, 40) }, key);

    const menus = componentsOf(message).filter(({ options }) => options !== undefined);
    expect(menus).toMatchObject([{ options: { length: 25 } }, { options: { length: 17 } }]);
    expect(customIdsOf(message)).toEqual([`openings:0:${key}`, `openings:1:${key}`]);
    expect(readPressed(`openings:1:${key}`)).toEqual({ kind: "openings" });
  });

  it("leaves out nothing but links where the signs of strangers need more room than there is", () => {
    const titles = Array.from({ length: 25 }, (_, index) => `${"*".repeat(140)}${index}x`);
    const entries = titles.map((title, index) => lineEntry({ title, postingId: `l${index}x`, about: "_".repeat(30) }));
    const message = renderMessage(digestMessage({ groups: [{ heading: "Backend", entries }] }), key);

    expect(refusedOf(message)).toEqual([]);
    const read = readOf(message);
    for (const index of titles.keys()) expect(read).toContain(`(l${index}x)`);
  });

  it("counts what does not fit where it is longer than any plan", () => {
    const message = renderMessage({ kind: "digest", digest: aDigestOf(20, 500) }, key);

    expect(refusedOf(message)).toEqual([]);
    expect(readOf(message)).toContain("more left out here: see /jobs preview.");
  });
});

const entries: fc.Arbitrary<DigestEntry> = fc
  .record({
    title: fc.oneof(anyText, fc.string({ unit: fc.constantFrom(..."*_[]|a"), minLength: 1, maxLength: 300 })),
    about: fc.oneof(anyText, fc.string({ unit: fc.constantFrom(..."*_@ab"), maxLength: 300 })),
    url: fc.constantFrom(null, "https://jobs.example.org/1", `https://jobs.example.org/${"(*)".repeat(300)}`),
    inFull: fc.boolean(),
  })
  .map(({ title, about, url, inFull }) =>
    inFull
      ? { kind: "card", card: aCard({ title: title.slice(0, 150), company: about.slice(0, 80), why: about, url }) }
      : { kind: "line", line: aLine({ title: title.slice(0, 150), about, url }) },
  );

describe("whatever a plan allows", () => {
  it("fits into one message, with each of its openings", () => {
    fc.assert(
      fc.property(
        fc.array(entries, { minLength: 2, maxLength: 70 }),
        fc.array(fc.constantFrom(...roles)),
        (all, some) => {
          const rows = all.map((entry, index): DigestRow => {
            const role = some[index % Math.max(1, some.length)] ?? "backend";
            const cardOfIt = entry.kind === "card" ? entry.card : aCard({ title: entry.line.title });
            const lineOfIt = entry.kind === "line" ? entry.line : aLine({ title: entry.card.title });
            return {
              delivery: `d${index}`,
              role,
              at: -index,
              cardSize: cardSize(cardOfIt),
              lineSize: lineSize(lineOfIt),
            };
          });
          const plan = planDigest(rows, { name: "infra", late: null, cause: null }, discordCapabilities.digest);

          for (const { header, deliveries } of plan) {
            if (header === null) continue;
            const shown = deliveries.map(({ id, inFull }): DigestEntry => {
              const entry = all[Number(id.slice(1))];
              const { title, url } = entry?.kind === "card" ? entry.card : (entry?.line ?? aLine());
              if (inFull)
                return {
                  kind: "card",
                  card: aCard({ ...(entry?.kind === "card" ? entry.card : { title, url }), postingId: id }),
                };
              return {
                kind: "line",
                line: aLine({ ...(entry?.kind === "line" ? entry.line : { title, url }), postingId: id }),
              };
            });
            const digest = fitDigest(
              { ...header, groups: [{ heading: "Backend", entries: shown }] },
              discordCapabilities.digest.characters,
            );
            const message = renderMessage({ kind: "digest", digest }, key);

            expect(refusedOf(message)).toEqual([]);
            const read = readOf(message);
            for (const { id } of deliveries) expect(read).toMatch(new RegExp(`\\(${id}\\)|^${id}(?: · |$)`, "m"));
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("any message", () => {
  it("is one that Discord takes, does nothing, calls nobody and carries the key", () => {
    fc.assert(
      fc.property(anyMessage, fc.boolean(), (message, isPlain) => {
        const body = renderMessage(message, key, { isPlain });

        expect(refusedOf(body)).toEqual([]);
        const allowed = isPlain ? [...ours, "address"] : ours;
        expect(effectsOf(body).filter(({ kind }) => !allowed.includes(kind))).toEqual([]);
        expect(effectsOf(body).filter(({ target }) => target !== undefined && !/^https?:/.test(target))).toEqual([]);
        expect(customIdsOf(body).some((id) => id.endsWith(`:${key}`))).toBe(true);
        expect(JSON.stringify([body.content, body.embeds])).not.toMatch(/[\p{Cf}\u2028\u2029]/u);
      }),
      { numRuns: 400 },
    );
  });
});

describe("a notice", () => {
  it.each(hostileTexts.map((text) => [text]))("is inert and within limits: %j", (text) => {
    const message = renderNotice(`The channel of ${text} is archived.\nInvite me again.`);

    expect(refusedOf(message)).toEqual([]);
    expect(effectsOf(message)).toEqual([]);
  });

  it("keeps its lines", () => {
    expect(renderNotice("First *line*\nsecond line").content).toBe("First \\*line\\*\nsecond line");
  });
});

describe("what somebody made up", () => {
  it.each(["", "card:save", "card:delete:p2abc:k", "card:save:p2/../x:k", "kept:", "again:a b", "x".repeat(100)])(
    "is nothing to press: %j",
    (id) => {
      expect(readPressed(id)).toBeUndefined();
    },
  );
});
