import { createHash } from "node:crypto";
import { ago, counted, lasting } from "../../delivery/card/age.ts";
import { Html, html } from "../html.ts";
import type { RecentMessage, SourceStatus, StatusReport } from "./status-report.ts";
import { statusStyle } from "./status-style.ts";

/** The only style that the Content-Security-Policy lets in. */
export const styleSource = `'sha256-${createHash("sha256").update(statusStyle).digest("base64")}'`;

/** @param missing What `/readyz` lacks, by name, each with why. */
export function statusPage(report: StatusReport, missing: ReadonlyMap<string, string>): Html {
  const { now, version, instance, roles, startedAt } = report;
  return whole(
    "Rolecall",
    html`<header>
<h1>Rolecall</h1>
<p class="soft">Up for ${lasting(now - startedAt)}</p>
</header>
<main>
${verdict(report, missing)}
${figures(report)}
${failures(report)}
${sources(report, now)}
${recent(report.recent, now)}
</main>
<footer>
<p>Rolecall ${version} on ${instance}, which does ${roles}. As of ${time(now, new Date(now).toISOString().slice(0, 16).replace("T", " "))} UTC; the page loads itself again every minute.</p>
</footer>`,
  );
}

/** For whoever has not said the token yet. @param isWrong Whether they said another one. */
export function signInPage(isWrong: boolean): Html {
  const words = isWrong ? "That is not the token." : "This page is for whoever runs this bot.";
  return whole(
    "Rolecall: token",
    html`<main class="only">
<h1>Rolecall</h1>
<p>${words} The token is the one in <code>ROLECALL_STATUS_TOKEN</code>.</p>
<form action="/" method="get">
<input type="password" name="token" aria-label="Token" autocomplete="current-password" required autofocus>
<button>Show</button>
</form>
</main>`,
  );
}

export function signedInPage(): Html {
  return messagePage("Welcome", html`This browser is remembered. <a href="/">Go on to the status page</a>.`);
}

export function messagePage(title: string, words: string | Html): Html {
  return whole(title, html`<main class="only"><h1>${title}</h1><p>${words}</p></main>`);
}

