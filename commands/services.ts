/** All that verbs may ask of the rest of the bot, in one file: it is the one border between the two, to be read as a whole. */
import type { ChannelReference } from "../src/filter/delivery-settings.ts";
import type { Defaults } from "../src/filter/defaults.ts";
import type { Difference } from "../src/filter/correction/print-facts.ts";
import type { Filter } from "../src/filter/filter.ts";
import type { Posting } from "../src/posting/posting.ts";

/** Who asks, and from where: established by the platform, never taken from the text. */
export interface Asker {
  readonly workspace: string;
  readonly user: string;
  /** What the others there call them; left out where they are alone. Text of a stranger. */
  readonly name?: string;
  /** Where `to:me` leads, as a printed destination. */
  readonly self: string;
  /**
   * Where the card stands from which they ask, as printed destinations: of a thread, its channel comes second. Left out where
   * they ask for themselves. Established by the platform: whatever went there may be explained to them.
   */
  readonly at?: readonly string[];
  /** IANA zone for times that are typed and shown, where `Settings` names no other. */
  readonly zone: string;
  /** Absent where the place has no channels, as on the terminal: `to:#channel` is refused there. */
  readonly channels?: {
    /** Whether the asker may change what holds for the whole workspace. */
    readonly isAdmin: boolean;
    /** Whether they are there as a guest only, who is no member. False when left out. */
    readonly isGuest?: boolean;
    /**
     * How a role of the workspace is called, by what somebody typed for it. Absent where there are no roles.
     *
     * @throws UserError where there is none of that name.
     */
    role?(name: string): Promise<ChannelRole>;
    /** Whether the asker has a role. Absent where there are no roles. */
    holds?(role: ChannelRole): Promise<boolean>;
    /**
     * Of printed destinations, those in channels that the asker may know of: an admin is not in every private one. Absent
     * where admins see them all.
     */
    sees?(destinations: readonly string[]): Promise<ReadonlySet<string>>;
    /**
     * How the channel of a printed destination is called where the asker does not see it: what others call it by now is not told.
     * Where absent, by the name that it has.
     */
    unnamed?(destination: string): ChannelReference;
    /** Printed destination of a channel. @throws UserError `channel` where the asker may not subscribe it. */
    destination(channel: ChannelReference): Promise<string>;
    /**
     * That the asker may subscribe the channel of a printed destination, whatever it is called by now: another one may have its
     * name. Where absent, the name decides.
     *
     * @param channel What it was called when it was subscribed.
     * @throws UserError `channel` where they may not.
     */
    permit?(destination: string, channel: ChannelReference): Promise<void>;
  };
}

/** A role by its name, as in `@recruiting`. */
export type ChannelRole = `@${string}`;

/** Who may do something for others: admins, whoever is in the channel or the workspace, or who has a role. */
export type ChannelRights = "admins" | "members" | ChannelRole;

/** `Subscription.pausedUntil` of a pause without an end. */
export const untilResumed = Number.MAX_SAFE_INTEGER;

export interface Subscription {
  /** Short and stable: `k3f`. */
  readonly id: string;
  readonly workspace: string;
  readonly owner: string;
  readonly name: string;
  /** Printed destination. */
  readonly destination: string;
  /** Canonical text of filter and delivery settings, without the name. */
  readonly query: string;
  readonly createdAt: number;
  /** Milliseconds since the epoch, or `untilResumed`; one that has passed pauses nothing, as null. */
  readonly pausedUntil: number | null;
  /** How many postings matched and are not sent yet, for whatever reason. */
  readonly waiting: number;
  /** Why its destination takes nothing, to stand behind "held:": "the channel is archived"; null while it does. */
  readonly held: string | null;
  /** By what it works beside its query: what its owner has set, whoever asks. */
  readonly defaults: Defaults;
}

