import { z } from "zod";
import { UsageError } from "../../errors.ts";

/** `status` of the configuration: what is no secret. */
export const statusConfig = z
  .strictObject({
    port: z
      .int()
      .min(0, "expected a port from 0 to 65535")
      .max(65_535, "expected a port from 0 to 65535")
      .optional()
      .describe("Port to listen on; 0 for any free one. ROLECALL_HTTP_PORT goes before it"),
    host: z
      .string()
      .min(1)
      .default("127.0.0.1")
      .describe(
        "Address to listen on; all but loopback needs ROLECALL_STATUS_TOKEN. ROLECALL_HTTP_HOST goes before it",
      ),
  })
  .prefault({});

/** Every variable that says how operators reach the bot. */
export const statusVariables = {
  ROLECALL_HTTP_PORT: "The port of the status page and of /healthz and /readyz; without it there is none",
  ROLECALL_HTTP_HOST: "The address that they listen on; 127.0.0.1 by default",
  ROLECALL_STATUS_TOKEN: "What the status page asks for: needed wherever it listens beyond loopback",
} as const;
export type StatusVariables = Readonly<Partial<Record<keyof typeof statusVariables, string>>>;

export interface StatusSettings {
  readonly host: string;
  readonly port: number;
  /** Null where whoever reaches the page may see it: on loopback alone. */
  readonly token: string | null;
}

/** Shorter ones can be guessed. */
const shortestToken = 16;

/**
 * Where the status page listens and what it asks for; null where it is not set up.
 *
 * @throws UsageError `status-settings` for what cannot be read, and for a page that anybody in the network could see.
 */
export function statusSettings(
  variables: StatusVariables,
  config: z.output<typeof statusConfig>,
): StatusSettings | null {
  const port = portOf(variables.ROLECALL_HTTP_PORT) ?? config.port;
  if (port === undefined) return null;
  const host = variables.ROLECALL_HTTP_HOST ?? config.host;
  const token = variables.ROLECALL_STATUS_TOKEN ?? null;
  if (token !== null && !/^[!-~]+$/.test(token)) {
    throw wrong("expected ROLECALL_STATUS_TOKEN in plain characters without spaces, got others");
  }
  if (token !== null && token.length < shortestToken) {
    throw wrong(
      `expected ROLECALL_STATUS_TOKEN of ${shortestToken} characters at least, got ${token.length}. ` +
        "`openssl rand -hex 24` makes one",
    );
  }
  if (token === null && !isLoopback(host)) {
    throw wrong(
      `expected ROLECALL_STATUS_TOKEN (or ROLECALL_STATUS_TOKEN_FILE), since the status page is to listen on ${host}, ` +
        "where others can reach it, got nothing. `openssl rand -hex 24` makes one; on 127.0.0.1 none is needed",
    );
  }
  return { host, port, token };
}

/** Whether an address, or the name of a host, is this machine's alone. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw wrong(`expected ROLECALL_HTTP_PORT to be a port from 0 to 65535, got ${text}`);
}

function wrong(problem: string): UsageError {
  return new UsageError("status-settings", `status: ${problem}. See "Operating" in README.md.`);
}
