import type { Asker, ChannelRights, Correction, CorrectionEffect, Services } from "../commands/services.ts";
import type { Clock, Random } from "./clock.ts";
import { counted } from "./delivery/card/age.ts";
import { correctedViews, type CorrectedViews } from "./delivery/corrected-views.ts";
import { knownOf, knownSince } from "./delivery/known.ts";
import { matchCorrected } from "./delivery/match-corrected.ts";
import { listedInstead } from "./delivery/with-listed.ts";
import { UserError } from "./errors.ts";
import { corrected, unreachablePlace } from "./filter/correction/corrected.ts";
import { differences } from "./filter/correction/print-facts.ts";
import { parseSaid } from "./filter/correction/said.ts";
import type { Log } from "./log.ts";
import type { Posting } from "./posting/posting.ts";
import type { Quotas } from "./quotas.ts";
import type { StoredCorrection } from "./storage/correction-store.ts";
import type { OpeningPosting } from "./storage/posting-store.ts";
import { workspaceOwner } from "./storage/setting-store.ts";
import type { Storage, Stores } from "./storage/storage.ts";

const dayMs = 86_400_000;

interface Ports {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly quotas: Quotas;
}

/** Corrections of people, in force at once: what they change for whom is decided where they are written. */
export function createCorrections({ storage, clock, random, log, quotas }: Ports): Services["corrections"] {
  async function ruleOf({ settings }: Stores, { workspace }: Asker): Promise<ChannelRights | null> {
    return (await settings.get(workspace, workspaceOwner)).corrections;
  }

  /** An opening as the transaction alone has it, with the posting that is meant. */
  async function reserved({ postings, corrections }: Stores, { workspace }: Asker, { id, openingId }: Posting) {
    const all = await postings.ofOpening(workspace, openingId);
    const meant = all.find(({ posting }) => posting.id === id)?.posting;
    if (meant === undefined) throw new UserError("posting", `The posting ${id} is not stored any more.`);
    return { all, meant, before: correctedViews(await corrections.ofOpenings([openingId]), log) };
  }

  /** What follows from a correction that was just made or taken back. */
  async function settle(
    stores: Stores,
    asker: Asker,
    correction: StoredCorrection,
    { all, meant, before }: { all: readonly OpeningPosting[]; meant: Posting; before: CorrectedViews },
  ): Promise<CorrectionEffect> {
    const after = correctedViews(await stores.corrections.ofOpenings([meant.openingId]), log);
    const now = clock.now();
    const effectOn = await matchCorrected(stores, { correction, postings: all, before, after }, { now, random, log });
    await know(stores, asker, all, { before, after });
    const { gained, lost } = effectOn(meant);
    const isOwn = ({ owner }: { readonly owner: string }) => owner === asker.user;
    const reader = { workspace: asker.workspace, destination: correction.destination ?? "" };
    return {
      correction: told(correction, asker),
      posting: after.of(meant, { workspace: asker.workspace, destination: asker.self }),
      changes: differences(before.of(meant, reader), after.of(meant, reader)),
      gained: gained.filter(isOwn).map(({ name }) => name),
      lost: lost.filter(isOwn).map(({ name }) => name),
      others: [...gained, ...lost].filter((one) => !isOwn(one)).length,
    };
  }

  /**
   * Who corrects what they keep knows it so: that is no news for them. What changed besides and waits to be told remains to be
   * told.
   */
  async function know(
    { marks, postings }: Stores,
    { workspace, user, self }: Asker,
    all: readonly OpeningPosting[],
    { before, after }: { readonly before: CorrectedViews; readonly after: CorrectedViews },
  ): Promise<void> {
    const [first] = all;
    const mark = first && (await marks.get(workspace, user, first.posting.openingId));
    const marked = all.find(({ posting }) => posting.id === mark?.postingId)?.posting;
    if (marked === undefined || !mark?.known) return;
    // They are told of the opening, which another board may list.
    const kept = await listedInstead(postings, marked);
    const read = (views: CorrectedViews) => knownOf(views.of(kept, { workspace, destination: self }), clock.now());
    await marks.know(workspace, user, kept.openingId, knownSince(mark.known, read(before), read(after)));
  }

  return {
    async of(asker, posting) {
      const all = await storage.corrections.history(asker.workspace, posting.openingId);
      return all.filter((one) => isToldTo(one, asker)).map((one) => told(one, asker));
    },

    mayForAll: async (asker) => await isAllowed(await ruleOf(storage, asker), asker),

    async add(asker, posting, { says, isForAll }) {
      const { workspace, user, name = null, self } = asker;
      const rule = await ruleOf(storage, asker);
      if (isForAll && !(await isAllowed(rule, asker))) throw notAllowed(rule, asker);
      const said = parseSaid(says);
      return await storage.transaction(async (stores) => {
        if (isForAll && (await ruleOf(stores, asker)) !== rule) throw changedMeanwhile();
        const now = clock.now();
        const opening = await reserved(stores, asker, posting);
        const made = await stores.corrections.countSince(workspace, user, now - dayMs);
        if (made >= quotas.correctionsPerDay) {
          const most = counted(quotas.correctionsPerDay, "correction");
          throw new UserError("quota", `One person may make ${most} a day here, and you have made ${made}.`);
        }
        const destination = isForAll ? null : self;
        const before = opening.before.of(opening.meant, { workspace, destination: destination ?? "" });
        const wide = unreachablePlace(said, before.reading.facts);
        if (wide !== undefined) {
          const message = `${wide.name} is larger than a country, and only remote work is open to all of it: add mode:remote, or name a country or a city.`;
          throw new UserError("correction", message, { key: "location" });
        }
        const changes = differences(before, corrected(before, [{ says, authorName: name, madeAt: now }]));
        if (changes.length === 0) return null;
        if (isForAll) await withdrawOwn(stores, asker, posting.openingId, says);
        const draft = { workspace, author: user, authorName: name, destination, openingId: posting.openingId };
        const correction = await stores.corrections.add({ ...draft, says, changes }, now);
        return await settle(stores, asker, correction, opening);
      });
    },

    async undo(asker, posting, id) {
      const rule = await ruleOf(storage, asker);
      const mayForAll = await isAllowed(rule, asker);
      return await storage.transaction(async (stores) => {
        if ((await ruleOf(stores, asker)) !== rule) throw changedMeanwhile();
        const opening = await reserved(stores, asker, posting);
        const history = await stores.corrections.history(asker.workspace, posting.openingId);
        const seen = history.filter((one) => isToldTo(one, asker));
        const inForce = seen.filter(({ undoneAt }) => undoneAt === null);
        const correction =
          id === undefined
            ? (inForce.find(({ author }) => author === asker.user) ?? inForce[0])
            : seen.find((one) => one.id === id);
        if (correction === undefined) throw noneToUndo(id);
        if (correction.undoneAt !== null) throw new UserError("correction", "That correction was taken back already.");
        if (correction.author !== asker.user && !mayForAll) throw notAllowed(rule, asker);
        await stores.corrections.undo(correction.id, asker.name ?? asker.user, clock.now());
        return await settle(stores, asker, correction, opening);
      });
    },
  };

  /** What somebody said for themselves and then for all need not be taken back twice. */
  async function withdrawOwn({ corrections }: Stores, asker: Asker, openingId: string, says: string): Promise<void> {
    const inForce = await corrections.ofOpenings([openingId]);
    const same = inForce.filter(
      (one) =>
        one.workspace === asker.workspace && one.author === asker.user && one.destination !== null && one.says === says,
    );
    for (const { id } of same) await corrections.undo(id, asker.name ?? asker.user, clock.now());
  }
}

