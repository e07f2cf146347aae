/** What every source must do, whatever it reads: each source's test file runs it over a fixture of its own. */
import { assert, asyncProperty, jsonValue, nat, oneof, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import { RolecallError } from "../../src/errors.ts";
import { HttpError } from "../../src/http/http-error.ts";
import { allowHostsOf } from "../../src/sources/board-api.ts";
import { recogniseSource } from "../../src/sources/index.ts";
import { type Snapshot, type Source, sourceErrorCodes } from "../../src/sources/source.ts";
import { serving, startServer } from "../http/loopback-server.ts";
import { aContext, pollOf, withSession } from "./harness.ts";

export interface SourceFixture {
  readonly source: Source;
  readonly options: Readonly<Record<string, unknown>>;
  /** The board's name in keys. */
  readonly board: string;
  readonly full: unknown;
  /** Ids of the postings in `full`, in their order. */
  readonly ids: readonly string[];
  readonly empty: unknown;
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
  poll(payload: unknown): Promise<Snapshot>;
}

export interface BoardFixture extends Omit<SourceFixture, "poll"> {
  /** Path and query of the one request for the board. */
  readonly request: string;
  readonly wrongEnvelopes: readonly unknown[];
}

export function testSource(fixture: SourceFixture): void {
  const { source, full } = fixture;

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
      expect(await fixture.poll(full)).toMatchObject({ complete: true, dropped: [] });
    });

    test("a bad item is dropped and named, the others stay, and it does not count as absent", async () => {
      const snapshot = await fixture.poll(fixture.withBadItem);

      expect(snapshot.postings.map(({ externalId }) => externalId)).toEqual(fixture.ids);
      expect(snapshot.dropped).toMatchObject([{ what: fixture.badItem, why: expect.stringMatching(/expected/i) }]);
      expect(snapshot.complete).toBe(snapshot.dropped[0]?.externalId !== undefined);
    });

    test("an empty board is complete and empty", async () => {
      expect(await fixture.poll(fixture.empty)).toEqual({ complete: true, postings: [], dropped: [] });
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

/** The contract of a source that reads one JSON answer over HTTP, tried with the real client. */
export function testBoard(fixture: BoardFixture): void {
  const { source, full, options } = fixture;
  testSource({ ...fixture, poll: (payload) => pollOf(source, options, payload) });

  describe(`${source.id} over HTTP`, () => {
    test("asks once, and reads the same as from memory", async () => {
      await using server = await startServer(serving(full));

      const snapshot = await pollOver(server.origin);

      expect(server.requests.map(({ url }) => url)).toEqual([fixture.request]);
      expect(snapshot).toEqual(await pollOf(source, options, full));
    });

    test.each(fixture.wrongEnvelopes)("a wrong envelope is an error: %j", async (envelope) => {
      await expect(pollOf(source, options, envelope)).rejects.toMatchObject({ code: "schema" });
    });

    test.each([
      [404, "not-found"],
      [410, "gone"],
      [403, "blocked"],
      [429, "blocked"],
      [503, "unreachable"],
    ])("status %i is %s, with what Retry-After says", async (status, code) => {
      await using server = await startServer(serving({ ok: false }, status, { "retry-after": "7" }));

      const polling = pollOver(server.origin);

      await expect(polling).rejects.toMatchObject({ code, fields: { status, retryAfterMs: 7000 } });
      await expect(polling).rejects.toBeInstanceOf(HttpError);
    });

    test("a board that sends us elsewhere does not exist", async () => {
      await using server = await startServer(serving("", 302, { location: "https://example.com/" }));

      await expect(pollOver(server.origin)).rejects.toMatchObject({ code: "not-found" });
    });

    test("an unchanged board is no empty board", async () => {
      await using server = await startServer((request, response) => {
        response.writeHead(request.headers["if-none-match"] === '"1"' ? 304 : 500).end();
      });
      const validators = { [server.origin + fixture.request]: { etag: '"1"' } };

      await expect(pollOver(server.origin, validators)).rejects.toMatchObject({ code: "not-modified" });
    });

    test.each(["http://127.0.0.1:1/path", "http://me@127.0.0.1:1", "ftp://127.0.0.1", "127.0.0.1:1"])(
      "%s is no base address",
      (baseUrl) => {
        expect(source.options.safeParse({ ...options, baseUrl }).success).toBe(false);
      },
    );
  });

  async function pollOver(baseUrl: string, validators?: unknown): Promise<Snapshot> {
    const parsed = source.options.parse({ ...options, baseUrl });
    return await withSession(allowHostsOf(parsed), (http) => source.snapshot(parsed, aContext({ http })), validators);
  }
}

function describedBy(schema: unknown): boolean {
  return typeof schema === "object" && schema !== null && "description" in schema && Boolean(schema.description);
}

function expectKnownError(error: unknown): undefined {
  expect(error).toBeInstanceOf(RolecallError);
  expect(sourceErrorCodes).toContain(error instanceof RolecallError && error.code);
  return undefined;
}

function expectSound({ postings, dropped }: Snapshot): void {
  const ids = postings.map(({ externalId }) => externalId);
  const addresses = postings.flatMap(({ url, applyUrl }) => [url, applyUrl]).filter((each) => typeof each === "string");
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).not.toContain("");
  for (const address of addresses) expect(new URL(address).protocol).toMatch(/^https?:$/);
  for (const { what, why } of dropped) expect([what, why]).not.toContain("");
  for (const { publishedAt } of postings) expect(publishedAt ?? 0).toBeGreaterThanOrEqual(0);
}

/** A payload with up to three of its values replaced by others. */
function mutationsOf(payload: unknown) {
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