/** What an asker has set; what is null was never set. */
export interface Settings extends Defaults {
  /** Who may subscribe channels: holds for the whole workspace, and admins alone change it. */
  readonly channels: ChannelRights | null;
  /** The same of who may correct postings for everybody. */
  readonly corrections: ChannelRights | null;
}

/** What became of a posting for one destination. */
export interface Fate {
  readonly destination: string;
  readonly state: "pending" | "sending" | "sent" | "held" | "dead" | "expired";
  readonly reason: string | null;
  /** When it reached that state, milliseconds since the epoch. */
  readonly at: number;
  /** Names of the subscriptions that it was for. */
  readonly subscriptions: readonly string[];
}

/** What a person made of a posting for themselves. */
export const marks = ["saved", "applied", "interview", "offer", "rejected", "withdrawn", "hidden"] as const;
export type Mark = (typeof marks)[number];

export interface MarkedPosting {
  readonly posting: Posting;
  readonly mark: Mark;
  /** When it was marked so, milliseconds since the epoch. */
  readonly at: number;
  /** Their own words on it. */
  readonly note: string | null;
  /** When they want to be reminded of it, milliseconds since the epoch; nobody is of what is hidden. */
  readonly remindAt: number | null;
}

/** What somebody corrected in how a posting reads. */
export interface Correction {
  readonly id: string;
  /** What its author was called; null where that is not known. Text of a stranger. */
  readonly authorName: string | null;
  readonly isOwn: boolean;
  /** Whether it holds for the whole workspace, else for its author alone. */
  readonly isForAll: boolean;
  /** What is right, in the words of the filter language. */
  readonly says: string;
  /** What it changed when it was made. */
  readonly changes: readonly Difference[];
  readonly madeAt: number;
  /** When it was taken back, and by whom; null while it is in force. */
  readonly undoneAt: number | null;
  readonly undoneBy: string | null;
}

/** What came of a correction that was made or taken back. */
export interface CorrectionEffect {
  readonly correction: Correction;
  /** As the asker reads it now. */
  readonly posting: Posting;
  /** How it reads to those for whom the correction holds. */
  readonly changes: readonly Difference[];
  /** Names of the asker's subscriptions that match it now and did not before, and the reverse. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  /** How many subscriptions of others judge it otherwise now. */
  readonly others: number;
}

/** How one source fares, for a person. */
export interface SourceHealth {
  /** Source and board, such as `ashby:perplexity`. */
  readonly key: string;
  readonly state: "waiting" | "ok" | "failing";
  readonly errorCode: string | null;
  readonly errorText: string | null;
  readonly lastPollAt: number | null;
  readonly lastSuccessAt: number | null;
  readonly nextPollAt: number;
  readonly postings: number;
  /** Unusable postings of the last snapshot. */
  readonly dropped: number;
  /** When something new was last seen on it, or since when it is watched where nothing was. */
  readonly lastNewAt: number;
  /** New postings a week as a rule; null where it was not watched for long enough to have one. */
  readonly newPerWeek: number | null;
  /** Who of the asker's workspace added it, "" where its owner has left; null of those of the configuration, which are for all. */
  readonly owner: string | null;
}

/** A time in which a source could not be polled, long enough to be missed. */
export interface Outage {
  readonly source: string;
  readonly beganAt: number;
  readonly endedAt: number;
  /** The coded reason. */
  readonly code: string;
  /** New postings that were found when it was over. */
  readonly late: number;
}