function whole(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${new Html(statusStyle)}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

/** The whole page in a sentence, for whoever only glances. */
function verdict(
  { sourceCounts, sources, deliveries, failures: failed, hasMoreFailures, now }: StatusReport,
  missing: ReadonlyMap<string, string>,
): Html {
  const held = failed.filter(({ state }) => state === "held").length;
  const troubles = [
    ...[...missing].map(([name, why]) => `${name} ${why}`),
    ...(sourceCounts.failing === 0 ? [] : [`${counted(sourceCounts.failing, "source")} failing`]),
    ...(deliveries.dead === 0 ? [] : [`${counted(deliveries.dead, "message")} given up`]),
    ...(held === 0 ? [] : [`${hasMoreFailures ? "at least " : ""}${number(held)} held back`]),
  ];
  if (missing.size > 0) return banner("bad", "Not ready", troubles.join("; "));
  if (troubles.length > 0) return banner("warn", "At work, and something needs you", troubles.join("; "));
  if (sourceCounts.all === 0) return banner("warn", "No source is set up", "nothing can come before one is");
  const last = Math.max(0, ...sources.map(({ lastPollAt }) => lastPollAt ?? 0));
  return banner("ok", "All is well", last === 0 ? "no source was read yet" : `last poll ${ago(last, now)}`);
}

function banner(mood: string, title: string, words: string): Html {
  return html`<div class="verdict ${mood}" role="status"><p>${title}</p><p><bdi>${words.charAt(0).toUpperCase()}${words.slice(1)}.</bdi></p></div>`;
}

function figures({ deliveries, now }: StatusReport): Html {
  const { pending, sending, sent, dead, expired, waiting, oldestPendingAt } = deliveries;
  const oldest = oldestPendingAt === null ? "none" : lasting(now - oldestPendingAt);
  return html`<dl class="figures" aria-label="Messages">
${figure("Sent", number(sent))}
${figure("Pending", number(pending + sending))}
${figure("Oldest pending", oldest)}
${figure("For digests", number(waiting))}
${figure("Given up", number(dead), dead > 0)}
${figure("Expired", number(expired))}
</dl>`;
}

function figure(name: string, value: string, isBad = false): Html {
  return html`<div class="${isBad ? "bad" : "fine"}"><dt>${name}</dt><dd>${value}</dd></div>`;
}

function failures({ failures: failed, hasMoreFailures, now }: StatusReport): Html | null {
  if (failed.length === 0) return null;
  const note = hasMoreFailures ? "There are more: npm run -s cli -- deliveries --failed lists them" : null;
  return table(
    { kind: "failures", caption: "Failures", note, columns: ["What", "Where", "Why, and what to do", "When"] },
    failed.map(
      (one) => html`<tr role="row">
${head(html`<span class="name"><bdi>${one.title}</bdi></span> ${badge(one.state === "given up" ? "bad" : "warn", one.state)}${one.id === null ? null : html`<small><code>${one.id}</code></small>`}`)}
${cell("Where", one.where)}
${cell("Why", html`<bdi>${one.reason}</bdi><small>${one.remedy}</small>`)}
${cell("When", time(one.at, ago(one.at, now)), "when")}
</tr>`,
    ),
  );
}

const sourceMoods = { failing: "bad", quiet: "warn", waiting: "warn", ok: "ok" } as const;
const sourceNames = { failing: "failing", quiet: "quiet", waiting: "not read yet", ok: "well" } as const;

function sources({ sources: shown, sourceCounts }: StatusReport, now: number): Html {
  if (shown.length === 0)
    return empty(
      "Sources",
      "None is set up yet: add one to the configuration, or look at an address with check-source.",
    );
  const left = sourceCounts.all - shown.length;
  const note =
    left > 0 ? `The first ${number(shown.length)} of ${number(sourceCounts.all)}, what is wrong first` : null;
  return table(
    { kind: "sources", caption: "Sources", note, columns: ["Source", "Postings", "Last poll", "Next poll"] },
    shown.map((one) => sourceRow(one, now)),
  );
}

function sourceRow(source: SourceStatus, now: number): Html {
  const { key, state, reason, remedy, rhythm, postings, unusable, lastPollAt, nextPollAt } = source;
  const words = [reason, unusable === 0 ? null : `${number(unusable)} unusable`, rhythm].filter(
    (part) => part !== null,
  );
  const next =
    nextPollAt === null ? "not again" : nextPollAt <= now ? "due now" : html`in ${lasting(nextPollAt - now)}`;
  return html`<tr role="row">
${head(
  html`<span class="name"><bdi>${key}</bdi></span> ${badge(sourceMoods[state], sourceNames[state])}${
    words.length === 0 ? null : html`<small><bdi>${words.join("; ")}</bdi></small>`
  }${remedy === null ? null : html`<small>${remedy}</small>`}`,
)}
${cell("Postings", number(postings), "number")}
${cell("Last poll", lastPollAt === null ? "never" : time(lastPollAt, ago(lastPollAt, now)), "when")}
${cell("Next poll", nextPollAt === null ? next : time(nextPollAt, next), "when")}
</tr>`;
}

function recent(messages: readonly RecentMessage[], now: number): Html {
  if (messages.length === 0)
    return empty(
      "Recent cards",
      "None was sent yet. The first comes with the first new posting that somebody subscribed to.",
    );
  return table(
    { kind: "cards", caption: "Recent cards", columns: ["Opening", "Where", "Sent"] },
    messages.map(({ title, url, company, place, others, where, sentAt }) => {
      const name = html`<bdi>${title}</bdi>`;
      const about = [company, place].filter((part) => part !== null).join(" · ");
      return html`<tr role="row">
${head(
  html`<span class="name">${url === null ? name : html`<a href="${url}" rel="noopener noreferrer nofollow">${name}</a>`}</span>${
    about === "" ? null : html`<small><bdi>${about}</bdi></small>`
  }${others === 0 ? null : html`<small>and ${counted(others, "other")} in the same digest</small>`}`,
)}
${cell("Where", where)}
${cell("Sent", time(sentAt, ago(sentAt, now)), "when")}
</tr>`;
    }),
  );
}

interface TableHead {
  readonly kind: "failures" | "sources" | "cards";
  readonly caption: string;
  readonly note?: string | null;
  readonly columns: readonly string[];
}

/** Roles stand there in words, since a table that is laid out in blocks on a phone is none to a screen reader any more. */
function table({ kind, caption, note = null, columns }: TableHead, rows: readonly Html[]): Html {
  const headings = columns.map(
    (name) => html`<th scope="col" role="columnheader" class="${name === "Postings" ? "number" : "text"}">${name}</th>`,
  );
  return html`<section>
<table role="table" class="${kind}">
<caption>${caption}${note === null ? null : html`<small>${note}</small>`}</caption>
<thead role="rowgroup"><tr role="row">${headings}</tr></thead>
<tbody role="rowgroup">
${rows}
</tbody>
</table>
</section>`;
}

function head(content: Html): Html {
  return html`<th scope="row" role="rowheader">${content}</th>`;
}

function cell(label: string, content: Html | string, kind = "text"): Html {
  return html`<td role="cell" class="${kind}" data-label="${label}"><span>${content}</span></td>`;
}

function badge(mood: string, words: string): Html {
  return html`<span class="state ${mood}">${words}</span>`;
}

function empty(title: string, words: string): Html {
  return html`<section><h2>${title}</h2><p class="empty">${words}</p></section>`;
}

function time(at: number, words: string | Html): Html {
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}" title="${iso}">${words}</time>`;
}

const numbers = new Intl.NumberFormat("en");

function number(value: number): string {
  return numbers.format(value);
}
