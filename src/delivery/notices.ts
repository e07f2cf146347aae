import { DateTime } from "luxon";
import type { Clock, Random } from "../clock.ts";
import { messageOf } from "../errors.ts";
import type { Log } from "../log.ts";
import { isClosed, type Posting } from "../posting/posting.ts";
import type { Known, StoredMark } from "../storage/mark-store.ts";
import { followedStates, type Notice } from "../storage/notice-store.ts";
import type { StoredSettings } from "../storage/setting-store.ts";
import type { Storage, Stores } from "../storage/storage.ts";
import { planOf, quietUntil } from "./cadence.ts";
import { ago, counted, lasting } from "./card/age.ts";
import { type Card, noticeButtons } from "./card/card.ts";
import { cardOf } from "./card/card-of.ts";
import { viewsFor } from "./corrected-views.ts";
import { inert } from "./card/inert.ts";
import { knownOf, newsOf } from "./known.ts";
import type { Destination, Failure, Found, Person, Platform } from "./platform.ts";
import { retryDelaysMs } from "./retry.ts";
import { withListed } from "./with-listed.ts";

export interface NoticesPorts {
  readonly storage: Storage;
  readonly platforms: readonly Platform[];
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Tells people of the openings that they keep: reminders that they asked for, and what changed. */
export interface Notices {
  /** Tells what is due, each once. Never throws for what one person's conversation or one platform refuses. */
  tellDue(signal: AbortSignal): Promise<void>;
  /** What to say to a person who could not be told of something, which is tried again; null where there is nothing. */
  forAsker(person: Person): Promise<string | null>;
}

const dayMs = 86_400_000;
/** Longer than telling a person of one opening may take. */
const leaseMs = 60_000;
const batchSize = 20;
/** From so much on a reminder says that it is late. */
const lateAfterMs = 5 * 60_000;
/** Whoever cannot be reached is tried again so often, and not for ever: what is older is no help any more. */
const probeEveryMs = dayMs;
const keepMs = 30 * dayMs;
const leastWaitMs = 1_000;
/** Clocks of platforms and ours differ. */
const searchSlackMs = 60_000;
/** In UTF-16 units; `why` is all of note, mark and the words before them. */
const most = { title: 150, note: 150, why: 500, mark: 60 } as const;

/** What there is to tell now, and what its person then knows. */
interface Told {
  readonly card: Card;
  readonly known: Known | null;
  readonly postingId: string;
}

export function createNotices({ storage, platforms, clock, random, log }: NoticesPorts): Notices {
  const byId = new Map(platforms.map((platform) => [platform.id, platform]));
  // What is for another platform waits for a process that has it.
  const own = [...byId.keys()];

  /**
   * In one transaction with the end of a notice that has nothing to tell: a change that comes between would be lost. Null where
   * it ended so, waits for the end of quiet hours, or is another instance's.
   */
  async function toTell(claimed: Notice, settings: StoredSettings): Promise<(Told & { notice: Notice }) | null> {
    return await storage.transaction(async (stores) => {
      const notice = { ...claimed, leaseUntil: clock.now() + leaseMs };
      const { workspace, owner, openingId } = notice;
      if (!(await stores.notices.extend(claimed, notice.leaseUntil))) return null;
      const mark = await stores.marks.get(workspace, owner, openingId);
      if (notice.kind === "change" && !notice.isInDoubt) {
        const { tz, quiet } = settings;
        const silent = quietUntil(planOf(quiet === null ? {} : { quiet }, tz ?? mark?.zone ?? "UTC"), clock.now());
        if (silent !== null) {
          await stores.notices.putOff(notice, { ...notice, dueAt: silent });
          return null;
        }
      }
      const told = mark === undefined ? null : await toldOf(stores, notice, mark, settings);
      if (told !== null) return { ...told, notice };
      await stores.notices.remove(notice);
      return null;
    });
  }

  async function toldOf(
    { marks, postings, corrections }: Stores,
    notice: Notice,
    mark: StoredMark,
    settings: StoredSettings,
  ): Promise<Told | null> {
    const now = clock.now();
    const { postingId, state } = mark;
    const listed = (await withListed(postings, await postings.byIds([postingId]))).get(postingId);
    if (listed === undefined || state === "hidden") return null;
    const views = await viewsFor(corrections, [listed], log);
    const posting = views.of(listed, { workspace: notice.workspace, person: notice.owner });
    if (notice.kind === "reminder")
      return { card: reminderOf(notice, mark, posting, settings, now), known: null, postingId };
    if (!followedStates.some((followed) => followed === state)) return null;
    const known = knownOf(posting, now);
    const news = mark.known === null ? [] : newsOf(mark.known, known);
    if (news.length > 0) return { card: changeOf(mark, posting, news, now), known, postingId };
    // Also where only the reader is another one: the next change is told in its words.
    await marks.know(notice.workspace, notice.owner, notice.openingId, known);
    return null;
  }

  async function tell(claimed: Notice, platform: Platform): Promise<void> {
    const { workspace, owner, openingId } = claimed;
    const settings = await storage.settings.get(workspace, owner);
    const told = await toTell(claimed, settings);
    if (told === null) return;
    if (!(await send(told.notice, told.card, platform))) return;
    await storage.transaction(async ({ marks, notices }) => {
      // Another one's by now, which looks for what was just told.
      if (!(await notices.remove(told.notice))) return;
      if (told.known === null) return;
      await marks.know(workspace, owner, openingId, told.known);
      // What changed while it was sent was not noted beside it: it is looked at once more.
      await notices.noteChanges([told.postingId], clock.now());
    });
  }

  /**
   * What may be there already is looked for, and where nobody can tell, sent once more and never a third time.
   *
   * @returns Whether it is over; else it is put off, or another instance's by now.
   */
  async function send(notice: Notice, card: Card, platform: Platform): Promise<boolean> {
    const { id, workspace, owner, isPlain } = notice;
    let { isInDoubt, isUncertain } = notice;
    let isSending = false;
    try {
      const destination = await platform.openDirect({ workspace, user: owner });
      if (isInDoubt) {
        const kind = await lookFor(notice, platform, destination);
        if (kind === "found") return true;
        if (kind === "unknown") {
          log.warn({ notice: id, isGivenUp: isUncertain }, "nobody knows whether a notice arrived");
          if (isUncertain) return true;
          isUncertain = true;
        }
        isInDoubt = false;
      }
      if (!(await storage.notices.trying(notice, clock.now(), isUncertain))) return false;
      isSending = true;
      await platform.send(destination, { kind: "card", card }, id, { isPlain });
      return true;
    } catch (error) {
      const failure = platform.classify(error);
      log.warn(
        { notice: id, class: failure.class, code: failure.code, reason: messageOf(error) },
        "a notice could not be sent",
      );
      isInDoubt ||= isSending && failure.class === "ambiguous";
      await putOff({ ...notice, isInDoubt, isUncertain }, failure);
      return false;
    }
  }

  async function lookFor(
    { id, triedAt, wantedAt }: Notice,
    platform: Platform,
    destination: Destination,
  ): Promise<Found["kind"]> {
    if (!platform.capabilities.findsByKey) return "unknown";
    return (await platform.find(destination, id, (triedAt ?? wantedAt) - searchSlackMs)).kind;
  }

  async function putOff(notice: Notice, { class: meaning, retryAfterMs }: Failure): Promise<void> {
    const now = clock.now();
    const isLastForm = meaning === "message" && notice.isPlain;
    if (isLastForm || now - notice.wantedAt > keepMs) return void (await storage.notices.remove(notice));
    const isHeld = meaning === "destination" || meaning === "person" || meaning === "installation";
    const delayMs = (isHeld ? undefined : (retryAfterMs ?? retryDelaysMs[notice.attempts])) ?? probeEveryMs;
    await storage.notices.putOff(notice, {
      ...notice,
      attempts: notice.attempts + 1,
      isPlain: notice.isPlain || meaning === "message",
      isHeld,
      dueAt: meaning === "message" ? now : now + Math.max(leastWaitMs, Math.round(delayMs * (1 + random.next() / 10))),
    });
  }

  return {
    async forAsker({ workspace, user }) {
      const held = await storage.notices.release(workspace, user, clock.now());
      if (held === 0) return null;
      const what = counted(held, "message");
      return `I could not reach you directly with ${what} about postings that you keep. I am trying again now.`;
    },

    async tellDue(signal) {
      while (!signal.aborted) {
        const now = clock.now();
        const due = await storage.transaction(({ notices }) => notices.claim(now, now + leaseMs, batchSize, own));
        if (due.length === 0) return;
        // Side by side, but each person's one after the other.
        const persons = Map.groupBy(due, ({ workspace, owner }) => `${workspace}\n${owner}`);
        await Promise.all(Array.from(persons.values(), tellOne));
      }
    },
  };

  async function tellOne(notices: readonly Notice[]): Promise<void> {
    for (const notice of notices) {
      const platform = byId.get(notice.platform);
      if (platform !== undefined) await tell(notice, platform);
      else await storage.notices.putOff(notice, { ...notice, dueAt: clock.now() + probeEveryMs });
    }
  }
}

function reminderOf(
  { wantedAt }: Notice,
  mark: StoredMark,
  posting: Posting,
  { tz }: StoredSettings,
  now: number,
): Card {
  const zone = tz ?? mark.zone ?? "UTC";
  const due = DateTime.fromMillis(wantedAt, { zone, locale: "en" }).toFormat("ccc d LLL, HH:mm");
  const late = now - wantedAt < lateAfterMs ? "" : `, sent ${lasting(now - wantedAt)} late`;
  return noticeCard("Reminder: ", mark, posting, `you asked to be reminded on ${due}${late}`, now);
}

function changeOf(mark: StoredMark, posting: Posting, news: readonly string[], now: number): Card {
  const isStateNews = mark.known?.state !== (isClosed(posting) ? "closed" : "open");
  // A closed one says so itself.
  const heading = isStateNews ? (isClosed(posting) ? "" : "Open again: ") : "Changed: ";
  return noticeCard(heading, mark, posting, news.join(" "), now);
}

function noticeCard(heading: string, mark: StoredMark, posting: Posting, why: string, now: number): Card {
  const card = cardOf(posting, [], now);
  const note = mark.note === null ? "" : ` · your note: ${inert(mark.note, most.note)}`;
  const said = inert(why, most.why - note.length - most.mark);
  return {
    ...card,
    title: inert(`${heading}${card.title}`, most.title),
    why: `${said}${note} · you marked it ${mark.state} ${ago(mark.at, now)}`,
    evidence: [],
    buttons: noticeButtons,
  };
}
