import type { Card } from "../../src/delivery/card/card.ts";
import type { Digest, DigestLine, Message } from "../../src/delivery/card/digest.ts";
import { digestHeadline } from "../../src/delivery/card/digest-headline.ts";
import { digestSize } from "../../src/delivery/card/digest-size.ts";
import {
  type Capabilities,
  type Destination,
  type ErrorClass,
  type Failure,
  type Person,
  type Platform,
  printDestination,
  type SendOptions,
} from "../../src/delivery/platform.ts";
import { inert } from "../../src/delivery/card/inert.ts";

/** What the core asked for. */
export type PlatformCall =
  | {
      readonly operation: "send";
      readonly destination: Destination;
      readonly message: Message;
      readonly key: string;
      readonly isPlain: boolean;
    }
  | {
      readonly operation: "edit";
      readonly destination: Destination;
      readonly reference: string;
      readonly message: Message;
      readonly isPlain: boolean;
    }
  | {
      readonly operation: "find";
      readonly destination: Destination;
      readonly key: string;
      readonly since: number;
      readonly until: number;
    }
  | { readonly operation: "openDirect"; readonly person: Person };

/**
 * Called around each call; what it throws is what the core gets. Thrown before, nothing has happened; thrown after, the
 * message stands there and its answer is lost. It may also wait.
 */
export interface Faults {
  before?(call: PlatformCall): void | Promise<void>;
  after?(call: PlatformCall): void | Promise<void>;
}

/** To be thrown by faults: an error that the platform knows the meaning of. */
export class PlatformError extends Error {
  readonly failure: Failure;

  constructor(failure: Pick<Failure, "class"> & Partial<Failure>) {
    const code = failure.code ?? failure.class;
    const reason = failure.reason ?? `The platform said ${code}.`;
    super(reason);
    this.name = "PlatformError";
    this.failure = { ...failure, code, reason };
  }
}

/** A message as it stands in a destination. */
export interface ShownMessage {
  readonly reference: string;
  readonly destination: Destination;
  readonly key: string;
  readonly sentAt: number;
  /** As it was sent, then as each edit left it. */
  readonly versions: readonly [Message, ...Message[]];
  /** Whether its last version was sent as plain text. */
  readonly isPlain: boolean;
}

export interface NullPlatformOptions {
  readonly id?: string;
  readonly capabilities?: Partial<Capabilities>;
  /** Milliseconds since the epoch, for `since`; always 0 without it. */
  readonly now?: () => number;
  readonly faults?: Faults;
  /** How long a repeated key shows nothing again; 0, as it is without it, makes every message a new one. */
  readonly repeatsForMs?: number;
  /** Refuses, as an error of the message, what a platform with narrow limits would; without it anything is taken. */
  readonly isStrict?: boolean;
}

/** A platform in memory, of which tests see what people would see. */
export interface NullPlatform extends Platform {
  /** In the order in which they appeared, edits applied; of one destination or of all. */
  messages(destination?: Destination): readonly ShownMessage[];
  /** The same as texts, one for each message. */
  shown(destination: Destination): readonly string[];
  /** Those whose key already stood in their destination: what people would see twice. */
  doubled(): readonly ShownMessage[];
  /** What was said outside of the ledger, in order. */
  readonly notices: readonly { readonly destination: string; readonly text: string }[];
  /** How often each operation was asked for, refusals and faults counted. */
  readonly calls: Readonly<Record<PlatformCall["operation"], number>>;
}

const defaults: Capabilities = {
  editsInPlace: true,
  findsByKey: true,
  digest: { cards: 10, lines: 40, characters: 6_000 },
};

