import type { Clock } from "../../clock.ts";

/** What a probe answers, as JSON; nothing in it is secret, since nobody is asked who they are. */
export interface ProbeAnswer {
  readonly status: 200 | 503;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One thing that has to be there for the bot to do its work. */
export interface Requirement {
  /** As in `missing` of the answer: `database`, `slack`. */
  readonly name: string;
  /** Why it is missing, in words that may be public; null while it is there. */
  readonly missing: () => Promise<string | null> | string | null;
}

const napMs = 20;
/** Everybody who presses a button waits as long, and Slack gives them three seconds. */
const absurdLagMs = 3_000;
/** How long a requirement may think about it. */
const answerWithinMs = 1_000;

/** Whether the event loop turns: one that does not turn at all does not answer either. */
export async function health(clock: Clock): Promise<ProbeAnswer> {
  const from = clock.now();
  await clock.sleep(napMs);
  const lagMs = Math.max(0, clock.now() - from - napMs);
  return lagMs > absurdLagMs
    ? { status: 503, body: { service: "rolecall", ok: false, lagMs } }
    : { status: 200, body: { service: "rolecall", ok: true, lagMs } };
}

/**
 * Whether the bot can do its work right now, and what it lacks where it cannot.
 *
 * @param roles What it does: "poll, match".
 */
export async function readiness(
  requirements: readonly Requirement[],
  roles: string,
  clock: Clock,
): Promise<ProbeAnswer> {
  const missing = await missingOf(requirements, clock);
  return missing.size === 0
    ? { status: 200, body: { ready: true, roles } }
    : { status: 503, body: { ready: false, roles, missing: Object.fromEntries(missing) } };
}

/** The requirements that are not met, by name, each with why. */
export async function missingOf(
  requirements: readonly Requirement[],
  clock: Clock,
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(
    requirements.map(async (requirement) => ({ name: requirement.name, why: await missing(requirement, clock) })),
  );
  return new Map(found.flatMap(({ name, why }) => (why === null ? [] : [[name, why] as const])));
}

/** The words of an error may hold addresses: they are for the log. */
async function missing(requirement: Requirement, clock: Clock): Promise<string | null> {
  const isAnswered = new AbortController();
  try {
    return await Promise.race([
      Promise.resolve(requirement.missing()),
      clock.sleep(answerWithinMs, isAnswered.signal).then(() => `no answer within ${answerWithinMs} ms`),
    ]);
  } catch {
    return "answers with an error";
  } finally {
    isAnswered.abort();
  }
}
