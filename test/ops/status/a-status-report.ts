import type { Failure, RecentMessage, SourceStatus, StatusReport } from "../../../src/ops/status/status-report.ts";
import { dayMs, hourMs, testNow } from "../../builders.ts";

const minuteMs = 60_000;

export function aSourceStatus(source: Partial<SourceStatus> = {}): SourceStatus {
  return {
    key: "ashby:perplexity",
    state: "ok",
    reason: null,
    remedy: null,
    rhythm: "about 3 new a week",
    postings: 64,
    unusable: 0,
    lastPollAt: testNow - 4 * minuteMs,
    nextPollAt: testNow + 26 * minuteMs,
    ...source,
  };
}

export function aRecentMessage(message: Partial<RecentMessage> = {}): RecentMessage {
  return {
    title: "Senior Backend Engineer (Go)",
    url: "https://jobs.example.org/nimbus/1",
    company: "Nimbus Ltd",
    place: "Berlin, Germany (hybrid)",
    others: 0,
    where: "#jobs on Slack",
    sentAt: testNow - 12 * minuteMs,
    ...message,
  };
}

export function aFailure(failure: Partial<Failure> = {}): Failure {
  return {
    id: "m2abcdefghjkmnpqrstv",
    state: "given up",
    title: "Platform Engineer",
    where: "slack:T1/C0123456789",
    reason: "msg_too_long: Slack says that the message is too long",
    remedy: "Once the reason is mended, stop the bot and send it again: npm run -s cli -- replay m2abcdefghjkmnpqrstv",
    at: testNow - 3 * hourMs,
    ...failure,
  };
}

/** A bot in which all is well. */
export function aStatusReport(report: Partial<StatusReport> = {}): StatusReport {
  const sources = report.sources ?? [
    aSourceStatus(),
    aSourceStatus({ key: "greenhouse:datadog", postings: 412, rhythm: "about 21 new a week" }),
    aSourceStatus({
      key: "feed:https://weworkremotely.com/categories/remote-back-end-programming-jobs.rss",
      postings: 25,
    }),
    aSourceStatus({ key: "lever:plaid", postings: 58, unusable: 2, rhythm: null, nextPollAt: testNow - minuteMs }),
  ];
  return {
    now: testNow,
    version: "0.1.0",
    instance: "rolecall-7d9f, process 1",
    roles: "poll, match, deliver, chat",
    startedAt: testNow - 3 * dayMs,
    sourceCounts: { all: sources.length, failing: sources.filter(({ state }) => state === "failing").length },
    deliveries: {
      pending: 3,
      sending: 1,
      sent: 18_402,
      dead: 0,
      expired: 41,
      waiting: 27,
      oldestPendingAt: testNow - minuteMs,
    },
    recent: [
      aRecentMessage(),
      aRecentMessage({
        title: "Werkstudent Testautomatisierung (m/w/d)",
        company: "Kranich GmbH",
        place: "Leipzig, Germany",
        where: "a person on Discord",
        others: 4,
        sentAt: testNow - 2 * hourMs,
      }),
      aRecentMessage({
        title: "Staff Site Reliability Engineer",
        company: "Harbour Data",
        place: "remote within the EU",
        where: "#infra-jobs on Slack",
        sentAt: testNow - 5 * hourMs,
      }),
      aRecentMessage({
        title: "Desarrollador/a móvil",
        url: null,
        company: "Naranja",
        place: null,
        sentAt: testNow - 26 * hourMs,
      }),
    ],
    failures: [],
    hasMoreFailures: false,
    ...report,
    sources,
  };
}

/** Before anything was set up. */
export function anEmptyReport(): StatusReport {
  return aStatusReport({
    startedAt: testNow,
    sources: [],
    deliveries: { pending: 0, sending: 0, sent: 0, dead: 0, expired: 0, waiting: 0, oldestPendingAt: null },
    recent: [],
  });
}

/** A bot in which much is wrong. */
export function aTroubledReport(): StatusReport {
  return aStatusReport({
    sources: [
      aSourceStatus({
        key: "workday:acme.wd5.myworkdayjobs.com/External_Careers",
        state: "failing",
        reason:
          "it does not let us in (blocked): expected a list of postings from acme.wd5.myworkdayjobs.com, got 403 Forbidden",
        remedy:
          "Set polling.contact, ask it less often (every: in the configuration), or write to whoever runs the board.",
        lastPollAt: testNow - 9 * hourMs,
        nextPollAt: testNow + 11 * hourMs,
      }),
      aSourceStatus({
        key: "recruitee:oldco",
        state: "failing",
        reason: "it says that it is gone for good (gone): 410 Gone",
        remedy: "It is not asked again: take it out of the configuration.",
        nextPollAt: null,
        postings: 0,
        rhythm: null,
      }),
      aSourceStatus({ key: "lever:plaid", state: "quiet", rhythm: "quiet for 12 days, usually 3 a week" }),
      aSourceStatus({ key: "teamtailor:new", state: "waiting", postings: 0, lastPollAt: null, rhythm: null }),
      aSourceStatus(),
    ],
    deliveries: {
      pending: 214,
      sending: 2,
      sent: 18_402,
      dead: 3,
      expired: 41,
      waiting: 27,
      oldestPendingAt: testNow - 7 * hourMs,
    },
    failures: [
      aFailure(),
      aFailure({
        id: "m2bcdefghjkmnpqrstvw",
        state: "held",
        where: "discord:1175550000000000001/1175550000000000002",
        reason: "the bot may not write there: it lacks Embed Links",
        remedy: "Nothing is lost: it goes out by itself once this is mended. doctor says what is missing.",
        title: "Data Engineer and 6 others",
      }),
      aFailure({
        id: null,
        state: "held",
        where: "slack:T1/C99",
        title: "12 openings",
        reason: "the channel is archived",
        remedy: "Nothing is lost: it goes out by itself once this is mended. doctor says what is missing.",
      }),
      aFailure({
        state: "uncertain",
        reason: "timeout",
        remedy: "It was sent once more without knowing whether it had arrived: it may stand there twice.",
      }),
    ],
  });
}
