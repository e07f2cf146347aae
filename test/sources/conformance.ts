/** What every source must do, whatever it reads: each source's test file runs it over a fixture of its own. */
import { type Arbitrary, assert, asyncProperty, jsonValue, nat, oneof, string, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import { RolecallError } from "../../src/errors.ts";
import { HttpError } from "../../src/http/http-error.ts";
import { allowHostsOf } from "../../src/sources/board-api.ts";
import { recogniseSource } from "../../src/sources/index.ts";
import { type Source, sourceErrorCodes } from "../../src/sources/source.ts";
import type { RequestListener } from "node:http";
import { serving, startServer } from "../http/loopback-server.ts";
import { aContext, answerAt, pollOf, Site, snapshotOf, type WholeSnapshot, wholeOf, withSession } from "./harness.ts";

export interface SourceFixture {
  readonly source: Source;
  readonly options: Readonly<Record<string, unknown>>;
  /** The board's name in keys. */
  readonly board: string;
  /** What it answers: one value for JSON, a text for all else, or a `Site` where there are several addresses. */
  readonly full: unknown;
  /** Ids of the postings in `full`, in their order. */
  readonly ids: readonly string[];
  /** Left out where nothing cannot be told from something else. */
  readonly empty?: unknown;
  /** `full` with one item that cannot be read. */
  readonly withBadItem: unknown;
  /** How that item is named among the dropped. */
  readonly badItem: string;
  /** Addresses that belong to the source, with the board each belongs to. */
  readonly pages: readonly (readonly [address: string, board: string])[];
  /** Addresses that do not, however alike they look. */
  readonly strangers: readonly string[];
  /** How often strange payloads are tried; fewer where each costs a file. */
  readonly fuzzRuns?: number;
  /** Whether it shows the newest part of a longer list by design. */
  readonly isWindow?: boolean;
  poll(payload: unknown): Promise<WholeSnapshot>;
}

export interface BoardFixture extends Omit<SourceFixture, "poll"> {
  /** Paths and queries of all requests for the whole of `full`, in their order; the first one is for the list. */
  readonly requests: readonly string[];
  readonly wrongEnvelopes: readonly unknown[];
  /** Options with which it asks a server of the test's; by default those of the fixture with a `baseUrl`. */
  optionsAt?(origin: string): Readonly<Record<string, unknown>>;
  /** Whether it may be sent to another site, as feeds and pages are. */
  readonly followsRedirects?: boolean;
  /** False where its list is not asked for only if it changed: it is posted for, or made of several pages. */
  readonly isConditional?: boolean;
}

export function testSource(fixture: SourceFixture): void {
  const { source, full, isWindow = false } = fixture;
  const wholeness = isWindow ? { complete: false, isWindow: true } : { complete: true };

  describe(`${source.id} keeps the contract of a source`, () => {
    test("every option is described, and unknown ones are refused", () => {
      const undescribed = Object.entries(source.options.shape).filter(([, schema]) => !describedBy(schema));

      expect(undescribed.map(([key]) => key)).toEqual([]);
      expect(source.options.safeParse({ ...fixture.options, bord: "x" }).success).toBe(false);
    });

    test("the board has a name", () => {
      expect(source.board(source.options.parse(fixture.options))).toBe(fixture.board);
    });

    test("ids are unique, and the same in the next snapshot", async () => {
      const [first, second] = [await fixture.poll(full), await fixture.poll(full)];

      expect(first.postings.map(({ externalId }) => externalId)).toEqual(fixture.ids);
      expect(second).toEqual(first);
    });

    test("a whole board is complete, and nothing of it is dropped", async () => {
      expect(await fixture.poll(full)).toMatchObject({ ...wholeness, dropped: [] });
    });

    test("a bad item is dropped and named, the others stay, and it does not count as absent", async () => {
      const snapshot = await fixture.poll(fixture.withBadItem);

      expect(snapshot.postings.map(({ externalId }) => externalId)).toEqual(fixture.ids);
      expect(snapshot.dropped).toMatchObject([{ what: fixture.badItem, why: expect.stringMatching(/expected/i) }]);
      expect(snapshot.complete).toBe(!isWindow && snapshot.dropped[0]?.externalId !== undefined);
    });

    test.skipIf(fixture.empty === undefined)("an empty board is empty, and no error", async () => {
      expect(await fixture.poll(fixture.empty)).toEqual({ ...wholeness, postings: [], dropped: [] });
    });

    test("nothing that a board may answer breaks it", async () => {
      const strange = oneof(jsonValue(), mutationsOf(full));
      await assert(
        asyncProperty(strange, async (payload) => {
          const snapshot = await fixture.poll(payload).catch(expectKnownError);
          if (snapshot !== undefined) expectSound(snapshot);
        }),
        { numRuns: fixture.fuzzRuns ?? 300, seed: 20_260_501 },
      );
    });
  });

  describe(`${source.id} knows its own addresses`, () => {
    test.each(fixture.pages)("%s", (address, board) => {
      const recognised = recogniseSource(new URL(address));

      expect(recognised?.source).toBe(source);
      expect(source.board(source.options.parse(recognised?.options))).toBe(board);
    });

    test.each([...fixture.strangers, "https://example.com/", "file:///jobs", "mailto:jobs@example.com"])(
      "not %s",
      (address) => {
        expect(source.recognise(new URL(address))).toBe(undefined);
      },
    );
  });
}

/** The contract of a source that reads over HTTP, tried with the real client. */
export function testBoard(fixture: BoardFixture): void {
  const { source, full, options, requests, followsRedirects = false, isConditional = true } = fixture;
  const optionsAt = fixture.optionsAt ?? ((baseUrl: string) => ({ ...options, baseUrl }));
  testSource({ ...fixture, poll: (payload) => pollOf(source, options, payload) });

  describe(`${source.id} over HTTP`, () => {
    test("asks for what it needs, and reads the same as from memory", async () => {
      await using server = await startServer(servingSite(full));

      const snapshot = await pollOver(server.origin);

      expect(server.requests.map(({ url }) => url)).toEqual(requests);
      expect(snapshot).toEqual(await pollOf(source, optionsAt(server.origin), full));
    });

    test.skipIf(!(full instanceof Site))(
      "where no text of a posting is there, each is lost under its id alone",
      async () => {
        const pages: Record<string, unknown> = full instanceof Site ? { ...full.pages } : {};
        const listed = await snapshotOf(source, options, new Site(pages));
        const outlines = listed.postings.filter((posting) => "read" in posting);
        for (const path of Object.keys(pages)) delete pages[path];

        const whole = await wholeOf(listed);

        expect(whole.complete).toBe(fixture.isWindow !== true);
        expect(whole.dropped.map(({ externalId }) => externalId)).toEqual(outlines.map(({ externalId }) => externalId));
      },
    );

    test.each(fixture.wrongEnvelopes)("a wrong envelope is an error: %j", async (envelope) => {
      await expect(pollOf(source, options, envelope)).rejects.toMatchObject({
        code: expect.stringMatching(/^(?:schema|not-a-feed)$/),
      });
    });

    test.each([
      [404, "not-found"],
      [410, "gone"],
      [403, "blocked"],
      [429, "blocked"],
      [503, "unreachable"],
    ])("status %i is %s, with what Retry-After says", async (status, code) => {
      await using server = await startServer(refusing(status, { "retry-after": "7" }));

      const polling = pollOver(server.origin);

      await expect(polling).rejects.toMatchObject({ code, fields: { status, retryAfterMs: 7000 } });
      await expect(polling).rejects.toBeInstanceOf(HttpError);
    });

    test.skipIf(followsRedirects)("a board that sends us elsewhere does not exist", async () => {
      await using server = await startServer(serving("", 302, { location: "https://example.com/" }));

      await expect(pollOver(server.origin)).rejects.toMatchObject({ code: "not-found" });
    });

    test.skipIf(!isConditional)("an unchanged board is no empty board", async () => {
      await using server = await startServer((request, response) => {
        if (request.url === "/robots.txt") return void response.writeHead(404).end();
        response.writeHead(request.headers["if-none-match"] === '"1"' ? 304 : 500).end();
      });
      const asked = requests.find((request) => request !== "/robots.txt") ?? "";
      const validators = { [server.origin + asked]: { etag: '"1"' } };

      await expect(pollOver(server.origin, validators)).rejects.toMatchObject({ code: "not-modified" });
    });

    test
      .skipIf(fixture.optionsAt !== undefined)
      .each(["http://127.0.0.1:1/path", "http://me@127.0.0.1:1", "ftp://127.0.0.1", "127.0.0.1:1"])(
      "%s is no base address",
      (baseUrl) => {
        expect(source.options.safeParse({ ...options, baseUrl }).success).toBe(false);
      },
    );
  });

  async function pollOver(origin: string, validators?: unknown): Promise<WholeSnapshot> {
    const parsed = source.options.parse(optionsAt(origin));
    const allowed = [...allowHostsOf(parsed), new URL(origin).host];
    return await withSession(
      allowed,
      async (http) => await wholeOf(await source.snapshot(parsed, aContext({ http }))),
      validators,
    );
  }
}

/** A server that answers as `payload` says; it has no robots.txt unless that has one. */
function servingSite(payload: unknown): RequestListener {
  return (request, response) => {
    const url = new URL(request.url ?? "", "http://127.0.0.1");
    const hasNone = url.pathname === "/robots.txt" && !(payload instanceof Site);
    const answer = hasNone ? undefined : answerAt(payload, url);
    serving(answer ?? "", answer === undefined ? 404 : 200, contentTypeOf(answer))(request, response);
  };
}

function contentTypeOf(answer: string | undefined): Record<string, string> {
  return answer?.startsWith("<") ? { "content-type": "text/html; charset=utf-8" } : {};
}

/** A server whose every page but robots.txt is refused. */
function refusing(status: number, headers: Readonly<Record<string, string>>): RequestListener {
  return (request, response) => {
    if (request.url === "/robots.txt") response.writeHead(404).end();
    else serving({ ok: false }, status, headers)(request, response);
  };
}

function describedBy(schema: unknown): boolean {
  return typeof schema === "object" && schema !== null && "description" in schema && Boolean(schema.description);
}

function expectKnownError(error: unknown): undefined {
  expect(error).toBeInstanceOf(RolecallError);
  expect(sourceErrorCodes).toContain(error instanceof RolecallError && error.code);
  return undefined;
}

function expectSound({ postings, dropped }: WholeSnapshot): void {
  const ids = postings.map(({ externalId }) => externalId);
  const addresses = postings.flatMap(({ url, applyUrl }) => [url, applyUrl]).filter((each) => typeof each === "string");
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).not.toContain("");
  for (const address of addresses) expect(new URL(address).protocol).toMatch(/^https?:$/);
  for (const { what, why } of dropped) expect([what, why]).not.toContain("");
  for (const { publishedAt } of postings) expect(publishedAt ?? 0).toBeGreaterThanOrEqual(0);
}

