/** Connections that reach public addresses only, whatever a name resolves to and however often the answer changes. */
import { type LookupAddress, type LookupOptions, lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { buildConnector } from "undici";
import { AddressRefused, isPublicAddress } from "./address-guard.ts";

/** Every address of a name, as `dns.lookup` with `all` gives them. */
export type Lookup = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface ConnectorSettings {
  readonly connectTimeoutMs: number;
  /** Turns the address rules off, for hosts that the operator listed. */
  readonly isTrusted: boolean;
  readonly lookup?: Lookup;
  /** Makes the sockets; undici's own unless a test wants to see one reach an address that was never resolved. */
  readonly connect?: typeof buildConnector;
}

/**
 * A connector for undici. Look-up and connection are one step, so that a name cannot answer once for the check and
 * once more for the socket; the address that the socket reached is checked again, since literals skip look-ups.
 */
export function guardedConnector(settings: ConnectorSettings): buildConnector.connector {
  const { connectTimeoutMs, isTrusted, lookup = systemLookup, connect: build = buildConnector } = settings;
  const connect = build({
    timeout: connectTimeoutMs,
    allowH2: false,
    lookup: isTrusted ? plainLookup(lookup) : guardedLookup(lookup),
  });
  if (isTrusted) return connect;
  return (options, callback) => {
    connect(options, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      const reached = socket.remoteAddress ?? "an unknown address";
      if (isPublicAddress(unmapped(reached))) return callback(null, socket);
      socket.destroy();
      callback(new AddressRefused(`expected to reach a public address, got ${reached}`), null);
    });
  };
}

/** Refuses a name as soon as one of its addresses is not public: a mixed answer is an attack, not a choice. */
function guardedLookup(lookup: Lookup): LookupFunction {
  return plainLookup((hostname, options, callback) => {
    lookup(hostname, options, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const bad = addresses.find(({ address }) => !isPublicAddress(address));
      if (bad === undefined) return callback(null, addresses);
      callback(new AddressRefused(`expected ${hostname} to have public addresses only, got ${bad.address}`), []);
    });
  });
}

/** Serves both forms in which sockets ask: all addresses, or one. */
function plainLookup(lookup: Lookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const first = addresses[0];
      if (first === undefined) return callback(new Error(`no address for ${hostname}`), []);
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}

/** A dual-stack socket shows `::ffff:93.184.216.34` for the IPv4 address that it reached. */
function unmapped(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : address;
}
