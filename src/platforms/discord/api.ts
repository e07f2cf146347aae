import { DefaultRestOptions, RateLimitError, REST } from "discord.js";
import type { Clock } from "../../clock.ts";
import { classifyDiscordError, isDiscords, NoAnswer } from "./classify.ts";
import type { MessageFile } from "./discord-message.ts";
import { createGlobalLimit } from "./global-limit.ts";

/** Discord's REST interface, as far as it is used. @throws What `classifyDiscordError` reads. */
export interface Api {
  get(route: Route, query?: Readonly<Record<string, string>>): Promise<unknown>;
  post(route: Route, body?: object, files?: readonly MessageFile[]): Promise<unknown>;
  put(route: Route, body: object): Promise<unknown>;
  patch(route: Route, body: object, files?: readonly MessageFile[]): Promise<unknown>;
  delete(route: Route): Promise<unknown>;
}

type Route = `/${string}`;

export interface ApiOptions {
  /** Null for what needs none: answers to interactions carry a token of their own. */
  readonly token: string | null;
  readonly apiUrl: string;
  readonly clock: Clock;
  /** Of Discord's limit for all calls, what is this process's; all of it by default. */
  readonly share?: number;
  /** Called at each answer of 401, 403 and 429 that counts towards a ban. Never throws. */
  readonly onRefused?: (status: number) => void;
}

/** How long one answer may take. */
const answerMs = 10_000;
/** For a request as a whole, with its place in the queue and its body: a body that drips ends here too. */
const requestMs = 25_000;
/** Longer than the limit of a channel lasts: a request that would wait for longer comes back with the time to wait. */
const patienceMs = 6_000;
/** So often a question is asked again that Discord refused for haste: whoever asked still waits for the answer then. */
const mostRepeats = 2;
const countingStatuses: ReadonlySet<number> = new Set([401, 403, 429]);

/**
 * Nothing is sent twice by itself, and the limits that Discord names are kept: a short wait that is foreseen is waited for here,
 * in order. A longer one, and whatever Discord had to refuse, is an error that says how long to wait, so that one slow channel
 * holds up no other. Questions are patient: they change nothing.
 */
export function createApi({ token, apiUrl, clock, share = 1, onRefused }: ApiOptions): Api {
  const limit = createGlobalLimit(clock, share);
  const rest = new REST({
    api: apiUrl,
    version: "10",
    retries: 0,
    timeout: answerMs,
    // A wait that discord.js foresees has one length; of one that Discord answered with there are several views.
    rejectOnRateLimit: ({ timeToReset, retryAfter, sublimitTimeout }) =>
      Math.max(timeToReset, retryAfter, sublimitTimeout) > patienceMs || (token !== null && timeToReset !== retryAfter),
    async makeRequest(url, init) {
      const inTurn = init.method === "GET" ? limit.question : limit.change;
      const plain = await withoutForm(init);
      const call = () => DefaultRestOptions.makeRequest(url, plain);
      // Answers to interactions count for no limit of the bot's.
      const response = await (token === null ? call() : inTurn(call));
      // What many share is nobody's fault.
      const isShared = response.headers.get("x-ratelimit-scope") === "shared";
      if (countingStatuses.has(response.status) && !isShared) onRefused?.(response.status);
      return response;
    },
  });
  if (token !== null) rest.setToken(token);

  function options(body?: object, query?: Readonly<Record<string, string>>) {
    return {
      auth: token !== null,
      signal: AbortSignal.timeout(requestMs),
      ...(body === undefined ? {} : { body }),
      ...(query === undefined ? {} : { query: new URLSearchParams(query) }),
    };
  }

  async function answered(call: Promise<unknown>): Promise<unknown> {
    try {
      return await call;
    } catch (error) {
      throw isDiscords(error) ? error : new NoAnswer(error);
    }
  }

  return {
    get: (route, query) => patiently(clock, () => answered(rest.get(route, options(undefined, query)))),
    post: (route, body, files) => answered(rest.post(route, { ...options(body), ...attached(files) })),
    put: (route, body) => answered(rest.put(route, options(body))),
    patch: (route, body, files) => answered(rest.patch(route, { ...options(body), ...attached(files) })),
    delete: (route) => answered(rest.delete(route, options())),
  };
}

/**
 * The same request with a form as its bytes. Of several undicis in a process the one that was loaded first carries the requests of
 * all, and refuses forms of another one's.
 */
async function withoutForm(init: RestInit): Promise<RestInit> {
  if (!(init.body instanceof FormData)) return init;
  const form = new Response(init.body);
  const type = form.headers.get("content-type") ?? "multipart/form-data";
  // discord.js gives headers as a plain object.
  return {
    ...init,
    headers: { ...Object.fromEntries(headersOf(init)), "Content-Type": type },
    body: await form.bytes(),
  };
}

function headersOf({ headers = {} }: RestInit): readonly (readonly [string, string])[] {
  return Object.entries(headers).map(([name, value]) => [name, String(value)]);
}

type RestInit = Parameters<typeof DefaultRestOptions.makeRequest>[1];

function attached(files: readonly MessageFile[] = []) {
  return files.length === 0 ? {} : { files: files.map(({ name, data }) => ({ name, data })) };
}

/**
 * Calls again, within seconds, what Discord refuses for haste: for what somebody waits for, and what is lost otherwise. A refusal
 * is clear, so nothing is there twice.
 *
 * @throws What Discord answers in the end.
 */
export async function patiently<Result>(clock: Clock, call: () => Promise<Result>): Promise<Result> {
  for (let repeats = 0; ; repeats++) {
    try {
      return await call();
    } catch (error) {
      const { retryAfterMs = 0 } = classifyDiscordError(error);
      if (!(error instanceof RateLimitError) || retryAfterMs > patienceMs || repeats === mostRepeats) throw error;
      await clock.sleep(retryAfterMs);
    }
  }
}
