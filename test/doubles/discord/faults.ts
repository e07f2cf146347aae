import type { Json } from "./json.ts";

/** What goes wrong with a call: before it is done, or after it, when its answer is lost. */
export type DiscordFault =
  | { readonly kind: "reset"; readonly when: "before" | "after" }
  | { readonly kind: "status"; readonly status: number; readonly when: "before" | "after" }
  /** Of those who stand before Discord: a page, no JSON. */
  | { readonly kind: "html"; readonly status: number }
  /** An error of Discord's own, by its code. */
  | { readonly kind: "refuse"; readonly code: number; readonly more?: Json }
  | {
      readonly kind: "rate-limit";
      readonly retryAfterMs: number;
      readonly scope?: "user" | "global" | "shared";
    }
  /** The answer comes so late; the call is done before. */
  | { readonly kind: "late"; readonly ms: number }
  /** The call itself is done so late. */
  | { readonly kind: "delay"; readonly ms: number };

export interface DiscordCall {
  readonly method: string;
  /** As in Discord's description: `/channels/{channel_id}/messages`. */
  readonly route: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Milliseconds since the epoch, of the double. */
  readonly at: number;
  /** Of the answer; 0 while there is none, or where it was lost. */
  status: number;
}
