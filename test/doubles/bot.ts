import { aPicture } from "./a-picture.ts";
import type { Asker } from "../../commands/services.ts";
import { noCheckpoint } from "../../src/checkpoint.ts";
import { createDigester } from "../../src/delivery/digester.ts";
import { planEdits } from "../../src/delivery/edits.ts";
import { createNotices } from "../../src/delivery/notices.ts";
import { createMatcher } from "../../src/delivery/matcher.ts";
import { createSender, type SendReport } from "../../src/delivery/sender.ts";
import { createBot } from "../../src/bot.ts";
import { createHoldNotices } from "../../src/hold-notices.ts";
import { silentLog } from "../../src/log.ts";
import { createPlatformHost } from "../../src/platform-host.ts";
import { createServices } from "../../src/services.ts";
import type { SourceChecks } from "../../src/source-checks.ts";
import { aDraft } from "../builders.ts";
import { openEmpty } from "../storage/open-empty.ts";
import type { Facts } from "../../src/posting/posting.ts";
import { aMeter } from "./a-meter.ts";
import { createNullPlatform, type NullPlatformOptions } from "./null-platform.ts";
import { said } from "../commands/said.ts";
import { seededRandom } from "./seeded-random.ts";
import { virtualClock } from "./virtual-clock.ts";

interface BotOptions {
  readonly startAt: number;
  readonly platform?: NullPlatformOptions;
  /** What is found at addresses; nothing when left out. */
  readonly checks?: SourceChecks;
}

/** The core from a stored posting to what people see, on an empty database and in virtual time. */
export async function aBot({ startAt, platform: options, checks }: BotOptions) {
  const clock = virtualClock(startAt);
  const random = seededRandom(1);
  const storage = await openEmpty(random);
  const platform = createNullPlatform({ now: () => clock.now(), ...options });
  const platforms = [platform];
  const checkpoint = noCheckpoint;
  const meter = aMeter();
  const matcher = createMatcher({ storage, clock, random, log: silentLog, checkpoint, meter });
  const digester = createDigester({ storage, platforms, clock, random, log: silentLog, checkpoint });
  const sender = createSender({ storage, platforms, clock, random, log: silentLog, checkpoint, meter });
  const services = createServices(storage, clock, silentLog, checks);
  const notices = createHoldNotices({ storage, platforms, clock, log: silentLog });
  const kept = createNotices({ storage, platforms, clock, random, log: silentLog });
  const { answer } = createBot({ services, workspaces: storage.workspaces, notices, kept, draw: aPicture, clock });
  const person = (user: string): Asker => ({ workspace: "w", user, self: `null:${user}`, zone: "UTC" });
  await storage.workspaces.ensure("w", "null", startAt);
  await storage.sources.configure([{ key: "folder:x", kind: "folder" }], startAt);
  let postings = 0;

  return {
    clock,
    storage,
    platform,
    services,
    sender,
    host: createPlatformHost(storage, clock, silentLog),
    person,
    /** What somebody gets for a line of /jobs. */
    answer: async (line: string, asker: Asker) => said(await answer(line, asker)),
    async subscribe(name: string, query: string, user = "ann") {
      return await services.subscriptions.add(person(user), { name, query, destination: `null:${user}` });
    },
    /** Stores a posting, as polling does; a second one of the same id changes the first. */
    async finds(
      facts: Partial<Facts>,
      id = `p${String(++postings).padStart(6, "0")}`,
      { source = "folder:x" }: { readonly source?: string } = {},
    ) {
      const draft = aDraft({
        id,
        source,
        externalId: id,
        openingKeys: [id],
        facts: { company: "Acme", roles: ["backend"], ...facts },
      });
      const isKnown = (await storage.postings.byIds([id])).size > 0;
      if (isKnown) await storage.postings.change([draft], clock.now());
      else await storage.postings.add([draft], clock.now(), false);
      return id;
    },
    match: () => matcher.matchPending(),
    indexSize: () => matcher.indexSize(),
    meter,
    /** One tick: matching, digests, edits, sending, notices. */
    async tick(afterMs = 0): Promise<SendReport> {
      clock.advance(afterMs);
      await matcher.matchPending();
      await planEdits(storage, clock);
      await digester.makeDue();
      const { signal } = new AbortController();
      const report = await sender.sendDue(signal);
      await kept.tellDue(signal);
      await notices.tellOwners();
      return report;
    },
    /** What stands in a person's conversation: the title of each card, the headline and titles of each digest. */
    sees(user = "ann"): string[] {
      return platform.messages({ platform: "null", address: user }).map(({ versions }) => {
        const message = versions.at(-1);
        if (message === undefined) return "";
        if (message.kind === "card")
          return `${message.card.state === "closed" ? "[closed] " : ""}${message.card.title}`;
        const { name, total, part, parts, late, groups } = message.digest;
        const titles = groups.flatMap(({ entries }) =>
          entries.map((entry) => (entry.kind === "card" ? entry.card.title : entry.line.title)),
        );
        return `${total} for ${name} (${part}/${parts})${late === null ? "" : ` ${late}`}: ${titles.join(", ")}`;
      });
    },
    close: () => storage.close(),
    [Symbol.asyncDispose]: () => storage.close(),
  };
}

export type Bot = Awaited<ReturnType<typeof aBot>>;
