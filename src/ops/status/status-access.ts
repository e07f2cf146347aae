import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isLoopback, type StatusSettings } from "./status-settings.ts";

/**
 * - `granted`: with `cookie` where the token came with the address, to be set instead.
 * - `token`: there is none, or another one.
 * - `host`: asked for by a name that is not this machine's: some page in a browser here made its own name lead to us.
 */
export type Access =
  | { readonly kind: "granted"; readonly cookie: string | null }
  | { readonly kind: "token" }
  | { readonly kind: "host" };

const cookieName = "rolecall_status";
const cookieSeconds = 90 * 24 * 3_600;

/** Decides who may see the status page. */
export function createStatusAccess({ token }: Pick<StatusSettings, "token">): (request: IncomingMessage) => Access {
  // Not the token itself: whoever sees a cookie shall not have what else the token opens.
  const session = token === null ? "" : createHmac("sha256", token).update("rolecall status page").digest("hex");
  return ({ headers, url = "/" }) => {
    // Without a token all protection is that only this machine asks. A cookie, though, goes to the name that it came from.
    if (token === null) return isLoopback(nameIn(headers.host)) ? granted : { kind: "host" };
    // Also where the cookie is there already, so that no token stays in the address of the page.
    if (isSame(new URLSearchParams(url.split("?", 2)[1]).get("token") ?? undefined, token)) {
      return {
        kind: "granted",
        cookie: `${cookieName}=${session}; Max-Age=${cookieSeconds}; Path=/; HttpOnly; SameSite=Strict`,
      };
    }
    if (isSame(cookieOf(headers.cookie), session) || isSame(bearerOf(headers.authorization), token)) return granted;
    return { kind: "token" };
  };
}

const granted: Access = { kind: "granted", cookie: null };

/** Takes as long wherever they differ, and whatever their length. */
function isSame(given: string | undefined, wanted: string): boolean {
  const [a, b] = [given ?? "", wanted].map((text) => createHash("sha256").update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b) && given !== undefined;
}

/** Of `name:port`. */
function nameIn(host = ""): string {
  return host.replace(/:\d+$/, "");
}

function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer +(?<token>\S+) *$/i.exec(authorization ?? "")?.groups?.["token"];
}

function cookieOf(cookies: string | undefined): string | undefined {
  const pairs = cookies?.split(";").map((pair) => pair.trim()) ?? [];
  return pairs.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1);
}
