/**
 * What commands may ask, in one file although it is long: subscriptions, settings and marks are each changed together with what
 * waits because of them, and share who may see and change what.
 */
import type { Asker, Mark, Services, Subscription } from "../commands/services.ts";
import { type Clock, type Random, systemRandom } from "./clock.ts";
import { createCorrections } from "./corrections.ts";
import { viewsFor } from "./delivery/corrected-views.ts";
import { UserError } from "./errors.ts";
import type { Defaults } from "./filter/defaults.ts";
import { counted } from "./delivery/card/age.ts";
import { knownOf } from "./delivery/known.ts";
import { sentTo } from "./delivery/sent-to.ts";
import { isForChannel, readable, waitsUntil } from "./delivery/wanted.ts";
import { listedInstead, withListed } from "./delivery/with-listed.ts";
import type { Log } from "./log.ts";
import { createPostings } from "./postings.ts";
import type { Posting } from "./posting/posting.ts";
import { defaultQuotas, type Quotas } from "./quotas.ts";
import { noSourceChecks, type SourceChecks } from "./source-checks.ts";
import { createWorkspaceSources } from "./workspace-sources.ts";
import { sourceHealths } from "./source-health.ts";
import { noSettings, workspaceOwner } from "./storage/setting-store.ts";
import type { Storage, Stores } from "./storage/storage.ts";
import type { StoredSubscription } from "./storage/subscription-store.ts";