export function createNullPlatform(options: NullPlatformOptions = {}): NullPlatform {
  const { id = "null", now = () => 0, faults = {}, repeatsForMs = 0, isStrict = true } = options;
  const capabilities = { ...defaults, ...options.capabilities };
  const all = new Map<string, ShownMessage>();
  const byDestination = new Map<string, ShownMessage["reference"][]>();
  const byKey = new Map<string, ShownMessage["reference"][]>();
  const doubled: string[] = [];
  const notices: { readonly destination: string; readonly text: string }[] = [];
  const calls = { send: 0, edit: 0, find: 0, openDirect: 0 };

  async function called<Answer>(call: PlatformCall, answer: () => Answer): Promise<Answer> {
    calls[call.operation] += 1;
    // Without faults the message appears within the call, so that messages stand in the order in which they were sent.
    if (faults.before !== undefined) await faults.before(call);
    if ("destination" in call && call.destination.platform !== id) refuse("destination", "unknown-destination");
    if (isStrict && "message" in call) checkMessage(call.message, capabilities.digest);
    const answered = answer();
    if (faults.after !== undefined) await faults.after(call);
    return answered;
  }

  function messagesOf(references: Iterable<string>): ShownMessage[] {
    return Array.from(references, (reference) => all.get(reference) ?? []).flat();
  }

  function append(index: Map<string, string[]>, name: string, reference: string): void {
    const references = index.get(name);
    if (references === undefined) index.set(name, [reference]);
    else references.push(reference);
  }

  return {
    id,
    capabilities,
    calls,
    notices,
    send(destination, message, key, { isPlain = false }: SendOptions = {}) {
      return called({ operation: "send", destination, message, key, isPlain }, () => {
        if (isStrict && !/^[a-z0-9]{1,24}$/iu.test(key)) refuse("message", "bad-key");
        const reference = `m${all.size + 1}`;
        const name = keyed(destination, key);
        const repeated = messagesOf(byKey.get(name) ?? []).find(({ sentAt }) => now() - sentAt < repeatsForMs);
        if (repeated !== undefined) return repeated.reference;
        if (byKey.has(name)) doubled.push(reference);
        all.set(reference, { reference, destination, key, sentAt: now(), versions: [message], isPlain });
        append(byDestination, printDestination(destination), reference);
        append(byKey, name, reference);
        return reference;
      });
    },
    edit(destination, reference, message, { isPlain = false }: SendOptions = {}) {
      return called({ operation: "edit", destination, reference, message, isPlain }, () => {
        const shown = all.get(reference);
        if (shown === undefined || printDestination(shown.destination) !== printDestination(destination)) {
          return refuse("message", "unknown-message");
        }
        all.set(reference, { ...shown, versions: [...shown.versions, message], isPlain });
      });
    },
    find(destination, key, since, until = Number.POSITIVE_INFINITY) {
      return called({ operation: "find", destination, key, since, until }, () => {
        if (repeatsForMs > 0 && now() - since < repeatsForMs) return { kind: "repeatable" };
        if (!capabilities.findsByKey) return { kind: "unknown" };
        const found = messagesOf(byKey.get(keyed(destination, key)) ?? []).find(
          ({ sentAt }) => sentAt >= since && sentAt <= until,
        );
        return found === undefined ? { kind: "absent" } : { kind: "found", reference: found.reference };
      });
    },
    async notify(destination, text) {
      notices.push({ destination: printDestination(destination), text });
    },
    openDirect(person) {
      return called({ operation: "openDirect", person }, () => ({ platform: id, address: `direct-${person.user}` }));
    },
    classify(error) {
      if (isPlatformError(error)) return error.failure;
      return { class: "ambiguous", code: "lost", reason: "The platform gave no answer." };
    },
    messages(destination) {
      if (destination === undefined) return [...all.values()];
      return messagesOf(byDestination.get(printDestination(destination)) ?? []);
    },
    shown(destination) {
      return messagesOf(byDestination.get(printDestination(destination)) ?? []).map(({ versions }) =>
        (capabilities.editsInPlace ? versions.slice(-1) : versions).map(textOf).join("\n"),
      );
    },
    doubled: () => messagesOf(doubled),
  };
}

function keyed(destination: Destination, key: string): string {
  return `${printDestination(destination)}\n${key}`;
}

/** Anything can be thrown, also what throws when it is looked at. */
function isPlatformError(error: unknown): error is PlatformError {
  try {
    return error instanceof PlatformError;
  } catch {
    return false;
  }
}

function refuse(meaning: ErrorClass, code: string): never {
  throw new PlatformError({ class: meaning, code });
}

function checkMessage(message: Message, limits: Capabilities["digest"]): void {
  const openings = openingsOf(message);
  if (openings.some(({ title }) => title.trim() === "")) refuse("message", "empty-title");
  if (message.kind === "card") return;
  const size = digestSize(message.digest);
  for (const limit of ["cards", "lines", "characters"] as const) {
    if (size[limit] > limits[limit]) refuse("message", `too-many-${limit}`);
  }
}

function openingsOf(message: Message): readonly (Card | DigestLine)[] {
  return message.kind === "card" ? [message.card] : message.digest.groups.flatMap(entriesOf);
}

function entriesOf({ entries }: Digest["groups"][number]): (Card | DigestLine)[] {
  return entries.map((entry) => (entry.kind === "card" ? entry.card : entry.line));
}

/** What people read, a line for each opening. */
function textOf(message: Message): string {
  if (message.kind === "card") return openingText(message.card);
  const { digest } = message;
  return [
    harmless(digestHeadline(digest)),
    ...digest.groups.flatMap((group) => [harmless(group.heading), ...entriesOf(group).map(openingText)]),
  ].join("\n");
}

function openingText(opening: Card | DigestLine): string {
  const said =
    "about" in opening
      ? [opening.about]
      : [opening.company ?? "", ...opening.facts.map(({ value }) => value), opening.why];
  const mark = opening.state === "closed" ? "[closed] " : "";
  return harmless(`${mark}${[opening.title, ...said].join(" — ")} (${opening.postingId})`);
}

function harmless(text: string): string {
  return inert(text, 4_000);
}
