import type {
  CheckedSource,
  Asker,
  Fate,
  MarkedPosting,
  Outage,
  Services,
  Settings,
  SourceHealth,
  Subscription,
} from "../../commands/services.ts";
import { UserError } from "../../src/errors.ts";
import { evaluate } from "../../src/filter/verdict.ts";
import type { Posting } from "../../src/posting/posting.ts";
import { dayMs, testNow } from "../builders.ts";

/** A person at the terminal. */
export function anAsker(asker: Partial<Asker> = {}): Asker {
  return { workspace: "local", user: "me", self: "terminal:me", zone: "Europe/Berlin", ...asker };
}

/** Channels of the asker's place: `#jobs` alone. */
export function theChannels({ isAdmin = false } = {}): NonNullable<Asker["channels"]> {
  return {
    isAdmin,
    async destination(channel) {
      if (channel === "#jobs") return "chat:C1";
      throw new UserError("channel", `There is no channel ${channel} that you may subscribe.`, { channel });
    },
  };
}

/** A subscription of `anAsker`, made ten days before `testNow`. */
export function aSubscription(subscription: Partial<Subscription> = {}): Subscription {
  return {
    id: "k3f",
    workspace: "local",
    owner: "me",
    name: "infra",
    destination: "terminal:me",
    query: "role:backend",
    createdAt: testNow - 10 * dayMs,
    pausedUntil: null,
    waiting: 0,
    held: null,
    defaults: { tz: null, quiet: null, unknown: null },
    ...subscription,
  };
}

/** A source that is well, read a minute ago, with three new postings a week. */
export function aSourceHealth(health: Partial<SourceHealth> = {}): SourceHealth {
  return {
    key: "ashby:acme",
    state: "ok",
    errorCode: null,
    errorText: null,
    lastPollAt: testNow - 60_000,
    lastSuccessAt: testNow - 60_000,
    nextPollAt: testNow + 29 * 60_000,
    postings: 12,
    dropped: 0,
    lastNewAt: testNow - 86_400_000,
    newPerWeek: 3,
    owner: null,
    ...health,
  };
}

/** Settings of which nothing was set. */
export function theSettings(settings: Partial<Settings> = {}): Settings {
  return { tz: null, quiet: null, unknown: null, channels: null, corrections: null, ...settings };
}

type StoredMark = MarkedPosting & { readonly user: string };

/** Services in memory; what is given can be changed while a test runs. */
export interface MemoryServices extends Services {
  readonly stored: {
    subscriptions: Subscription[];
    postings: Posting[];
    fates: Fate[];
    sources: SourceHealth[];
    outages: Outage[];
    /** By the id of a subscription. */
    sourcesOf: ReadonlyMap<string, ReadonlySet<string>>;
    /** What is found at addresses. */
    checked: Readonly<Record<string, CheckedSource>>;
    /** Ids of postings. */
    baseline: string[];
    /** Newest first. */
    marks: StoredMark[];
    /** Of every asker. */
    settings: Settings;
  };
}

