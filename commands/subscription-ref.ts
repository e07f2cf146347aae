import { didYouMean, UserError } from "../src/errors.ts";
import { narrows, pairsIn } from "./query-pairs.ts";
import type { Subscription } from "./services.ts";

/**
 * The subscription that a person means by a name, `#id` or bare id, in any case. A name wins over an id.
 *
 * @throws UserError `subscription` with the nearest name, or with how to make one.
 */
export function subscriptionBy(reference: string, own: readonly Subscription[]): Subscription {
  const found = findSubscription(reference, own);
  if (found !== undefined) return found;
  if (own.length === 0) {
    throw new UserError("subscription", `There is no subscription ${reference}: you have none yet.`, { reference });
  }
  const names = own.map(({ name }) => name);
  const candidates = reference.startsWith("#") ? own.map(({ id }) => `#${id}`) : [...names, ...own.map(({ id }) => id)];
  const hint = didYouMean(reference, candidates) || ` Yours are ${names.join(", ")}.`;
  throw new UserError("subscription", `There is no subscription ${reference}.${hint}`, { reference });
}

/** As `subscriptionBy`, undefined where there is none. */
export function findSubscription(reference: string, own: readonly Subscription[]): Subscription | undefined {
  const wanted = reference.toLowerCase();
  const named = own.find(({ name }) => name.toLowerCase() === wanted);
  return named ?? own.find(({ id }) => id.toLowerCase() === wanted.replace(/^#/, ""));
}

/** `infra (#k3f)`. */
export function printReference({ name, id }: Subscription): string {
  return `${name} (#${id})`;
}

export function isPaused({ pausedUntil }: Subscription, now: number): boolean {
  return pausedUntil !== null && pausedUntil > now;
}

/** The line that makes the same subscription wherever it is pasted. */
export function canonicalLine({ name, query }: Pick<Subscription, "name" | "query">): string {
  return `/jobs subscribe ${name} ${canonicalQuery({ query })}`;
}

/** What it asks for, as it would be typed: a channel's may be for everything. */
export function canonicalQuery({ query }: Pick<Subscription, "query">): string {
  const isNarrowed = [...pairsIn(query).keys()].some(narrows);
  return isNarrowed ? query : ["everything", query].filter((part) => part !== "").join(" ");
}

/** Where it goes, for its owner: "you", or the channel. Also of one whose query cannot be read any more. */
export function placeOf({ query }: Pick<Subscription, "query">): string {
  const to = pairsIn(query).get("to") ?? "me";
  return to === "me" ? "you" : to;
}
