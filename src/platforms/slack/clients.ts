import { WebClient, type WebClientOptions } from "@slack/web-api";
import type { Clock } from "../../clock.ts";
import { RolecallError, UserError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { type Meter, silentMeter } from "../../meter.ts";
import { deadRenewals, deadTokens, isPassing, refusedStatus, slackCode } from "./classify.ts";
import type { Installation, Installations, Place } from "./installations.ts";
import { sdkLog } from "./sdk-log.ts";
import { createUnstoredTokens } from "./unstored-tokens.ts";

/**
 * - `once`: never tries again by itself, for what must not happen twice; tells of a 429 with its time.
 * - `upload`: as `once`, and may send to the address that Slack names for a file.
 * - `again`: tries again by itself, for what may be asked twice; for so long as a person waits for what depends on it.
 */
export type Manner = "once" | "upload" | "again";

export interface Clients {
  /**
   * Calls Slack as the bot of a workspace. A token that ran out is renewed, and the call made once more: Slack refused it,
   * so nothing came of the first one.
   *
   * @throws RolecallError `not-installed` where the app is not in the workspace; `again`, UserError `slack-busy` where Slack
   *   gives no answer for the time being; else what Slack answers.
   */
  call<Result>(
    place: Place,
    manner: Manner,
    call: (client: WebClient, installation: Installation) => Promise<Result>,
  ): Promise<Result>;
  /** @throws RolecallError `not-installed`. */
  installation(place: Place): Promise<Installation>;
  /** Its token is worth nothing any more, and nothing keeps it. */
  forget(installation: Installation): void;
  /** Writes down what is not yet: nothing is called any more. */
  end(): Promise<void>;
}

export interface ClientPorts {
  readonly apiUrl: string;
  readonly installations: Installations;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter?: Meter;
  /** The next token for one that runs out. @throws What Slack answers. */
  readonly renew: (installation: Installation) => Promise<Installation>;
  /** Slack says that the token is worth nothing any more. */
  readonly onDead: (installation: Installation, code: string) => Promise<void>;
}

const timeoutMs = 10_000;
/** Three tries within fourteen seconds: Slack's own are ten, within half an hour. */
const readTimeoutMs = 4_000;
const readRetries = { retries: 2, minTimeout: 300, maxTimeout: 1_000 } as const;
/** Tokens live twelve hours; renewed in good time, so that a fault on the way stops nothing. */
const renewBeforeMs = 30 * 60_000;
/** After a renewal that failed; Slack limits them, and whoever needs the token asks again and again. */
const renewAgainMs = 30_000;
/** Options of every client of Slack's. */
export function clientOptions(apiUrl: string, log: Log, manner: Manner): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    timeout: manner === "again" ? readTimeoutMs : timeoutMs,
    retryConfig: manner === "again" ? readRetries : { retries: 0 },
    // Else it waits by itself for as long as Slack says.
    rejectRateLimitedCalls: true,
    logger: sdkLog(log, "web-api"),
    allowAbsoluteUrls: manner === "upload",
  };
}

