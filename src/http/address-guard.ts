/**
 * Which addresses may be fetched. Whoever adds a source chooses where this process connects to, so everything but the
 * public internet is refused: in the address as written, in what a name resolves to, and in what a socket reached.
 */
import ipaddr from "ipaddr.js";
import { HttpError, redactUrl } from "./http-error.ts";

/** Azure's metadata and DNS address, public by its number. */
const azureWireServer = "168.63.129.16";
const globalUnicastV6 = ipaddr.IPv6.parseCIDR("2000::/3");
const publicPorts = new Set(["", "80", "443"]);

/** Hosts that an operator listed: `intranet.example` for any port, `127.0.0.1:8080` for one. */
export type AllowedHosts = ReadonlySet<string>;

/** Names in the form in which addresses are compared: lower case, no trailing dot. */
export function allowedHosts(hosts: Iterable<string>): AllowedHosts {
  return new Set(Array.from(hosts, (host) => host.toLowerCase().replace(/\.(?=:\d+$|$)/, "")));
}

/**
 * Checks an address as written, before any name is resolved.
 *
 * @returns Whether the operator listed the host, which frees it from the rules about ports and address ranges.
 * @throws HttpError `unreachable` with `reason: "address"`.
 */
export function checkUrl(url: URL, allowed: AllowedHosts): boolean {
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw refused(url, `expected an http or https address, got ${url.protocol}`);
  }
  if (url.username !== "" || url.password !== "") throw refused(url, "expected an address without user info");
  const host = url.hostname.replace(/\.$/, "");
  if (allowed.has(host) || allowed.has(`${host}:${portOf(url)}`)) return true;
  if (!publicPorts.has(url.port)) throw refused(url, `expected port 80 or 443, got ${url.port}`);
  const literal = host.replace(/^\[|\]$/g, "");
  if (ipaddr.isValid(literal) && !isPublicAddress(literal)) {
    throw refused(url, `expected a public address, got ${literal}`);
  }
  return false;
}

/** Whether an IP address belongs to the public internet. What is no IP address does not. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  if (parsed instanceof ipaddr.IPv6) return parsed.match(globalUnicastV6);
  return parsed.toString() !== azureWireServer;
}

/** Thrown where a name is resolved or a socket has connected, and only the host is known. */
export class AddressRefused extends Error {}

export function refused(url: URL, why: string, cause?: unknown): HttpError {
  const fields = { url: redactUrl(url), reason: "address" };
  return new HttpError("unreachable", `http: refused ${redactUrl(url)}: ${why}`, fields, cause);
}

function portOf(url: URL): string {
  if (url.port !== "") return url.port;
  return url.protocol === "https:" ? "443" : "80";
}
