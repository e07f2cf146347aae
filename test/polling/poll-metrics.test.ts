import { describe, expect, it } from "vitest";
import { RolecallError } from "../../src/errors.ts";
import { aSourced } from "../builders.ts";
import { aPolledBoard, board, failing, minuteMs, signal } from "./a-polled-board.ts";

const the = aPolledBoard();
const numbered = (count: number) => Array.from({ length: count }, (_, i) => aSourced({ externalId: String(i + 1) }));

async function poll(times: number): Promise<void> {
  const poller = await the.pollerOf({ baseline: true });
  for (let i = 0; i < times; i++) {
    await poller.pollDue({ signal, early: true });
    the.clock.advance(32 * minuteMs);
  }
}

describe("metrics of polling", () => {
  it("tell postings by what became of them", async () => {
    const [first, second, third] = numbered(3);
    if (first === undefined || second === undefined || third === undefined) throw new Error("expected three");
    the.answers = [
      board([first, second]),
      board([{ ...first, text: "Another text" }, second, third]),
      board([first]),
      board([first]),
      board([first, second]),
    ];

    await poll(5);

    expect(the.meter.series()).toEqual({
      'rolecall_polls_total{source="fake",code="read"}': 5,
      'rolecall_postings_total{source="fake",change="baseline"}': 2,
      'rolecall_postings_total{source="fake",change="new"}': 1,
      'rolecall_postings_total{source="fake",change="changed"}': 2,
      'rolecall_postings_total{source="fake",change="closed"}': 2,
      'rolecall_postings_total{source="fake",change="reopened"}': 1,
    });
  });

  it("count what was stored before a poll failed", async () => {
    the.answers = [
      () => ({
        complete: true,
        dropped: [],
        postings: Array.from({ length: 20 }, (_, i) => ({
          externalId: String(i),
          outline: "x",
          read: async () => {
            if (i >= 8) throw new RolecallError("unreachable", "it is unreachable");
            return aSourced({ externalId: String(i) });
          },
        })),
      }),
    ];

    await poll(1);

    expect(the.meter.series()).toEqual({
      'rolecall_polls_total{source="fake",code="unreachable"}': 1,
      'rolecall_postings_total{source="fake",change="baseline"}': 8,
    });
  });

  it("count what a source listed and nobody could read, and failures by their codes", async () => {
    the.answers = [
      () => ({ complete: true, postings: [], dropped: [{ what: "1", why: "odd", externalId: "1" }] }),
      failing("schema"),
      () => {
        throw new TypeError("a fault of ours");
      },
    ];

    await poll(3);

    expect(the.meter.series()).toEqual({
      'rolecall_polls_total{source="fake",code="read"}': 1,
      'rolecall_polls_total{source="fake",code="schema"}': 1,
      'rolecall_polls_total{source="fake",code="internal"}': 1,
      'rolecall_parse_errors_total{source="fake"}': 1,
    });
  });
});
