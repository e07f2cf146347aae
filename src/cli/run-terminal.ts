import { card, failure, info, list, type Reply, text } from "../../commands/reply.ts";
import type { Asker } from "../../commands/services.ts";
import { examples } from "../../commands/welcome.ts";
import type { App } from "../app.ts";
import type { Clock } from "../clock.ts";
import { cardOf } from "../delivery/card/card-of.ts";
import { messageOf, UserError } from "../errors.ts";
import type { Log } from "../log.ts";
import { isClosed, type Posting } from "../posting/posting.ts";
import { fileNamedIn, optionsWithFile } from "../platforms/terminal/named-file.ts";
import type { Terminal } from "../platforms/terminal/terminal.ts";
import type { PollProgress, PollReport } from "../polling/poll-source.ts";
import { startRunLoop } from "./run-loop.ts";

/** The bot in a terminal: its one person, and what the two ways of running it share. */
export interface TerminalRun {
  readonly app: App;
  readonly terminal: Terminal;
  readonly asker: Asker;
  readonly clock: Clock;
  readonly log: Log;
  /** Aborts when the process is asked to stop. */
  readonly signal: AbortSignal;
}

const wonderAfterMs = 1_000;
const tasteSize = 3;

/** Reads the commands of standard input, polls each source once, sends what is due, and is done: for scripts and cron. */
export async function runOnce(run: TerminalRun, hasCommands: boolean): Promise<void> {
  const { app, terminal, signal } = run;
  const reports = app.roles.has("poll")
    ? await app.poller.pollDue({ signal, early: true, onProgress: progressOf(run) })
    : [];
  terminal.progress(null);
  for (const report of reports) await showReport(terminal, report);
  await showBackedOff(run, reports);
  // Commands come after the poll, so that a first run's backtest has something to look at, and before the matching, so
  // that a new subscription gets what this run has found.
  if (hasCommands && app.roles.has("chat")) await answerAll(run);
  const { posted } = await app.pipeline.deliver(signal);
  await terminal.say([onceSummary(reports, posted)]);
}

/** Runs until the person quits, the output closes or a signal comes. */
export async function runUntilStopped(run: TerminalRun, isTty: boolean): Promise<void> {
  const { app, terminal, log } = run;
  const loop = startRunLoop({
    app,
    log,
    signal: run.signal,
    onFirstProgress: progressOf(run),
    async onReport(report, isFirst) {
      if (isFirst || report.outcome === "failed") await showReport(terminal, report);
    },
    async onFirstPoll() {
      terminal.progress(null);
      await showFirstSteps(run);
    },
  });
  loop.signal.addEventListener("abort", () => terminal.close());
  const answers = answerAll({ ...run, signal: loop.signal }, () => loop.deliver());
  // A pipe that ends only says that no more commands come: the bot goes on polling, as a service does.
  void terminal.ended.then((why) => (why === "end-of-input" && !isTty ? undefined : loop.stop()));
  await Promise.all([loop.ended, answers]);
}

/** Answers what is typed, line by line, until there is no more. */
async function answerAll(
  { app, terminal, asker, log, signal }: TerminalRun,
  afterEach: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for await (const line of terminal.commands()) {
    if (signal.aborted) return;
    try {
      await terminal.show(await answerTo(line, app, asker));
    } catch (error) {
      log.error({ error, line }, "a command failed by a fault of ours");
      await terminal.show({ tone: "error", parts: [text(`That failed on our side: ${messageOf(error)}.`)] });
    }
    await afterEach();
  }
  if ((await endedNow(terminal)) === "output-closed") log.warn({}, "the output was closed before every command ran");
}

async function answerTo(line: string, { bot }: App, asker: Asker): Promise<Reply> {
  const named = fileNamedIn(line);
  if (named === undefined) return await bot.answer(line, asker);
  try {
    return await bot.execute(named.command, await optionsWithFile(named), asker);
  } catch (error) {
    if (error instanceof UserError) return failure(error.message);
    throw error;
  }
}

/** Why the terminal ended, if it has. */
function endedNow(terminal: Terminal): Promise<string | undefined> {
  return Promise.race([terminal.ended, Promise.resolve(undefined)]);
}

/** Says what is being read once that takes long enough for a person to wonder. */
function progressOf({ terminal, clock }: TerminalRun): (progress: PollProgress) => void {
  const from = clock.now() + wonderAfterMs;
  return ({ key, done, total }) => {
    if (clock.now() < from) return;
    terminal.progress(total === undefined ? `Reading ${key}: ${done} …` : `Reading ${key}: ${done} of ${total} …`);
  };
}

/** Sources that were not asked now because they failed before: silence would look as if all were well. */
async function showBackedOff(
  { app, terminal, asker, clock }: TerminalRun,
  reports: readonly PollReport[],
): Promise<void> {
  const asked = new Set(reports.map(({ key }) => key));
  const failing = (await app.bot.services.sources(asker)).filter(
    ({ key, state }) => state === "failing" && !asked.has(key),
  );
  for (const { key, errorCode, errorText, nextPollAt } of failing) {
    const minutes = Math.ceil((nextPollAt - clock.now()) / 60_000);
    const next = errorCode === "gone" ? "it is not tried again" : `it is tried again in ${counted(minutes, "minute")}`;
    await terminal.show(info(text(`${key} is failing (${errorCode}): ${errorText}; ${next}.`)));
  }
}

/** One line on a source that has something to say. */
async function showReport(terminal: Terminal, report: PollReport): Promise<void> {
  const line = reportLine(report);
  if (line !== undefined) await terminal.show(info(text(line)));
}

function reportLine({ key, outcome, added, baseline, dropped, errorCode, errorText }: PollReport): string | undefined {
  const unusable =
    dropped.length === 0 ? "" : ` ${counted(dropped.length, "could", "could")} not be used (see the log).`;
  if (outcome === "failed") return `${key} is failing (${errorCode}): ${errorText}; it is tried again later.`;
  if (baseline > 0) {
    return `${key}: ${counted(baseline, "posting")} taken as known; from now on new ones are announced.${unusable}`;
  }
  if (added > 0) return `${key}: ${counted(added, "new posting")} read.${unusable}`;
  return unusable === "" ? undefined : `${key}:${unusable}`;
}

function onceSummary(reports: readonly PollReport[], sent: number): string {
  const added = reports.reduce((sum, report) => sum + report.added, 0);
  const failing = reports.filter(({ outcome }) => outcome === "failed").length;
  return [
    `Polled ${counted(reports.length, "source")}`,
    added === 0 ? "nothing new" : counted(added, "new posting"),
    ...(failing === 0 ? [] : [`${failing} failing`]),
    sent === 0 ? "no card to show" : `${counted(sent, "card")} shown`,
  ]
    .join(", ")
    .concat(".");
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** What to type first, for a person without a subscription. */
async function showFirstSteps({ app, terminal, asker, clock }: TerminalRun): Promise<void> {
  if ((await app.bot.services.subscriptions.list(asker)).length > 0) return;
  const newest: Posting[] = [];
  for await (const posting of app.bot.services.postings.since(asker, 0)) {
    if (!isClosed(posting)) newest.push(posting);
    if (newest.length === tasteSize) break;
  }
  await terminal.show(
    info(
      ...(newest.length === 0 ? [] : [text("The newest of what is stored:")]),
      ...newest.map((posting) => card(cardOf(posting, [], clock.now()))),
      text("You have no subscription yet. Try one of these; Tab completes, /jobs help lists the rest:"),
      list([...examples.map(({ line }) => line), "/jobs why ID (every card shows the id of its posting)"]),
    ),
  );
}
