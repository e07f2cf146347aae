import { Command, CommanderError } from "commander";
import { RolecallError, UsageError } from "../errors.ts";
import { withoutSecrets } from "../log.ts";

/** The command line. Exit codes: 0 done, 1 a fault of ours or a database that is away, 2 something that the caller can mend. */
const program = new Command("rolecall")
  .description("Tells people about the right job opening first, once, and why.")
  .showSuggestionAfterError()
  .exitOverride((error) => {
    const isHelp = error.exitCode === 0 || error.code === "commander.help";
    throw isHelp ? error : new UsageError("usage", error.message.replace(/^error: /, ""));
  })
  .configureOutput({ outputError: () => {} });

program
  .command("start")
  .description("run the bot; without a chat token it runs in this terminal")
  .option("--once", "answer the commands of standard input, poll every source once, send what is due, and exit")
  .action(async ({ once = false }: { once?: boolean }) => {
    const { start } = await import("./start.ts");
    await start({ isOnce: once });
  });

program
  .command("read")
  .description("show what the reader makes of postings: each field with the words that it rests on")
  .argument("<file...>", "text, Markdown or HTML files of one posting each; - is standard input")
  .option("--jsonl", "read one JSON object per line (id, title, company, location, text), print one per line")
  .action(async (files: string[], { jsonl = false }: { jsonl?: boolean }) => {
    const { readFiles, readJsonLines } = await import("./read.ts");
    if (jsonl) readJsonLines(files);
    else readFiles(files);
  });

program
  .command("check-source")
  .description("say what an address, or a saved answer of one, is a source of, and show its first postings")
  .argument("<url|file>", "of a job board, a careers page, a feed or a sitemap")
  .action(async (target: string) => {
    const { checkSource } = await import("./check-source.ts");
    await checkSource(target);
  });

program
  .command("preview")
  .description("show which stored postings a query finds; also while the bot runs")
  .argument("<query...>", "in the filter language or in plain words, or the name of a subscription of this terminal")
  .action(async (query: string[]) => {
    const { preview } = await import("./ask.ts");
    await preview(query.join(" "));
  });

program
  .command("why")
  .description(
    "show clause by clause why a stored posting matches or not, and what became of it; also while the bot runs",
  )
  .argument("<posting>", "its id, as cards show it, or the beginning of it")
  .argument("[query...]", "a query to compare it with, or the name of a subscription of this terminal")
  .action(async (posting: string, query: string[]) => {
    const { why } = await import("./ask.ts");
    await why(posting, query.join(" "));
  });

program
  .command("deliveries")
  .description("show what the ledger holds")
  .option("--failed", "what was given up, is held or is uncertain, with the reason")
  .option("--json", "one JSON object a line")
  .option("--limit <number>", "how many to list at most, the newest first: 200")
  .action(async ({ failed = false, json = false, limit }: { failed?: boolean; json?: boolean; limit?: string }) => {
    const { deliveries } = await import("./deliveries.ts");
    await deliveries({ failed, json, limit });
  });

program
  .command("replay")
  .description("send again what was given up; not while the bot runs")
  .argument("[id]", "of the message, as deliveries --failed shows it")
  .option("--all", "every message that was given up")
  .action(async (id: string | undefined, { all = false }: { all?: boolean }) => {
    if ((id === undefined) !== all) throw new UsageError("usage", "replay: expected the id of a message, or --all.");
    const { replay } = await import("./replay.ts");
    await replay(id);
  });

program
  .command("reread")
  .description(
    "read what is stored again where an older reader read it, and report what changed; not while the bot runs",
  )
  .option("--all", "everything, also what this reader has read")
  .action(async ({ all = false }: { all?: boolean }) => {
    const { reread } = await import("./reread.ts");
    await reread({ isAll: all });
  });

program
  .command("export")
  .description("print subscriptions as text that import takes; also while the bot runs")
  .option("--workspace <id>", "those of one workspace")
  .option("--user <id>", "those of one person")
  .action(async (only: { workspace?: string; user?: string }) => {
    const { exportSubscriptions } = await import("./export.ts");
    await exportSubscriptions(only);
  });

program
  .command("import")
  .description("make subscriptions of what export printed; not while the bot runs")
  .argument("<file>", "that export printed; - is standard input")
  .action(async (file: string) => {
    const { importSubscriptions } = await import("./export.ts");
    await importSubscriptions(file);
  });

program
  .command("migrate")
  .description(
    "bring the tables of the database up to date, or copy the SQLite file to PostgreSQL; not while the bot runs",
  )
  .option("--to <address>", "postgres://… to copy everything to; what broke off goes on where it was")
  .action(async ({ to }: { to?: string }) => {
    const { migrate } = await import("./migrate.ts");
    await migrate(to);
  });

program
  .command("backup")
  .description("copy the whole database to a new file; also while the bot runs")
  .argument("<file>", "that is not there yet")
  .action(async (file: string) => {
    const { backup } = await import("./backup.ts");
    await backup(file);
  });

program
  .command("restore")
  .description("put a copy of the database back; what was there is kept beside it; not while the bot runs")
  .argument("<file>", "that backup made")
  .action(async (file: string) => {
    const { restore } = await import("./backup.ts");
    await restore(file);
  });

program
  .command("doctor")
  .description(
    "look at configuration, machine, database, network, sources and chat platforms, and say what to do; also while the bot runs",
  )
  .option("--post <channel>", "post one line to this channel of Slack, or of Discord by its id, to see that it arrives")
  .option("--json", "one JSON object a line")
  .action(async ({ post, json = false }: { post?: string; json?: boolean }) => {
    const { doctor } = await import("./doctor.ts");
    await doctor({ post, json });
  });

/**
 * Runs what the words after the program's name ask for, on the standard streams of this process. Never throws: what went wrong
 * is said on standard error, and `process.exitCode` tells of it.
 */
export async function run(args: readonly string[]): Promise<void> {
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(withoutSecrets(`${error.message}\n`));
      process.exitCode = 2;
    } else if (error instanceof RolecallError && error.code === "database-away") {
      // Not 2: what watches over the process is to start it again, since the next time it may be there.
      process.stderr.write(withoutSecrets(`${error.message}\n`));
      process.exitCode = 1;
    } else if (!(error instanceof CommanderError)) {
      const fault = error instanceof Error ? error.stack : String(error);
      process.stderr.write(withoutSecrets(`rolecall: a fault of ours: ${fault}\n`));
      process.exitCode = 1;
    }
  }
}
