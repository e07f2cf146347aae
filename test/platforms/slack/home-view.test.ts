import type { HomeView } from "@slack/types";
import { describe, expect, it } from "vitest";
import { untilResumed } from "../../../commands/services.ts";
import { examples } from "../../../commands/welcome.ts";
import { type HomeData, homePage, homeView } from "../../../src/platforms/slack/home-view.ts";
import { aPosting, testNow } from "../../builders.ts";
import { problemsOfView } from "../../doubles/slack/block-kit.ts";
import { aSourceHealth, anAsker, aSubscription, theSettings } from "../../doubles/services.ts";
import { visibleOf } from "../../doubles/slack/visible.ts";
import { hostileTexts } from "../a-card.ts";

const minuteMs = 60_000;
const board = aSourceHealth({ newPerWeek: null });

function aHome(data: Partial<HomeData> = {}): HomeView {
  const view = homeView({
    subscriptions: [],
    marked: [],
    sources: [],
    page: homePage(undefined),
    now: testNow,
    asker: anAsker({ user: "U1", zone: "UTC" }),
    settings: theSettings(),
    ...data,
  });
  expect(problemsOfView(view)).toEqual([]);
  return view;
}

function readOf({ blocks }: HomeView): string {
  return visibleOf({ blocks }).text;
}

const infra = aSubscription({ id: "k3f", name: "infra", owner: "U1", query: "role:backend every:day at:09:00" });

describe("a subscription on the Home tab", () => {
  it("is offered to who has none", () => {
    const [none, one] = [readOf(aHome()), readOf(aHome({ subscriptions: [infra] }))];

    for (const { label } of examples) {
      expect(none).toContain(`[${label}]`);
      expect(one).not.toContain(`[${label}]`);
    }
  });

  it.each([
    ["role:backend", "at once · to you"],
    ["role:backend to:me every:hour", "every hour · to you"],
    ["role:backend to:#jobs every:day at:09:00", "every day at 09:00 (UTC) · to #jobs"],
    [
      "role:backend every:week tz:Europe/Berlin quiet:20-08",
      "every Monday at 09:00 (Europe/Berlin), quiet from 20:00 to 08:00 · to you",
    ],
    ["role:backend to:https://acme.slack.com/archives/C1/p1712345678123456", "at once · to a thread"],
    ["role:no-such-role", "cannot be read any more · to you"],
  ])("says when and where it hands over: %s", (query, said) => {
    expect(readOf(aHome({ subscriptions: [{ ...infra, query }] }))).toContain(`infra\n${query}\n${said}\n[Edit]`);
  });

  it("keeps to what its person has set", () => {
    const defaults = theSettings({ tz: "Europe/Berlin" });

    expect(readOf(aHome({ subscriptions: [{ ...infra, defaults }] }))).toContain("every day at 09:00 (Europe/Berlin)");
  });

  it("says whose it is where it is another's, and nothing of the kind where it is one's own", () => {
    const others = { ...infra, owner: "U2", query: "role:backend to:#jobs" };

    const view = aHome({ subscriptions: [others] });

    expect(readOf(view)).toContain("at once · to #jobs · of ");
    expect(JSON.stringify(view)).toContain('{"type":"user","user_id":"U2"}');
    expect(JSON.stringify(aHome({ subscriptions: [infra] }))).not.toContain('"user_id"');
  });

  it.each([
    [{ pausedUntil: untilResumed }, "paused until resumed", "[Resume]"],
    [{ pausedUntil: testNow + 60 * minuteMs }, "paused until ", "[Resume]"],
    [{ pausedUntil: testNow - 1 }, "to you\n[Edit]", "[Pause]"],
    [{ waiting: 1_200, held: "the channel is archived" }, "1,200 waiting; held: the channel is archived", "[Pause]"],
  ])("says how it fares: %j", (state, said, button) => {
    const read = readOf(aHome({ subscriptions: [{ ...infra, ...state }] }));

    expect(read).toContain(said);
    expect(read).toContain(button);
  });
});

describe("the Home tab", () => {
  it("says how to begin where there is nothing yet", () => {
    const read = readOf(aHome());

    expect(read).toContain("You have none yet.");
    expect(read).toContain("[New subscription]");
    expect(read).toContain("Nothing yet. The card of an open posting has the buttons Save and Applied.");
  });

  it("shows what was marked, but not what was hidden", () => {
    const marked = (["saved", "applied", "hidden"] as const).map((mark) => ({
      posting: aPosting({ facts: { title: `A ${mark} one` } }),
      mark,
      at: testNow - minuteMs,
      note: null,
      remindAt: null,
    }));

    const read = readOf(aHome({ marked }));

    expect(read).toMatch(
      /A saved one\n.*saved 1 minute ago\n\[I applied\] \[Remove\]\nA applied one\n.*\n\[Interview\] \[Rejected\] \[I withdrew\] \[Remove\]/,
    );
    expect(read).not.toContain("hidden");
  });

  it.each([
    [board, "ashby:acme: 12 postings, last read 1 minute ago"],
    [{ ...board, state: "waiting", lastSuccessAt: null } as const, "ashby:acme: not read yet, next look in 29 minutes"],
    [{ ...board, newPerWeek: 3 }, "ashby:acme: 12 postings, last read 1 minute ago; about 3 new a week"],
    [
      { ...board, state: "failing", errorCode: "blocked", errorText: "403", lastSuccessAt: null } as const,
      "ashby:acme: failing (blocked): it does not let us in; never read yet; next look in 29 minutes",
    ],
  ])("says how a source fares: %#", (source, said) => {
    expect(readOf(aHome({ sources: [source] }))).toContain(said);
  });

  it("has pages of each list, each with all of its page and the ways to the others", () => {
    const subscriptions = Array.from({ length: 23 }, (_, index) => ({
      ...infra,
      id: `s${index}`,
      name: `name-${index}.`,
    }));
    const marked = Array.from({ length: 9 }, (_, index) => ({
      posting: aPosting({ facts: { title: `Title ${index}.` } }),
      mark: "saved" as const,
      at: testNow,
      note: null,
      remindAt: null,
    }));
    const sources = Array.from({ length: 11 }, (_, index) => ({ ...board, key: `ashby:board-${index}.` }));

    const pages = [0, 1, 2].map((page) =>
      readOf(aHome({ subscriptions, marked, sources, page: { subscriptions: page, marked: page, sources: page } })),
    );

    expect(pages[0]).toContain("[Next (2 of 3)]");
    expect(pages[1]).toContain("[Previous] [Next (3 of 3)]");
    for (const { name } of subscriptions) expect(pages.join("\n")).toContain(name);
    for (const { posting } of marked) expect(pages.join("\n")).toContain(posting.reading.facts.title);
    for (const { key } of sources) expect(pages.join("\n")).toContain(key);
  });

  it.each(hostileTexts.map((text) => [text]))("shows strangers' words inertly: %j", (text) => {
    const view = aHome({
      subscriptions: [{ ...infra, name: text, query: text.slice(0, 4_000), held: text }],
      marked: [
        {
          posting: aPosting({ facts: { title: text, company: text } }),
          mark: "saved",
          at: testNow,
          note: text,
          remindAt: null,
        },
      ],
      sources: [{ ...board, key: text, state: "failing", errorCode: text, errorText: text }],
    });

    expect(visibleOf(view).effects).toEqual([]);
    expect(JSON.stringify(view)).not.toMatch(/[\p{Cf}\u2028\u2029]/u);
  });
});
