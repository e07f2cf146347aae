import type { Message } from "./card/digest.ts";

/** Where cards go: one channel, thread or direct conversation of one platform. */
export interface Destination {
  /** Id of the platform: `terminal`, `slack`, `discord`. */
  readonly platform: string;
  /** The platform's own address of it; opaque to everyone else. */
  readonly address: string;
}

/** `terminal:me`, as it is stored. */
export function printDestination({ platform, address }: Destination): string {
  return `${platform}:${address}`;
}

/** The reverse; an address may itself hold colons. */
export function parseDestination(text: string): Destination {
  const colon = text.indexOf(":");
  return { platform: text.slice(0, colon), address: text.slice(colon + 1) };
}

/**
 * What an error of a platform means for what was to be sent.
 *
 * - `transient`: later; a wait that the platform asked for counts as no attempt.
 * - `ambiguous`: it may have arrived: looked for before it is sent again.
 * - `destination`, `person`: what goes there is held.
 * - `installation`: what goes to the workspace is held.
 * - `message`: it cannot be shown so: plainly once, then never.
 * - `process`: nothing can be sent by this process any more.
 */
export const errorClasses = [
  "transient",
  "ambiguous",
  "destination",
  "person",
  "installation",
  "message",
  "process",
] as const;
export type ErrorClass = (typeof errorClasses)[number];

export interface Failure {
  readonly class: ErrorClass;
  /** The platform's own name for it, for operators: `not_in_channel`, `50007`. */
  readonly code: string;
  /** In words for the owner of the subscription. */
  readonly reason: string;
  /** When the platform said when to come back. */
  readonly retryAfterMs?: number;
}

/** What differs between platforms, as data: the core asks for nothing else, and never which platform it is. */
export interface Capabilities {
  /** Whether what was shown can be changed in place; without it, an edit says what changed as a new line. */
  readonly editsInPlace: boolean;
  /** Whether a message can be found again by its key; without it, what may have arrived is sent once more and listed. */
  readonly findsByKey: boolean;
  /** Milliseconds between two messages in one place, which several processes keep to together; none where it is left out. */
  readonly messageEveryMs?: number;
  /** What fits into one message of a digest. */
  readonly digest: {
    readonly cards: number;
    readonly lines: number;
    /** UTF-16 units of all texts of one message together. */
    readonly characters: number;
  };
}

/** Somebody of a workspace, by the ids that an asker has. */
export interface Person {
  readonly workspace: string;
  readonly user: string;
}

/**
 * How sure a search for a message is. `repeatable`: nobody knows, but sent once more with its key now it is shown no second
 * time.
 */
export type Found =
  | { readonly kind: "found"; readonly reference: string }
  | { readonly kind: "absent" | "unknown" | "repeatable" };

export interface SendOptions {
  /** As plain text: the last try for a message that the platform refused as it was. */
  readonly isPlain?: boolean;
}

/** Everything that the core knows of a chat platform: the smallest interface that delivery can work with. */
export interface Platform {
  readonly id: string;
  readonly capabilities: Capabilities;
  /**
   * Shows a message once; never tries again by itself.
   *
   * @param key Of at most 24 letters and digits, to be carried in the message where the platform can, for `find`.
   * @returns The platform's reference of the message, for edits.
   * @throws Anything; `classify` says what it means.
   */
  send(destination: Destination, message: Message, key: string, options?: SendOptions): Promise<string>;
  /** Shows something else in its place. @throws Anything. */
  edit(destination: Destination, reference: string, message: Message, options?: SendOptions): Promise<void>;
  /**
   * Looks for a message that was sent with that key.
   *
   * @param since When it was sent at the earliest, milliseconds since the epoch.
   * @param until And at the latest; now when left out. What came later need not be looked at, and may be much.
   * @throws Anything.
   */
  find(destination: Destination, key: string, since: number, until?: number): Promise<Found>;
  /**
   * Says a few plain words outside of the ledger: once, and lost where that fails. Text of strangers in it is made inert.
   * @throws Anything.
   */
  notify(destination: Destination, text: string): Promise<void>;
  /** The direct conversation with a person. @throws Anything. */
  openDirect(person: Person): Promise<Destination>;
  /** What an error thrown by any of these means. Never throws. */
  classify(error: unknown): Failure;
}

/** Of a channel: itself with its threads, itself alone, or its threads alone. */
export type DestinationPart = "all" | "itself" | "threads";

/**
 * What a platform tells the bot of what happened at its end. Destinations and workspaces are printed ones; a channel stands
 * for its threads too, which are those whose addresses continue its own behind a slash.
 */
export interface PlatformHost {
  /** It takes messages again: the bot was invited, the channel unarchived. What waits for it is due now. */
  released(destination: string, part?: DestinationPart): Promise<void>;
  /** It takes nothing for the time being, for a reason in words for the owner: "the channel is archived". */
  held(destination: string, reason: string, part?: DestinationPart): Promise<void>;
  /** It is gone for good: its subscriptions end, and what waits for it expires with the reason. */
  ended(destination: string, reason: string): Promise<void>;
  /** It is called otherwise now: `to:#old` of its subscriptions becomes `to:#new`. */
  renamed(destination: string, name: `#${string}`): Promise<void>;
  /** Somebody is no longer in a workspace: the sources that they added there belong to all of it. */
  left(workspace: string, user: string): Promise<void>;
  /** The bot was removed from it: nothing is sent, and its subscriptions are kept for 30 days. */
  removed(workspace: string, reason: string): Promise<void>;
  /**
   * The bot is in it, or has its rights again: what waits is due now.
   *
   * @returns Whether anything had kept it from messages.
   */
  restored(workspace: string): Promise<boolean>;
  /**
   * Makes a workspace known, and says whether to greet it now: once for ever, and never where somebody has subscribed already.
   * A greeting that is lost is better than two, so this counts as the greeting, unless it is taken back.
   */
  greets(workspace: string, platform: string): Promise<boolean>;
  /** The greeting was refused for certain, or there was no place for it: the next occasion may have it. */
  notGreeted(workspace: string): Promise<void>;
  /** All workspaces of a platform that have the bot, as far as it was told. */
  having(platform: string): Promise<readonly string[]>;
}