/** What was found at an address, before it is polled. */
export interface CheckedSource {
  /** As sources are called, such as `ashby:perplexity`. */
  readonly key: string;
  /** The id of its kind, and the options that it is polled with. */
  readonly kind: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Of the kind of source: "Ashby boards". */
  readonly title: string;
  /** Why it is that one: "is embedded in the page". */
  readonly because: string;
  /** The line for the configuration's `sources`; null where it is not known whose board it is, as of a file. */
  readonly configuration: string | null;
  readonly postings: number;
  /** Whether that is all that it has, or by design its newest part; else something is missing. */
  readonly extent: "whole" | "newest" | "part";
  /** What could not be used, and why. */
  readonly dropped: readonly string[];
  /** Which of the first few could not be read, and why; they count among the postings. */
  readonly unread: readonly string[];
  /** The first few, as the bot reads them; they are not stored. */
  readonly samples: readonly Posting[];
  /** Whom it wants named on its cards. */
  readonly credit: string | null;
  /** Milliseconds between two looks that it asks for at least. */
  readonly minEveryMs: number | null;
}

/** Words to look for: each of them, a phrase as it stands. */
export type SearchWords = readonly { readonly text: string; readonly isPhrase: boolean }[];

/** All that commands may ask of the rest of the bot. */
export interface Services {
  now(): number;
  readonly subscriptions: {
    /** @throws UserError `name-taken` when the asker already has another one of that name. */
    add(asker: Asker, draft: { name: string; query: string; destination: string }): Promise<Subscription>;
    /** The asker's own, and for an admin those of the channels that the admin sees behind them; each oldest first. */
    list(asker: Asker): Promise<readonly Subscription[]>;
    /** Those whose cards come to where the asker is, whosever they are, to be explained and not to be changed; each oldest first. */
    here(asker: Asker): Promise<readonly Subscription[]>;
    remove(asker: Asker, id: string): Promise<void>;
    /**
     * Its query only; the destination stays. What was queued stays queued.
     *
     * @param change `was`: the query that the asker saw, beside its channel's name.
     * @throws UserError `changed` where it is another one by now: two changes at once would undo each other.
     */
    change(asker: Asker, id: string, change: { query: string; was?: string }): Promise<void>;
    /** Nothing of it is sent until then; what matches meanwhile waits for its next digest. Pausing anew replaces. */
    pause(asker: Asker, id: string, until: number): Promise<void>;
    resume(asker: Asker, id: string): Promise<void>;
    /**
     * Makes a channel's subscription the asker's own, under its name or, where the asker has another one of that, a similar one.
     *
     * @throws UserError `subscription` where the asker may not change it.
     */
    adopt(asker: Asker, id: string): Promise<Subscription>;
  };
  readonly postings: {
    /** Newest first by first sight, those first seen since then of which the asker's workspace may know; batch by batch, so that nothing big is held. */
    since(asker: Pick<Asker, "workspace" | "self">, time: number): AsyncIterable<Posting>;
    /**
     * Those that match a filter and hold the words, the best first. No more is looked at than is taken.
     *
     * @param filter With the asker's defaults.
     */
    search(asker: Asker, filter: Filter, words: SearchWords): AsyncIterable<Posting>;
    /** Of words that no posting holds, what is most likely meant. */
    respellings(
      asker: Asker,
      words: SearchWords,
    ): Promise<readonly { readonly typed: string; readonly meant: string }[]>;
    /** Names of companies, those with the most postings first. @param beginning Of one of their words; all without. */
    companies(beginning: string, limit: number): Promise<readonly string[]>;
    /** By the id that cards show, or an unambiguous beginning of it. @throws UserError `posting` otherwise. */
    find(asker: Pick<Asker, "workspace" | "self">, reference: string): Promise<Posting>;
    /** How a posting reads at printed destinations of the asker's workspace, by destination. */
    at(asker: Asker, posting: Posting, destinations: readonly string[]): Promise<ReadonlyMap<string, Posting>>;
    /** Whether it was there at the first look at its source, which announces nothing. */
    isBaseline(posting: Posting): Promise<boolean>;
    /** Whether it has been compared with the subscriptions, or waits for that. */
    isMatched(posting: Posting): Promise<boolean>;
  };
  readonly settings: {
    get(asker: Asker): Promise<Settings>;
    /** Replaces all of them. The permission for `channels` and `corrections` was checked before. */
    set(asker: Asker, settings: Settings): Promise<void>;
  };
  /** The asker's own marks; those of a posting are those of its opening, whatever board it stands on. */
  readonly marks: {
    /** @param mark Null takes it away. @returns What it was before. */
    set(asker: Asker, posting: Posting, mark: Mark | null): Promise<Mark | null>;
    /** The asker's note on it, also where they have taken their mark away; null where there is none. */
    noteOn(asker: Asker, posting: Posting): Promise<string | null>;
    /** What has no mark, or is hidden, is saved by it. @param note Null takes it away. @returns What it was before. */
    note(asker: Asker, posting: Posting, note: string | null): Promise<string | null>;
    /** The same of the one reminder that a posting may have. @param at Milliseconds since the epoch. */
    remind(asker: Asker, posting: Posting, at: number | null): Promise<number | null>;
    /** Newest first. Of one that closed the posting is another one of its opening that is still listed, where there is one. */
    list(asker: Asker): Promise<readonly MarkedPosting[]>;
  };
  /** What people corrected; all postings that are handed out read as the asker, and the asker's workspace, have corrected them. */
  readonly corrections: {
    /** The asker's own of a posting's opening and those for all, also those taken back, the newest first. */
    of(asker: Asker, posting: Posting): Promise<readonly Correction[]>;
    /** Whether the asker may correct for the whole workspace. */
    mayForAll(asker: Asker): Promise<boolean>;
    /**
     * Corrects how a posting's opening reads, in force at once.
     *
     * @param says Canonical text of `printSaid`.
     * @returns Null where it reads so already.
     * @throws UserError `correction` where the asker may not, or it cannot be so; `quota` for too many in a day.
     */
    add(
      asker: Asker,
      posting: Posting,
      correction: { readonly says: string; readonly isForAll: boolean },
    ): Promise<CorrectionEffect | null>;
    /**
     * Takes one back: the asker's last one, else the last of those for all.
     *
     * @param id Of another one.
     * @throws UserError `correction` where there is none, or it is not the asker's to take back.
     */
    undo(asker: Asker, posting: Posting, id: string | undefined): Promise<CorrectionEffect>;
  };
  /** What became of the posting's opening in the destinations of the asker's workspace that the asker may see, `Asker.at` among them. */
  fates(asker: Asker, posting: Posting): Promise<readonly Fate[]>;
  /**
   * Those of the configuration and those that the asker's workspace added, by key.
   *
   * @param isWanted Of which of them by their keys; of all when left out.
   */
  sources(asker: Asker, isWanted?: (key: string) => boolean): Promise<readonly SourceHealth[]>;
  /** Those of these sources that ended since then, the newest first. */
  outages(sources: readonly SourceHealth[], since: number): Promise<readonly Outage[]>;
  /** By the id of a subscription the names of the sources that have brought something for it since then. */
  sourcesOf(subscriptions: readonly Subscription[], since: number): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  /**
   * Looks at an address and stores nothing.
   *
   * @throws UserError `source` with the plain reason where nothing there can be polled, `quota` when the workspace has asked for
   * too many in a minute, `terms` where the source wants to be asked less often.
   */
  checkSource(asker: Asker, address: string): Promise<CheckedSource>;
  /**
   * Has the asker's workspace watch what `checkSource` found at an address a short while ago.
   *
   * @returns Its key; null where nobody of the workspace has looked at the address lately.
   * @throws UserError `quota` where the workspace has as many as it may have, `source` where it is watched already.
   */
  addSource(asker: Asker, address: string): Promise<string | null>;
  /** Ends what the asker's workspace added. @throws UserError `source` where it is not there, or not the asker's to end. */
  removeSource(asker: Asker, key: string): Promise<void>;
  /** Makes it the asker's own. @throws UserError `source` where the asker is no admin, or it is not there. */
  adoptSource(asker: Asker, key: string): Promise<void>;
}
