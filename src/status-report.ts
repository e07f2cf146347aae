import type { SourceHealth } from "../commands/services.ts";
import { failureWords, isQuiet, rhythmWords } from "../commands/source-words.ts";
import type { Clock } from "./clock.ts";
import { counted } from "./delivery/card/age.ts";
import { cardOf } from "./delivery/card/card-of.ts";
import { parseDestination } from "./delivery/platform.ts";
import type { DeliveryStatus, Failure, RecentMessage, SourceStatus, StatusReport } from "./ops/status/status-report.ts";
import type { Posting } from "./posting/posting.ts";
import { allRoles, printRoles, type Role } from "./roles.ts";
import { sourceHealths } from "./source-health.ts";
import { sourceRemedy } from "./source-remedies.ts";
import type { Storage } from "./storage/storage.ts";
import { ownVersion } from "./version.ts";

export interface StatusReportPorts {
  readonly storage: Storage;
  /** Which process of all this is. */
  readonly instance: string;
  /** What it does; all by default. */
  readonly roles?: ReadonlySet<Role>;
  readonly clock: Clock;
}

const mostSources = 200;
const mostMessages = 25;
/** What is asked for again within this time is not read again: a page is many queries. */
const freshForMs = 2_000;

/** Makes what the status page shows out of what is stored. */
export function createStatusReports({
  storage,
  instance,
  roles = allRoles,
  clock,
}: StatusReportPorts): () => Promise<StatusReport> {
  const startedAt = clock.now();
  const version = ownVersion();
  let last: { readonly at: number; readonly report: Promise<StatusReport> } | null = null;

  async function made(now: number): Promise<StatusReport> {
    const sources = (await sourceHealths(storage, now)).map((health) => sourceStatus(health, now));
    const sent = await storage.messages.lastSent(mostMessages);
    // One more than are shown, to tell whether there are more.
    const failed = await storage.messages.failed(mostMessages + 1);
    const heldBack = await storage.deliveries.heldBack();
    const postings = await storage.postings.byIds([...sent, ...failed].flatMap(({ postingId }) => postingId ?? []));
    return {
      now,
      version,
      instance,
      roles: printRoles(roles),
      startedAt,
      sources: sources.toSorted((a, b) => order[a.state] - order[b.state]).slice(0, mostSources),
      sourceCounts: { all: sources.length, failing: sources.filter(({ state }) => state === "failing").length },
      deliveries: await deliveryStatus(storage),
      recent: sent.map(({ postingId, destination, query, deliveries, sentAt }) => ({
        ...openingWords(postings.get(postingId ?? ""), now),
        others: Math.max(0, deliveries - 1),
        where: whereWords(destination, query),
        sentAt,
      })),
      hasMoreFailures: failed.length > mostMessages || heldBack.length > mostMessages,
      failures: [
        ...failed.slice(0, mostMessages).map(({ id, state, destination, reason, postingId, deliveries, at }) => {
          const { title } = openingWords(postings.get(postingId ?? ""), now);
          const more = deliveries > 1 ? ` and ${counted(deliveries - 1, "other")}` : "";
          return {
            id,
            ...failureOf[state](id),
            title: `${title}${more}`,
            where: destination,
            reason: reason ?? "",
            at,
          };
        }),
        ...heldBack.slice(0, mostMessages).map(({ destination, openings, since, reason }) => {
          const title = counted(openings, "opening");
          return { id: null, ...failureOf.held(), title, where: destination, reason, at: since };
        }),
      ],
    };
  }

  return () => {
    const now = clock.now();
    if (last === null || now - last.at >= freshForMs || now < last.at) {
      const report = made(now);
      last = { at: now, report };
      // The next one who asks is to have another try.
      report.catch(() => {
        last = null;
      });
    }
    return last.report;
  };
}

const order = { failing: 0, quiet: 1, waiting: 2, ok: 3 } as const;

function sourceStatus(health: SourceHealth, now: number): SourceStatus {
  const { key, state, errorCode, errorText, postings, dropped, lastPollAt, nextPollAt } = health;
  const isFailing = state === "failing";
  return {
    key,
    state: state === "ok" && isQuiet(health, now) ? "quiet" : state,
    reason: isFailing ? `${failureWords(health) ?? ""} (${errorCode ?? "unknown"}): ${errorText ?? ""}` : null,
    remedy: isFailing ? sourceRemedy(errorCode) : null,
    rhythm: rhythmWords(health, now),
    postings,
    unusable: dropped,
    lastPollAt,
    nextPollAt: isFailing && errorCode === "gone" ? null : nextPollAt,
  };
}

async function deliveryStatus({ messages, deliveries }: Storage): Promise<DeliveryStatus> {
  const counts = await messages.counts();
  const count = (state: string) => counts.get(state) ?? 0;
  return {
    pending: count("pending"),
    sending: count("sending"),
    sent: count("sent"),
    dead: count("dead"),
    expired: count("expired"),
    waiting: await deliveries.waiting(),
    oldestPendingAt: (await messages.oldestPending()) ?? null,
  };
}

function openingWords(
  posting: Posting | undefined,
  now: number,
): Pick<RecentMessage, "title" | "url" | "company" | "place"> {
  if (posting === undefined)
    return { title: "A posting that is no longer stored", url: null, company: null, place: null };
  const { title, url, company, facts } = cardOf(posting, [], now);
  return { title, url, company, place: facts.find(({ name }) => name === "place")?.value ?? null };
}

const platformNames: Readonly<Record<string, string>> = {
  slack: "Slack",
  discord: "Discord",
  terminal: "the terminal",
};

/** "#jobs on Slack", "a person on Discord": the name that its subscription has for it, which an address does not tell. */
function whereWords(destination: string, query: string): string {
  const { platform, address } = parseDestination(destination);
  const name = platformNames[platform] ?? platform;
  if (platform === "terminal") return name;
  const to = /(?:^|\s)to:(?<to>\S+)/.exec(query)?.groups?.["to"];
  if (to === undefined || to === "me") return `a person on ${name}`;
  return to.startsWith("#") ? `${to} on ${name}` : `${address} on ${name}`;
}

type FailureWords = Pick<Failure, "state" | "remedy">;

const failureOf = {
  dead: (id: string): FailureWords => ({
    state: "given up",
    remedy: `Once the reason is mended, stop the bot and send it again: npm run -s cli -- replay ${id}`,
  }),
  held: (): FailureWords => ({
    state: "held",
    remedy: "Nothing is lost: it goes out by itself once this is mended. doctor says what is missing.",
  }),
  uncertain: (): FailureWords => ({
    state: "uncertain",
    remedy: "It was sent once more without knowing whether it had arrived: it may stand there twice.",
  }),
};
