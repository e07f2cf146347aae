/** One suite, although long: all that every platform promises to delivery, in one place to be read as its contract. */
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Card } from "../../src/delivery/card/card.ts";
import type { Digest, Message } from "../../src/delivery/card/digest.ts";
import { digestHeadline } from "../../src/delivery/card/digest-headline.ts";
import { cardSize, lineSize } from "../../src/delivery/card/digest-size.ts";
import {
  type Capabilities,
  type Destination,
  type ErrorClass,
  errorClasses,
  type Found,
  type Person,
  type Platform,
  type SendOptions,
} from "../../src/delivery/platform.ts";
import { aCard, hostileTexts } from "./a-card.ts";
import { aDigest, aDigestOf, aLine, anyMessage, cardEntry, cardMessage, digestMessage, lineEntry } from "./a-digest.ts";
import { strangeErrors } from "./strange-errors.ts";

/** A platform with what stands at its other end. */
export interface PlatformUnderTest {
  readonly platform: Platform;
  readonly destination: Destination;
  /** Somebody whose direct conversation can be opened; it is not the destination, where the platform has several. */
  readonly person: Person;
  /** What people see in the destination, in order: a text for each message, or one with all of them. */
  shown(): Promise<readonly string[]> | readonly string[];
  close(): Promise<void> | void;
}

export interface ConformanceOptions {
  readonly open: () => Promise<PlatformUnderTest> | PlatformUnderTest;
  /** The platform's own errors with what they must mean, beside those that every platform has to endure. */
  readonly errors?: readonly (readonly [name: string, error: unknown, meaning: ErrorClass])[];
  /** What of a shown text the platform would obey: `/<!channel>/`. Controls and what reorders or hides never stand there. */
  readonly obeyed?: RegExp;
  /** Messages of the property tests; each is sent. */
  readonly runs?: number;
}

/** The same messages each time. */
const seed = 20_260_520;

const moving = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

/** What a message with one text in one of its places is like. */
const places: readonly (readonly [string, (text: string) => Message])[] = [
  ["title", (text) => cardMessage({ title: text })],
  ["url", (text) => cardMessage({ url: text })],
  ["company", (text) => cardMessage({ company: text })],
  ["facts", (text) => cardMessage({ facts: [{ name: "place", value: text }] })],
  ["why", (text) => cardMessage({ why: text })],
  ["evidence", (text) => cardMessage({ evidence: [{ field: text, value: text, quote: text }] })],
  ["postingId", (text) => cardMessage({ postingId: text })],
  ["digestName", (text) => digestMessage({ name: text })],
  ["digestLate", (text) => digestMessage({ late: text, cause: text })],
  ["heading", (text) => digestMessage({ groups: [{ heading: text, entries: [lineEntry()] }] })],
  ["lineTitle", (text) => digestWith(lineEntry({ title: text }))],
  ["lineUrl", (text) => digestWith(lineEntry({ url: text }))],
  ["lineAbout", (text) => digestWith(lineEntry({ about: text }))],
  ["lineId", (text) => digestWith(lineEntry({ postingId: text }))],
  ["cardInDigest", (text) => digestWith(cardEntry({ title: text, url: text, company: text, why: text }))],
];

function digestWith(...entries: Digest["groups"][number]["entries"]): Message {
  return digestMessage({ groups: [{ heading: "Backend", entries }] });
}

/** As many openings as the platform says that it takes. */
function fullest({ cards, lines, characters }: Capabilities["digest"]): Digest {
  return aDigestOf(
    Math.min(cards, Math.floor(characters / 2 / cardSize(aCard()))),
    Math.min(lines, Math.floor(characters / 3 / lineSize(aLine()))),
  );
}

const shapes: readonly (readonly [string, (limits: Capabilities["digest"]) => Digest])[] = [
  ["a card alone", () => aDigestOf(1, 0)],
  ["lines alone", () => aDigestOf(0, 5)],
  ["a card and lines", () => aDigestOf(1, 5)],
  ["a group for each opening", () => aDigestOf(1, 12, 1)],
  ["as much as there may be", fullest],
  ["a middle part of many openings", () => ({ ...aDigestOf(0, 3), total: 250_000, part: 17, parts: 3_000 })],
  ["late and for a cause", () => ({ ...aDigestOf(1, 1), late: "due yesterday, sent late", cause: "quiet hours" })],
];