export function memoryServices(
  stored: Partial<MemoryServices["stored"]> = {},
  now: () => number = () => testNow,
): MemoryServices {
  const all: MemoryServices["stored"] = {
    subscriptions: [],
    postings: [],
    fates: [],
    sources: [],
    outages: [],
    sourcesOf: new Map(),
    checked: {},
    baseline: [],
    marks: [],
    settings: theSettings(),
    ...stored,
  };
  let made = 0;
  const looked = new Set<string>();

  function alter(asker: Asker, id: string, change: Partial<Subscription>): void {
    const own = ownOf(all.subscriptions, asker);
    all.subscriptions = all.subscriptions.map((one) =>
      one.id === id && own.includes(one) ? { ...one, ...change } : one,
    );
  }

  function markOf(asker: Asker, { openingId }: Posting): StoredMark | undefined {
    return all.marks.find((one) => one.user === asker.user && one.posting.openingId === openingId);
  }

  function alterMark(asker: Asker, posting: Posting, change: Partial<StoredMark>): void {
    const before = markOf(asker, posting) ?? {
      user: asker.user,
      posting,
      mark: "saved" as const,
      at: now(),
      note: null,
      remindAt: null,
    };
    all.marks = [{ ...before, ...change }, ...all.marks.filter((one) => one !== before)];
  }

  function withSettings(one: Subscription): Subscription {
    const { tz, quiet, unknown } = all.settings;
    return { ...one, defaults: { tz, quiet, unknown } };
  }

  return {
    stored: all,
    now,
    subscriptions: {
      async add(asker, draft) {
        if (ownOf(all.subscriptions, asker).some(({ name }) => name === draft.name)) {
          throw new UserError("name-taken", `You already have a subscription named ${draft.name}.`);
        }
        made += 1;
        const owner = { workspace: asker.workspace, owner: asker.user };
        const subscription = aSubscription({ ...draft, ...owner, id: `n${made}x`, createdAt: now() });
        all.subscriptions.push(subscription);
        return subscription;
      },
      async list(asker) {
        return ownOf(all.subscriptions, asker)
          .map(withSettings)
          .toSorted((a, b) => a.createdAt - b.createdAt);
      },
      async here({ workspace, at = [] }) {
        const there = all.subscriptions.filter((one) => one.workspace === workspace && at.includes(one.destination));
        return there.map(withSettings);
      },
      async remove(asker, id) {
        const own = ownOf(all.subscriptions, asker);
        all.subscriptions = all.subscriptions.filter((one) => one.id !== id || !own.includes(one));
      },
      async change(asker, id, { query }) {
        alter(asker, id, { query });
      },
      async pause(asker, id, until) {
        alter(asker, id, { pausedUntil: until });
      },
      async adopt(asker, id) {
        const found = all.subscriptions.find((one) => one.id === id);
        if (found === undefined) throw new UserError("subscription", `There is no subscription #${id}.`);
        const adopted = { ...found, owner: asker.user };
        all.subscriptions = all.subscriptions.map((one) => (one === found ? adopted : one));
        return adopted;
      },
      async resume(asker, id) {
        alter(asker, id, { pausedUntil: null });
      },
    },
    postings: {
      async *since(_asker, time) {
        yield* all.postings
          .filter((posting) => posting.firstSeenAt >= time)
          .toSorted((a, b) => b.firstSeenAt - a.firstSeenAt);
      },
      async *search(_asker, filter, words) {
        const isWanted = ({ title, text }: Posting) =>
          words.every((word) => `${title ?? ""} ${text}`.toLowerCase().includes(word.text.toLowerCase()));
        for (const posting of all.postings) {
          if (isWanted(posting) && evaluate(filter, posting, now()).outcome === "match") yield posting;
        }
      },
      async respellings() {
        return [];
      },
      async companies(beginning, limit) {
        const names = all.postings.flatMap(({ reading, company }) => reading.facts.company ?? company ?? []);
        const counts = Map.groupBy(names, (name) => name.toLowerCase());
        const isMeant = (name: string) => name.split(" ").some((word) => word.startsWith(beginning.toLowerCase()));
        return [...counts]
          .filter(([folded]) => isMeant(folded))
          .toSorted(([, a], [, b]) => b.length - a.length)
          .flatMap(([, [name]]) => name ?? [])
          .slice(0, limit);
      },
      async find(_asker, reference) {
        const [found, another] = all.postings.filter(({ id }) => id.startsWith(reference));
        if (found === undefined || another !== undefined) {
          throw new UserError("posting", `Expected the id of one posting, got ${reference}.`, { reference });
        }
        return found;
      },
      async at(_asker, posting, destinations) {
        return new Map(destinations.map((destination) => [destination, posting]));
      },
      async isMatched() {
        return true;
      },
      async isBaseline(posting) {
        return all.baseline.includes(posting.id);
      },
    },
    settings: {
      async get() {
        return all.settings;
      },
      async set(_asker, settings) {
        all.settings = settings;
      },
    },
    marks: {
      async set(asker, posting, mark) {
        const before = markOf(asker, posting);
        const { note = null, remindAt = null } = before ?? {};
        all.marks = all.marks.filter((one) => one !== before);
        if (mark !== null) all.marks.unshift({ user: asker.user, posting, mark, at: now(), note, remindAt });
        return before?.mark ?? null;
      },
      async noteOn(asker, posting) {
        return markOf(asker, posting)?.note ?? null;
      },
      async note(asker, posting, note) {
        const before = markOf(asker, posting)?.note ?? null;
        alterMark(asker, posting, { note });
        return before;
      },
      async remind(asker, posting, remindAt) {
        const before = markOf(asker, posting)?.remindAt ?? null;
        alterMark(asker, posting, { remindAt });
        return before;
      },
      async list(asker) {
        return all.marks.filter(({ user }) => user === asker.user);
      },
    },
    // What corrections do is decided where they are stored.
    corrections: {
      async of() {
        return [];
      },
      async mayForAll({ channels }) {
        return channels?.isAdmin === true;
      },
      async add() {
        return null;
      },
      async undo() {
        throw new UserError("correction", "There is no correction of this posting to take back.");
      },
    },
    async fates() {
      return all.fates;
    },
    async sources(_asker, isWanted = () => true) {
      return all.sources.filter(({ key }) => isWanted(key));
    },
    async outages(_sources, since) {
      return all.outages.filter(({ endedAt }) => endedAt >= since);
    },
    async sourcesOf() {
      return all.sourcesOf;
    },
    async checkSource(_asker, address) {
      const checked = all.checked[address];
      if (checked === undefined) throw new UserError("source", `Nothing at ${address} can be polled.`);
      looked.add(address);
      return checked;
    },
    async addSource({ user }, address) {
      const key = looked.has(address) ? all.checked[address]?.key : undefined;
      if (key === undefined) return null;
      if (all.sources.some((one) => one.key === key)) throw new UserError("source", `${key} is polled already.`);
      all.sources.push(aSourceHealth({ key, owner: user }));
      return key;
    },
    async removeSource({ user }, key) {
      const found = all.sources.find((one) => one.key === key && one.owner === user);
      if (found === undefined) throw new UserError("source", `Nobody here has added a source ${key}.`);
      all.sources = all.sources.filter((one) => one !== found);
    },
    async adoptSource({ user }, key) {
      all.sources = all.sources.map((one) => (one.key === key && one.owner !== null ? { ...one, owner: user } : one));
    },
  };
}

function ownOf(subscriptions: readonly Subscription[], asker: Asker): Subscription[] {
  return subscriptions.filter(({ workspace, owner }) => workspace === asker.workspace && owner === asker.user);
}
