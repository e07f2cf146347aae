import type { Attachments } from "./attachments.ts";
import type { Json } from "./json.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { DiscordChannel, DiscordMessage, DiscordUser, World } from "./world.ts";

/** A command as it is registered. */
export interface RegisteredCommand {
  readonly id: string;
  readonly version: string;
  /** Null for a global one. */
  readonly guild: string | null;
  readonly definition: Json;
}

/** Something that a person did, with what the app made of it. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  /** Discord's number: 2 a command, 3 a component, 4 completion, 5 a form. */
  readonly kind: number;
  /** For messages of the double: `slash jobs list`. */
  readonly what: string;
  readonly user: DiscordUser;
  readonly channel: DiscordChannel;
  readonly at: number;
  /** Through whose installation it came, by installation type. */
  readonly owners: Readonly<Record<string, string>>;
  /** The message whose component or form it was. */
  readonly source: DiscordMessage | undefined;
  /** The first answer; undefined while none has come. */
  answer: InteractionAnswer | undefined;
  /** What `@original` stands for. */
  original: DiscordMessage | undefined;
  /** Whether people still read "is thinking…" in the place of the answer. */
  isLoading: boolean;
  readonly followUps: DiscordMessage[];
  readonly heard: (answer: InteractionAnswer) => void;
}

export interface InteractionAnswer {
  /** Discord's number: 4 a message, 5 later, 6 later in place, 7 in place, 8 completion, 9 a form. */
  readonly type: number;
  readonly data: Json;
  readonly isEphemeral: boolean;
  readonly afterMs: number;
}

/** A form that stands open for somebody. */
export interface OpenForm {
  readonly id: string;
  readonly user: DiscordUser;
  readonly channel: DiscordChannel;
  readonly source: DiscordMessage | undefined;
  readonly modal: Json;
  isOpen: boolean;
}

/** Where an event of the gateway belongs: the shard of a guild, or the first. */
export interface EventPlace {
  readonly guild: string | null;
}

/** What the parts of the double share. */
export interface DoubleState {
  readonly world: World;
  readonly now: () => number;
  readonly limits: RateLimits;
  readonly commands: Map<string, RegisteredCommand>;
  readonly interactions: Map<string, Interaction>;
  readonly forms: OpenForm[];
  readonly attachments: Attachments;
  /** Messages by author and nonce, for as long as Discord remembers. */
  readonly nonces: Map<string, DiscordMessage>;
  readonly gateway: GatewayBudget;
  readonly violations: string[];
  /** For so long people and Discord wait for the first answer. */
  readonly patienceMs: number;
  emit(event: string, data: Json, place: EventPlace): void;
  changed(): void;
}

export interface GatewayBudget {
  readonly url: string;
  readonly shards: number;
  readonly concurrency: number;
  readonly total: number;
  remaining: number;
  readonly resetAfterMs: number;
}
