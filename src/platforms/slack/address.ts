import { type Destination, printDestination } from "../../delivery/platform.ts";
import { RolecallError } from "../../errors.ts";

/** Where a message goes in Slack, as the address of a destination names it. */
export interface Address {
  readonly team: string;
  /** A channel (C…, G…, D…), or a person (U…, W…) in whose direct conversation with the bot it stands. */
  readonly id: string;
  /** Of the thread's first message; null outside of threads. */
  readonly thread: string | null;
}

const form = /^(?<team>[TE][A-Z0-9]+)\/(?<id>[CGDUW][A-Z0-9]+)(?:\/(?<thread>\d+\.\d+))?$/;

/** `T123/C1`, `T123/C1/1712345678.123456`, `T123/U1`. @throws RolecallError `slack-address` for anything else. */
export function parseAddress(address: string): Address {
  const { team, id, thread } = form.exec(address)?.groups ?? {};
  if (team === undefined || id === undefined) {
    throw new RolecallError("slack-address", `slack: expected an address such as T123/C1, got ${address}.`, {
      address,
    });
  }
  return { team, id, thread: thread ?? null };
}

export function isPerson({ id }: Pick<Address, "id">): boolean {
  return id.startsWith("U") || id.startsWith("W");
}

export function slackDestination(team: string, id: string, thread?: string | null): Destination {
  const address = [team, id, ...(thread === undefined || thread === null ? [] : [thread])].join("/");
  return { platform: "slack", address };
}

/** As `Asker.self` and the tables have it. */
export function printSlackDestination(team: string, id: string, thread?: string | null): string {
  return printDestination(slackDestination(team, id, thread));
}

/** As the tables have it. */
export function slackWorkspace(team: string): string {
  return `slack:${team}`;
}

/** A message's reference: its real channel and its time stamp, which names it there. */
export function printReference(channel: string, ts: string): string {
  return `${channel}/${ts}`;
}

/** @throws RolecallError `slack-reference` for what was never one. */
export function parseReference(reference: string): { readonly channel: string; readonly ts: string } {
  const [channel, ts] = reference.split("/");
  if (channel === undefined || ts === undefined) {
    throw new RolecallError("slack-reference", `slack: expected a message such as C1/1.2, got ${reference}.`, {
      reference,
    });
  }
  return { channel, ts };
}