/** What commands may ask of the bot, answered from the stores. */
export function createServices(
  storage: Storage,
  clock: Clock,
  log: Log,
  checks: SourceChecks = noSourceChecks,
  quotas: Quotas = defaultQuotas,
  random: Random = systemRandom,
): Services {
  const sources = createWorkspaceSources(storage, clock, checks, quotas);

  /** @throws UserError `quota` where one more would be too many. */
  async function leaveRoom({ workspaces, subscriptions }: Stores, { workspace, user }: Asker): Promise<void> {
    await workspaces.reserve(workspace);
    const own = await subscriptions.ofOwner(workspace, user);
    if (own.length >= quotas.subscriptionsPerPerson) {
      throw new UserError(
        "quota",
        `One person may have ${counted(quotas.subscriptionsPerPerson, "subscription")} here, and you have ${own.length}. ` +
          "End one first: /jobs list shows them, /jobs unsubscribe NAME ends one.",
      );
    }
    const all = await subscriptions.count(workspace);
    if (all < quotas.subscriptions) return;
    throw new UserError(
      "quota",
      `This workspace may have ${counted(quotas.subscriptions, "subscription")}, and has ${all}. Somebody has to end one first.`,
    );
  }

  async function described(own: readonly StoredSubscription[]): Promise<readonly Subscription[]> {
    const ids = own.map(({ id }) => id);
    const forDigests = await storage.deliveries.waitingCounts(ids);
    const queued = await storage.messages.waitingCounts(ids);
    const held = await storage.messages.held([...new Set(own.map(({ destination }) => destination))]);
    return own.map(({ zone, settings, endedAt: _endedAt, ...subscription }) => ({
      ...subscription,
      defaults: defaultsOf({ zone, settings }),
      waiting: (forDigests.get(subscription.id) ?? 0) + (queued.get(subscription.id) ?? 0),
      held: held.get(subscription.destination) ?? null,
    }));
  }

  /** One's own, and behind them, for an admin, those of the workspace's channels. */
  async function manageable({ subscriptions }: Stores, asker: Asker): Promise<readonly StoredSubscription[]> {
    if (asker.channels?.isAdmin !== true) return await subscriptions.ofOwner(asker.workspace, asker.user);
    const all = await subscriptions.ofWorkspace(asker.workspace);
    const own = all.filter(({ owner }) => owner === asker.user);
    return [...own, ...all.filter((one) => one.owner !== asker.user && isForChannel(one))];
  }

  /**
   * The same without those of channels that the asker must not know of, and their own there without the channel's name. Asks the
   * platform, so never within a transaction.
   */
  async function visible(asker: Asker): Promise<readonly StoredSubscription[]> {
    const all = await manageable(storage, asker);
    const { channels } = asker;
    if (channels?.sees === undefined) return all;
    const isOwn = ({ owner }: StoredSubscription) => owner === asker.user;
    const asked = all.filter((one) => !isOwn(one) || (channels.unnamed !== undefined && isForChannel(one)));
    if (asked.length === 0) return all;
    const seen = await channels.sees([...new Set(asked.map(({ destination }) => destination))]);
    const unseen = new Set(asked.filter(({ destination }) => !seen.has(destination)));
    return all.flatMap((one) => {
      if (!unseen.has(one)) return one;
      const { destination, query } = one;
      return isOwn(one) && channels.unnamed ? { ...one, query: sentTo(channels.unnamed(destination), query) } : [];
    });
  }

  async function oneOf(stores: Stores, asker: Asker, id: string): Promise<StoredSubscription> {
    const found = (await manageable(stores, asker)).find((one) => one.id === id);
    if (found === undefined) throw new UserError("subscription", `You have no subscription #${id}.`, { id });
    return found;
  }

  /** What waits for a subscription's digests is due when they come by what it and its owner's settings now say. */
  async function moveWaiting(stores: Stores, subscription: StoredSubscription): Promise<void> {
    const now = clock.now();
    // What one wants that cannot be read waits until it can.
    const dueAt = readable([subscription], log).wanted.map((wanted) => waitsUntil(wanted, now) ?? now)[0];
    if (dueAt === undefined) return;
    await stores.deliveries.postponeAll(subscription.id, dueAt);
    // Also while it is paused: what was put off until another moment is put off anew.
    await stores.messages.hurry(subscription.id, now);
  }

  /** Changes a subscription that the asker may change; what waits for its digests is due when they now come. */
  async function changed(
    asker: Asker,
    id: string,
    change: (stores: Stores, owner: string) => Promise<void>,
  ): Promise<void> {
    // All of it or nothing: what waits for the end of a pause that is over would wait for ever.
    await storage.transaction(async (stores) => {
      const { owner } = await oneOf(stores, asker, id);
      await change(stores, owner);
      await moveWaiting(stores, await oneOf(stores, asker, id));
    });
  }

  /**
   * With what its person now knows of it: they are told of what differs later.
   *
   * @throws UserError `posting` where it was forgotten a moment ago.
   */
  async function keep(
    { marks, postings }: Stores,
    { workspace, user, zone }: Asker,
    posting: Posting,
    state: Mark,
  ): Promise<void> {
    const now = clock.now();
    const { id } = posting;
    if (!(await postings.reserve(id))) {
      throw new UserError("posting", "That posting is not kept any more: it closed long ago.", { id });
    }
    // What closed on one board may be listed on another: it is the opening that will be told of.
    const shown = await listedInstead(postings, posting);
    await marks.set(workspace, user, posting, { state, zone, known: knownOf(shown, now) }, now);
  }

  async function keepUnlessKept(stores: Stores, asker: Asker, posting: Posting): Promise<void> {
    const mark = await stores.marks.get(asker.workspace, asker.user, posting.openingId);
    if (mark === undefined || mark.state === "hidden") await keep(stores, asker, posting, "saved");
  }

  return {
    now: () => clock.now(),
    subscriptions: {
      async add(asker, draft) {
        const { workspace, user: owner, zone } = asker;
        const added = await storage.transaction(async (stores) => {
          await leaveRoom(stores, asker);
          return await stores.subscriptions.add({ ...draft, workspace, owner, zone, createdAt: clock.now() });
        });
        return (await described([added]))[0] ?? { ...added, waiting: 0, held: null, defaults: defaultsOf(added) };
      },
      list: async (asker) => described(await visible(asker)),
      async here({ workspace, at = [] }) {
        const found = (await storage.subscriptions.at(at)).filter((one) => one.workspace === workspace);
        const place = at.find((one) => found.some(({ destination }) => destination === one));
        return await described(found.filter(({ destination }) => destination === place));
      },
      async remove(asker, id) {
        const now = clock.now();
        await storage.transaction(async (stores) => {
          const { subscriptions, deliveries, messages } = stores;
          const found = (await manageable(stores, asker)).find((one) => one.id === id);
          if (found === undefined) return;
          await subscriptions.end(asker.workspace, found.owner, id, now);
          // What waits for the end of a pause would wait for ever: it comes to its end now.
          await deliveries.postponeAll(id, now);
          await messages.hurry(id, now);
        });
      },
      change: (asker, id, { query, was }) =>
        changed(asker, id, async (stores, owner) => {
          const stored = (await oneOf(stores, asker, id)).query;
          const isAsSeen = was === undefined || anywhere(stored) === anywhere(was);
          if (isAsSeen && (await stores.subscriptions.change(asker.workspace, owner, id, query, stored))) return;
          throw new UserError(
            "changed",
            `#${id} was changed at the same time, so nothing is done. /jobs list shows what it says now.`,
            { id },
          );
        }),
      pause: (asker, id, until) =>
        changed(asker, id, ({ subscriptions }, owner) => subscriptions.pause(asker.workspace, owner, id, until)),
      resume: (asker, id) =>
        changed(asker, id, ({ subscriptions }, owner) => subscriptions.pause(asker.workspace, owner, id, null)),
      async adopt(asker, id) {
        const { workspace, user } = asker;
        const adopted = await storage.transaction(async (stores) => {
          const { owner, name } = await oneOf(stores, asker, id);
          const names = (await stores.subscriptions.ofOwner(workspace, user)).map((own) => own.name.toLowerCase());
          if (owner !== user) {
            await stores.subscriptions.handOver(workspace, owner, id, { owner: user, name: freeName(name, names) });
          }
          const own = await oneOf(stores, asker, id);
          // Its new owner's settings say when its digests come.
          await moveWaiting(stores, own);
          return own;
        });
        return (await described([adopted]))[0] ?? { ...adopted, waiting: 0, held: null, defaults: defaultsOf(adopted) };
      },
    },
    postings: createPostings(storage, clock, log),
    settings: {
      async get(asker) {
        const own = await storage.settings.get(asker.workspace, asker.user);
        const { channels, corrections } = await storage.settings.get(asker.workspace, workspaceOwner);
        return { ...own, channels, corrections };
      },
      async set(asker, settings) {
        await storage.transaction(async (stores) => {
          await stores.settings.set(asker.workspace, asker.user, { ...settings, channels: null, corrections: null });
          for (const own of await stores.subscriptions.ofOwner(asker.workspace, asker.user)) {
            await moveWaiting(stores, own);
          }
          // What holds for all is an admin's to write: a member's copy of it may be older than what an admin just set.
          if (asker.channels?.isAdmin !== true) return;
          const { channels, corrections } = settings;
          await stores.settings.set(asker.workspace, workspaceOwner, { ...noSettings, channels, corrections });
        });
      },
    },
    marks: {
      async set(asker, posting, mark) {
        const { workspace, user } = asker;
        return await storage.transaction(async (stores) => {
          const before = await stores.marks.get(workspace, user, posting.openingId);
          if (mark === null) await stores.marks.unset(workspace, user, posting.openingId);
          else await keep(stores, asker, posting, mark);
          return before?.state ?? null;
        });
      },
      noteOn: ({ workspace, user }, { openingId }) => storage.marks.noteOn(workspace, user, openingId),
      note: (asker, posting, note) =>
        storage.transaction(async (stores) => {
          if (note !== null) await keepUnlessKept(stores, asker, posting);
          return await stores.marks.annotate(asker.workspace, asker.user, posting.openingId, note);
        }),
      remind: (asker, posting, at) =>
        storage.transaction(async (stores) => {
          if (at !== null) await keepUnlessKept(stores, asker, posting);
          return await stores.notices.remind(asker.workspace, asker.user, posting.openingId, at);
        }),
      async list(asker) {
        const marked = await storage.marks.ofOwner(asker.workspace, asker.user);
        const stored = await storage.postings.byIds(marked.map(({ postingId }) => postingId));
        const postings = await withListed(storage.postings, stored);
        const views = await viewsFor(storage.corrections, postings.values(), log);
        const reader = { workspace: asker.workspace, destination: asker.self };
        return marked.flatMap(({ postingId, state, at, note, remindAt }) => {
          const posting = postings.get(postingId);
          return posting === undefined ? [] : [{ posting: views.of(posting, reader), mark: state, at, note, remindAt }];
        });
      },
    },
    corrections: createCorrections({ storage, clock, random, log, quotas }),
    async fates(asker, posting) {
      const own = await visible(asker);
      const places = new Set([asker.self, ...(asker.at ?? []), ...own.map(({ destination }) => destination)]);
      const fates = await storage.deliveries.fates(asker.workspace, posting.openingId);
      return fates.filter(({ destination }) => places.has(destination));
    },
    sources: ({ workspace }, isWanted) => sourceHealths(storage, clock.now(), workspace, isWanted),
    async outages(known, since) {
      const keys = new Set(known.map(({ key }) => key));
      return (await storage.outages.since(since)).filter(({ source }) => keys.has(source));
    },
    sourcesOf: (subscriptions, since) =>
      storage.outages.sourcesOf(
        subscriptions.map(({ id }) => id),
        since,
      ),
    checkSource: (asker, address) => sources.check(asker, address),
    addSource: (asker, address) => sources.add(asker, address),
    removeSource: (asker, key) => sources.remove(asker, key),
    adoptSource: (asker, key) => sources.adopt(asker, key),
  };
}

/** A query wherever its channel is and whatever it is called. */
function anywhere(query: string): string {
  return sentTo("#-", query);
}

/** The name, or with the first number behind it that makes it one that is not taken. @param taken In lower case. */
function freeName(name: string, taken: readonly string[]): string {
  for (let number = 2, free = name; ; number++) {
    if (!taken.includes(free.toLowerCase())) return free;
    free = `${name}-${number}`;
  }
}

/** The zone is the owner's of when it was made, where they have set none. */
function defaultsOf({ zone, settings }: Pick<StoredSubscription, "zone" | "settings">): Defaults {
  return { tz: settings.tz ?? zone, quiet: settings.quiet, unknown: settings.unknown };
}
