import { readFileSync } from "node:fs";
import { loadConfig } from "../../config/load.ts";
import { systemClock, systemRandom } from "../clock.ts";
import { counted } from "../delivery/card/age.ts";
import { messageOf, UsageError, UserError } from "../errors.ts";
import { readForeign } from "../../commands/foreign/foreign.ts";
import { foreignReply } from "../../commands/foreign/foreign-reply.ts";
import { parseQuery } from "../filter/parse.ts";
import { openStorage, type Storage } from "../storage/storage.ts";
import { renderReply } from "../platforms/terminal/render.ts";
import { openForWriting } from "./open-database.ts";
import { type ExportedSubscription, parseLines, printLines } from "./subscription-lines.ts";

/** Prints subscriptions as text: all, a workspace's, or a person's. Also while the bot runs. */
export async function exportSubscriptions(only: {
  readonly workspace?: string;
  readonly user?: string;
}): Promise<void> {
  const config = loadConfig();
  const storage = await openStorage(config.database, systemRandom, { isReadOnly: true });
  try {
    const all = (await storage.subscriptions.active()).filter(
      ({ workspace, owner }) => workspace === (only.workspace ?? workspace) && owner === (only.user ?? owner),
    );
    const whose = ({ workspace, owner }: ExportedSubscription) => `${workspace} ${owner}`;
    process.stdout.write(
      printLines(
        all.toSorted(
          (a, b) => whose(a).localeCompare(whose(b)) || a.createdAt - b.createdAt || a.name.localeCompare(b.name),
        ),
      ),
    );
  } finally {
    await storage.close();
  }
}

/**
 * Makes subscriptions of what `export` printed, and only shows what others' exports come to, since they do not say whose they
 * would be; those that are there already stay as they are. All of them or none.
 *
 * @throws UsageError `import` for what cannot be read, `in-use` while the bot runs.
 */
export async function importSubscriptions(file: string): Promise<void> {
  const content = contentOf(file);
  const foreign = readForeign(content);
  if (foreign !== undefined) {
    const lines = renderReply(foreignReply(foreign, []), { width: process.stdout.columns || 100, colour: false });
    process.stdout.write(`${lines.join("\n")}\n`);
    return;
  }
  const drafts = parseLines(content);
  for (const { name, query } of drafts) checkQuery(name, query);
  const config = loadConfig();
  const storage = await openForWriting(config.database, "import");
  try {
    const { made, there } = await addAll(storage, drafts);
    process.stdout.write(`${counted(made, "subscription")} made, ${there} already there.\n`);
  } finally {
    await storage.close();
  }
}

async function addAll(storage: Storage, drafts: readonly ExportedSubscription[]) {
  const now = systemClock.now();
  return await storage.transaction(async (stores) => {
    let there = 0;
    for (const draft of drafts) {
      const { workspace, owner, destination, name, query } = draft;
      await stores.workspaces.ensure(workspace, destination.split(":")[0] ?? "", now);
      const known = (await stores.subscriptions.ofOwner(workspace, owner)).find((one) => one.name === name);
      if (known === undefined) await stores.subscriptions.add({ ...draft, createdAt: now });
      else if (known.query === query && known.destination === destination) there += 1;
      else {
        const message = `import: ${owner} of ${workspace} has another subscription named ${name} (${known.query}); nothing was imported.`;
        throw new UsageError("import", message, { name });
      }
    }
    return { made: drafts.length - there, there };
  });
}

function checkQuery(name: string, query: string): void {
  try {
    parseQuery(query);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UsageError("import", `import: ${name}: ${error.message}`, { name }, error);
  }
}

function contentOf(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (cause) {
    throw new UsageError("import", `import: cannot read ${file}: ${messageOf(cause)}.`, { file }, cause);
  }
}