/** What every platform promises to delivery, whatever it is. */
export function testPlatform(name: string, { open, errors = [], obeyed, runs = 50 }: ConformanceOptions): void {
  describe(`${name} as a platform`, () => {
    let under: PlatformUnderTest;

    beforeEach(async () => {
      under = await open();
    });

    afterEach(async () => {
      await under.close();
    });

    function send(message: Message, key: string, options?: SendOptions): Promise<string> {
      return under.platform.send(under.destination, message, key, options);
    }

    function edit(reference: string, message: Message, options?: SendOptions): Promise<void> {
      return under.platform.edit(under.destination, reference, message, options);
    }

    function find(key: string): Promise<Found> {
      return under.platform.find(under.destination, key, 0);
    }

    async function shown(): Promise<string> {
      return (await under.shown()).join("\n");
    }

    async function expectInert(): Promise<void> {
      const text = await shown();
      expect(text).not.toMatch(moving);
      if (obeyed !== undefined) expect(text).not.toMatch(obeyed);
    }

    it("names itself as its destinations do", () => {
      expect(under.platform.id).toMatch(/^[a-z]+$/u);
      expect(under.destination.platform).toBe(under.platform.id);
    });

    it("takes at least one card and one line at once, and a whole sentence", () => {
      const { cards, lines, characters } = under.platform.capabilities.digest;

      expect([cards, lines, characters].every((limit) => Number.isSafeInteger(limit))).toBe(true);
      expect(Math.min(cards, lines)).toBeGreaterThanOrEqual(1);
      expect(characters).toBeGreaterThanOrEqual(1_000);
    });

    describe("a card", () => {
      it("shows the title, the company, the reason and the id", async () => {
        await send(cardMessage({ title: "Go Engineer", company: "Acme", why: "matches infra: Go" }), "key1");

        const text = await shown();
        for (const part of ["Go Engineer", "Acme", "matches infra: Go", "p2abc"]) expect(text).toContain(part);
      });

      it("says in words that a posting is closed", async () => {
        await send(cardMessage({ state: "closed" }), "key1");

        expect((await shown()).toLowerCase()).toContain("closed");
      });
    });

    describe("a digest", () => {
      it.each(shapes)("of %s shows each opening, in order, under its headline and headings", async (_, shape) => {
        const digest = shape(under.platform.capabilities.digest);

        await send({ kind: "digest", digest }, "key1");

        const text = await shown();
        const openings = digest.groups.flatMap(({ entries }) => entries.map(openingOf));
        for (const said of digestHeadline(digest).split(" · ")) expect(text).toContain(said);
        for (const { heading } of digest.groups) expect(text).toContain(heading);
        for (const { postingId } of openings) expect(text).toContain(postingId);
        const indices = openings.map(({ title }) => text.indexOf(title));
        expect(indices.every((index) => index >= 0)).toBe(true);
        expect(indices).toEqual(indices.toSorted((a, b) => a - b));
      });

      it("says in words that one of its openings is closed", async () => {
        await send(digestWith(lineEntry(), lineEntry({ title: "Rust Engineer", state: "closed" })), "key1");

        expect((await shown()).toLowerCase().match(/closed/gu)).toHaveLength(1);
      });

      it("without openings is no error", async () => {
        await expect(send(digestMessage({ total: 0, groups: [] }), "key1")).resolves.toBeTypeOf("string");
      });
    });

    describe("what is sent", () => {
      it("has a reference that nothing else has", async () => {
        const references = [];
        for (const key of ["key1", "key2", "key3"]) references.push(await send(cardMessage(), key));
        references.push(await send(digestMessage(), "key4"));

        expect(references.every((reference) => reference.length > 0)).toBe(true);
        expect(new Set(references).size).toBe(4);
      });

      it("appears in the order in which it was sent", async () => {
        const titles = Array.from({ length: 8 }, (_, index) => `Engineer number ${index} of eight`);

        await Promise.all(titles.map((title, index) => send(cardMessage({ title }), `key${index}`)));

        const text = await shown();
        const indices = titles.map((title) => text.indexOf(title));
        expect(indices.every((index) => index >= 0)).toBe(true);
        expect(indices).toEqual(indices.toSorted((a, b) => a - b));
      });

      it("can be plain", async () => {
        const reference = await send(cardMessage(), "key1", { isPlain: true });
        await send(digestWith(lineEntry(), cardEntry({ title: "Rust Engineer" })), "key2", { isPlain: true });
        await edit(reference, cardMessage({ title: "Platform Engineer" }), { isPlain: true });

        const text = await shown();
        for (const part of ["Platform Engineer", "Go Engineer", "Rust Engineer", "p2abc", "p3def"]) {
          expect(text).toContain(part);
        }
      });
    });

    describe("an edit", () => {
      it("shows what is new, and in its place where the platform can", async () => {
        const reference = await send(cardMessage({ title: "Backend Engineer" }), "key1");
        const before = (await under.shown()).length;

        await edit(reference, cardMessage({ title: "Platform Engineer" }));

        const text = await shown();
        expect(text).toContain("Platform Engineer");
        expect(text.includes("Backend Engineer")).toBe(!under.platform.capabilities.editsInPlace);
        if (under.platform.capabilities.editsInPlace) expect(await under.shown()).toHaveLength(before);
      });

      it.each([
        ["a card", cardMessage(), cardMessage({ state: "closed" })],
        ["a digest", digestMessage(), { kind: "digest", digest: closedDigest() }],
      ] as const)(
        "says in words that a posting of %s closed, and says no more when it opened again",
        async (_, a, b) => {
          const reference = await send(a, "key1");

          await edit(reference, b);
          const closed = (await shown()).toLowerCase();
          await edit(reference, a);
          const reopened = (await shown()).toLowerCase();

          expect(closed).toContain("closed");
          expect(reopened.match(/closed/gu)?.length ?? 0).toBe(
            under.platform.capabilities.editsInPlace ? 0 : (closed.match(/closed/gu)?.length ?? 0),
          );
        },
      );

      it("leaves what stands beside it alone", async () => {
        await send(cardMessage({ title: "First Engineer" }), "key1");
        const reference = await send(cardMessage(), "key2");
        await send(digestWith(lineEntry({ title: "Third Engineer" })), "key3");

        await edit(reference, cardMessage({ state: "closed" }));

        expect(await shown()).toContain("First Engineer");
        expect(await shown()).toContain("Third Engineer");
      });

      it("takes any message, and shows it inert", async () => {
        const reference = await send(cardMessage(), "key1");

        await fc.assert(
          fc.asyncProperty(anyMessage, (message) => edit(reference, message)),
          { numRuns: runs, seed },
        );

        await expectInert();
      });
    });

    describe("a search by key", () => {
      it("finds what was sent, or says that it cannot know", async () => {
        const canFind = under.platform.capabilities.findsByKey;
        await send(cardMessage(), "key1");
        const references = { key2: await send(cardMessage(), "key2"), key3: await send(digestMessage(), "key3") };

        for (const [key, reference] of Object.entries(references)) {
          expect(await find(key)).toEqual(canFind ? { kind: "found", reference } : { kind: "unknown" });
        }
      });

      it("finds nothing that was never sent, or was sent elsewhere", async () => {
        const kind = under.platform.capabilities.findsByKey ? "absent" : "unknown";
        const direct = await under.platform.openDirect(under.person);
        await send(cardMessage(), "key1");
        await under.platform.send(direct, cardMessage(), "key3");

        for (const key of ["key2", "key3", "key"]) expect(await find(key)).toEqual({ kind });
      });

      it("finds what was edited", async () => {
        const reference = await send(cardMessage(), "key1");
        await edit(reference, cardMessage({ state: "closed" }));

        expect((await find("key1")).kind).toBe(under.platform.capabilities.findsByKey ? "found" : "unknown");
      });
    });

    it("opens the direct conversation with a person, always the same", async () => {
      const direct = await under.platform.openDirect(under.person);

      expect(direct.platform).toBe(under.platform.id);
      expect(direct.address).toMatch(/\S/u);
      expect(await under.platform.openDirect(under.person)).toEqual(direct);
      await expect(under.platform.send(direct, cardMessage(), "key1")).resolves.toMatch(/./u);
    });

    describe("words of strangers", () => {
      it.each(places)("are inert as %s", async (place, messageWith) => {
        for (const [index, text] of hostileTexts.entries()) {
          await expect(send(messageWith(text), `${place}${index}`)).resolves.toBeTypeOf("string");
          await send(messageWith(text), `${place}${index}plain`, { isPlain: true });
        }

        await expectInert();
      });

      it("are inert in any message", async () => {
        let count = 0;

        await fc.assert(
          fc.asyncProperty(anyMessage, fc.boolean(), async (message, isPlain) => {
            count += 1;
            expect(await send(message, `key${count}`, { isPlain })).not.toBe("");
          }),
          { numRuns: runs, seed },
        );

        await expectInert();
      });
    });

    describe("an error", () => {
      it.each(strangeErrors)("is made something of: %s", (_, error) => {
        const failure = under.platform.classify(error);

        expect(errorClasses).toContain(failure.class);
        expect(failure.code).toMatch(/\S/u);
        expect(failure.reason).toMatch(/\S/u);
      });

      it("is made something of, whatever is thrown", () => {
        fc.assert(
          fc.property(fc.anything(), (thrown) => {
            const failure = under.platform.classify(thrown);

            expect(errorClasses.includes(failure.class) && failure.code !== "" && failure.reason !== "").toBe(true);
          }),
          { seed },
        );
      });

      if (errors.length > 0) {
        it.each(errors)("is known: %s", (_, error, meaning) => {
          expect(under.platform.classify(error).class).toBe(meaning);
        });
      }
    });
  });
}

function openingOf(entry: Digest["groups"][number]["entries"][number]): Pick<Card, "postingId" | "title"> {
  return entry.kind === "card" ? entry.card : entry.line;
}

function closedDigest(): Digest {
  const { groups } = aDigest();
  return aDigest({
    groups: [...groups.slice(0, 1), { heading: "Backend", entries: [lineEntry({ state: "closed" })] }],
  });
}