/** A payload with up to three of its values, or parts of its text, replaced by others. */
function mutationsOf(payload: unknown): Arbitrary<unknown> {
  if (payload instanceof Site) return siteMutationsOf(payload);
  if (typeof payload === "string") return textMutationsOf(payload);
  const replacement = tuple(nat(), jsonValue());
  return tuple(replacement, replacement, replacement).map((replacements) => {
    const root = { payload: structuredClone(payload) };
    for (const [at, value] of replacements) {
      const slots = slotsIn(root);
      const slot = slots[at % slots.length];
      slot?.(value);
    }
    return root.payload;
  });
}

/** One page of a site is another one. */
function siteMutationsOf({ pages }: Site): Arbitrary<Site> {
  const mutated = Object.entries(pages).map(([path, page]) =>
    mutationsOf(page).map((other) => new Site({ ...pages, [path]: other })),
  );
  return oneof(...mutated);
}

/** Parts of a text cut out, doubled, or replaced by something short. */
function textMutationsOf(text: string): Arbitrary<string> {
  const part = tuple(
    nat(text.length),
    nat(40),
    oneof(
      string(),
      nat(9).map((at) => strangeMarkup[at] ?? ""),
    ),
  );
  return tuple(part, part, part).map((parts) =>
    parts.reduce((all, [at, length, other]) => all.slice(0, at) + other + all.slice(at + length), text),
  );
}

const strangeMarkup = [
  "<",
  "&",
  "]]>",
  "<![CDATA[",
  "<!DOCTYPE a [<!ENTITY b 'c'>]>",
  "&b;",
  "</item>",
  '<script type="application/ld+json">',
  "<item>".repeat(70),
  "\u0000",
];

/** Setters of every value within a container. */
function slotsIn(container: object): ((value: unknown) => void)[] {
  return Object.entries(container).flatMap(([key, value]: [string, unknown]) => [
    (replacement: unknown) =>
      void Object.defineProperty(container, key, {
        value: structuredClone(replacement),
        enumerable: true,
        writable: true,
      }),
    ...(typeof value === "object" && value !== null ? slotsIn(value) : []),
  ]);
}