/** What others corrected for themselves is theirs. */
function isToldTo({ author, destination }: StoredCorrection, { user }: Asker): boolean {
  return destination === null || author === user;
}

function told(one: StoredCorrection, { user }: Asker): Correction {
  const { id, author, authorName, destination, says, changes, madeAt, undoneAt, undoneBy } = one;
  const isOwn = author === user;
  return { id, authorName, isOwn, isForAll: destination === null, says, changes, madeAt, undoneAt, undoneBy };
}

async function isAllowed(rule: ChannelRights | null, { channels }: Asker): Promise<boolean> {
  if (channels === undefined) return false;
  if (channels.isAdmin) return true;
  if (rule === "members") return channels.isGuest !== true;
  return rule !== null && rule !== "admins" && (await channels.holds?.(rule)) === true;
}

function notAllowed(rule: ChannelRights | null, { channels }: Asker): UserError {
  if (channels === undefined) {
    return new UserError("correction", "for:all is for a workspace of several people. Leave it out: it holds for you.");
  }
  const who =
    rule === null || rule === "admins"
      ? "Only admins"
      : rule === "members"
        ? "Only members"
        : `Only admins and ${rule}`;
  const message =
    `${who} may correct for everybody here, or take back what others corrected. What you correct for yourself holds for you: ` +
    "leave for:all out. An admin can let others do it: /jobs settings corrections:members";
  return new UserError("correction", message);
}

function changedMeanwhile(): UserError {
  return new UserError("correction", "Who may correct for everybody was changed just now. Try it again.");
}

function noneToUndo(id: string | undefined): UserError {
  const message =
    id === undefined
      ? "There is no correction of this posting to take back."
      : `There is no correction ${id} of this posting. /jobs fix POSTING shows those there are.`;
  return new UserError("correction", message);
}