export function createClients(ports: ClientPorts): Clients {
  const { apiUrl, installations, clock, log, meter = silentMeter, renew, onDead } = ports;
  /** By workspace and manner, with the token that it was made for. */
  const made = new Map<string, { readonly token: string; readonly client: WebClient }>();
  const unstored = createUnstoredTokens({ installations, clock, log });
  const renewing = new Map<string, Promise<Installation>>();
  /** Renewals that failed, and when: not tried again for a while. */
  const failed = new Map<string, { readonly at: number; readonly error: unknown }>();

  async function installed(place: Place): Promise<Installation> {
    const found = await installations.find(place);
    if (found !== null) return found;
    throw new RolecallError("not-installed", `slack: the app is not installed in workspace ${place.team}.`, {
      team: place.team,
    });
  }

  async function current(place: Place): Promise<Installation> {
    const found = await installed(place);
    if (found.expiresAt === null || found.expiresAt - clock.now() > renewBeforeMs) return found;
    try {
      return await renewed(found);
    } catch (error) {
      if (isNotInstalled(error)) throw error;
      // It is good for a while yet.
      return found;
    }
  }

  /** One renewal at a time for a token: each uses up the one that it was made with. @throws What Slack answers. */
  async function renewed(stale: Installation): Promise<Installation> {
    const key = stale.teamId ?? stale.enterpriseId ?? "";
    const underWay = renewing.get(key);
    if (underWay !== undefined) return await underWay;
    const latest = await installations.own(key);
    if (latest !== null && latest.token !== stale.token) return latest;
    const before = failed.get(key);
    if (before !== undefined && clock.now() - before.at < renewAgainMs) throw before.error;
    const renewal = renewing.get(key) ?? renewAndStore(key, stale).finally(() => renewing.delete(key));
    renewing.set(key, renewal);
    return await renewal;
  }

  async function renewAndStore(key: string, stale: Installation): Promise<Installation> {
    let next: Installation;
    try {
      next = await renew(stale);
      failed.delete(key);
    } catch (error) {
      failed.set(key, { at: clock.now(), error });
      log.warn({ error, installation: key }, "slack token could not be renewed");
      throw error;
    } finally {
      dropClients(stale);
    }
    if (await isInUse(key, stale, next)) return next;
    // Removed or installed anew while Slack was asked: the answer is worth nothing.
    return await installed({ team: key });
  }

  /** Whether it takes the place of the one before; that is used up, so a database that fails is no reason to go on with it. */
  async function isInUse(key: string, stale: Installation, next: Installation): Promise<boolean> {
    try {
      return await installations.replace(stale, next);
    } catch (error) {
      log.error({ error, installation: key }, "a renewed slack token could not be stored: it is tried again");
      unstored.add(key, next);
      return (await installations.own(key))?.token === next.token;
    }
  }

  /** So that nothing keeps a token that is good no more. */
  function dropClients({ token }: Installation): void {
    for (const [key, client] of made) if (client.token === token) made.delete(key);
  }

  function clientOf({ team }: Place, { token, teamId }: Installation, manner: Manner): WebClient {
    const key = `${manner}:${team}`;
    const known = made.get(key);
    if (known?.token === token) return known.client;
    const client = new WebClient(token, {
      ...clientOptions(apiUrl, log, manner),
      // A token of a whole organisation has to be told which workspace is meant.
      ...(teamId === null ? { teamId: team } : {}),
    });
    made.set(key, { token, client });
    return client;
  }

  /** In the place of one that ran out. @throws The refusal of that one where Slack says nothing for good of the next. */
  async function next(stale: Installation, refusal: unknown): Promise<Installation> {
    try {
      return await renewed(stale);
    } catch (error) {
      if (isNotInstalled(error)) throw error;
      const code = slackCode(error);
      if (code === undefined || !deadRenewals.has(code)) throw refusal;
      await onDead(stale, code);
      throw error;
    }
  }

  /** @throws What Slack answers. */
  async function counted<Result>(answer: Promise<Result>): Promise<Result> {
    try {
      return await answer;
    } catch (error) {
      const status = refusedStatus(error);
      if (status !== undefined) {
        meter.count("rolecall_refused_requests_total", { platform: "slack", status: String(status) });
      }
      throw error;
    }
  }

  return {
    installation: installed,
    forget: dropClients,
    end: () => unstored.end(),
    async call(place, manner, call) {
      const found = await current(place);
      try {
        return await counted(call(clientOf(place, found, manner), found));
      } catch (error) {
        const code = slackCode(error);
        if (code === "token_expired" && found.refreshToken !== null) {
          const latest = await next(found, error);
          return await counted(call(clientOf(place, latest, manner), latest));
        }
        if (code !== undefined && deadTokens.has(code)) await onDead(found, code);
        if (manner === "again" && isPassing(error)) throw busy(error);
        throw error;
      }
    },
  };
}

function isNotInstalled(error: unknown): boolean {
  return error instanceof RolecallError && error.code === "not-installed";
}

function busy(error: unknown): UserError {
  return new UserError("slack-busy", "Slack does not answer me at the moment. Try again in a minute.", {}, error);
}
