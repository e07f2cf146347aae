import { createTurns } from "../chat/in-turn.ts";
import { z } from "zod";
import { RolecallError } from "../../errors.ts";
import { type Cache, cached } from "../chat/cache.ts";
import type { Seal } from "./seal.ts";

const installation = z.object({
  /** Null for one of a whole organisation. */
  teamId: z.string().nullable(),
  enterpriseId: z.string().nullable(),
  /** Of the workspace or organisation, as people call it. */
  name: z.string(),
  appId: z.string(),
  botId: z.string(),
  botUserId: z.string(),
  token: z.string(),
  /** With token rotation: exchanged for the next token. */
  refreshToken: z.string().nullable(),
  /** Milliseconds since the epoch; null for a token that lives until it is revoked. */
  expiresAt: z.number().nullable(),
  scopes: z.array(z.string()).readonly(),
  /** Milliseconds since the epoch: what Slack tells of earlier times is not about this one. 0 where nobody noted it. */
  installedAt: z.number().default(0),
});

/** What a workspace, or a whole organisation, gave us when it installed the app. */
export type Installation = Readonly<z.output<typeof installation>>;

/** A workspace as Slack names it in what it sends. */
export interface Place {
  readonly team: string;
  /** Of the organisation that it belongs to, where Slack said so. */
  readonly enterprise?: string | null;
}

export interface Installations {
  /** The workspace's own, else its organisation's; null where there is none. */
  find(place: Place): Promise<Installation | null>;
  /** The one of exactly that workspace, or of that organisation as a whole; null where there is none. */
  own(id: string): Promise<Installation | null>;
  /** Ids of the workspaces and organisations that have one. */
  all(): Promise<readonly string[]>;
  save(installation: Installation): Promise<void>;
  /**
   * Puts a renewed one in the place of the one that it was made from. False where that is no more, as after an uninstallation.
   *
   * @throws What the database answers; the renewed one is in use all the same, as the other is used up.
   */
  replace(stale: Installation, next: Installation): Promise<boolean>;
  /** Every workspace that it was used for, by Slack's id. */
  teams(installation: Installation): Promise<readonly string[]>;
  /** Whether it was sealed with a key that is being replaced; then it is sealed with the present one. @throws What `own` does. */
  sealAnew(id: string): Promise<boolean>;
  /** The workspace is served by its organisation's no more. */
  leave(team: string): Promise<void>;
  /** Forgets its tokens and all else, but not another one that was made there since. */
  erase(installation: Installation): Promise<void>;
}

/** What is stored cannot be listed otherwise. */
const allKey = "installations";
/** Of the cache that they are stored in. */
export const installationNamespace = "slack-installations";
const sealed = z.object({ sealed: z.string() });

/**
 * Installations by OAuth, sealed, behind a memory of those in use.
 *
 * A workspace under an installation of its whole organisation stands as a reference to it, so that what waits for that
 * workspace finds the token too when Slack has not spoken of the organisation for long.
 */
export function createInstallations(cache: Cache, seal: Seal): Installations {
  const known = new Map<string, Installation>();
  /** One change at a time: a renewal must not bring back what is being erased. */
  const inTurn = createTurns();

  async function read(key: string): Promise<Installation | null> {
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const stored = await cached(cache, `installation:${key}`, sealed);
    if (stored === undefined) return null;
    const found = installation.parse(JSON.parse(seal.open(stored.sealed, key)));
    known.set(key, found);
    return found;
  }

  async function organisationOf({ team, enterprise }: Place): Promise<Installation | null> {
    const id = enterprise ?? (await cached(cache, `organisation-of:${team}`, z.string()));
    const found = id === undefined ? null : await read(id);
    const isNews = found !== null && id !== undefined && team !== id && !(await teamsOf(id)).includes(team);
    if (isNews) await inTurn(() => remember(id, team));
    return found;
  }

  /** Looked at again in its turn: others may have been remembered meanwhile, or the organisation's erased. */
  async function remember(organisation: string, team: string): Promise<void> {
    const teams = await teamsOf(organisation);
    if (teams.includes(team) || (await read(organisation)) === null) return;
    await cache.set(`organisation-of:${team}`, organisation);
    await cache.set(`teams-of:${organisation}`, [...teams, team]);
  }

  async function teamsOf(organisation: string): Promise<readonly string[]> {
    return (await cached(cache, `teams-of:${organisation}`, z.array(z.string()))) ?? [];
  }

  async function all(): Promise<readonly string[]> {
    return (await cached(cache, allKey, z.array(z.string()))) ?? [];
  }

  async function write(value: Installation): Promise<void> {
    const key = keyOf(value);
    const ids = await all();
    if (!ids.includes(key)) await cache.set(allKey, [...ids, key]);
    await cache.set(`installation:${key}`, { sealed: seal.close(JSON.stringify(value), key) });
    known.set(key, value);
  }

  return {
    find: async (place) => (await read(place.team)) ?? (await organisationOf(place)),
    own: read,
    all,
    save: (value) => inTurn(() => write(value)),
    replace: (stale, next) =>
      inTurn(async () => {
        const current = await read(keyOf(stale));
        if (current?.token !== stale.token) return false;
        known.set(keyOf(next), next);
        await write(next);
        return true;
      }),
    teams: async (value) => (value.teamId === null ? await teamsOf(keyOf(value)) : [value.teamId]),
    sealAnew: (id) =>
      inTurn(async () => {
        const stored = await cached(cache, `installation:${id}`, sealed);
        if (stored === undefined || seal.isCurrent(stored.sealed)) return false;
        const found = await read(id);
        if (found !== null) await write(found);
        return found !== null;
      }),
    leave: (team) =>
      inTurn(async () => {
        const organisation = await cached(cache, `organisation-of:${team}`, z.string());
        if (organisation === undefined) return;
        const left = (await teamsOf(organisation)).filter((one) => one !== team);
        await cache.set(`teams-of:${organisation}`, left);
        await cache.delete(`organisation-of:${team}`);
      }),
    erase: (value) =>
      inTurn(async () => {
        const key = keyOf(value);
        if ((await read(key))?.installedAt !== value.installedAt) return;
        known.delete(key);
        await cache.delete(`installation:${key}`);
        const left = (await all()).filter((id) => id !== key);
        await (left.length === 0 ? cache.delete(allKey) : cache.set(allKey, left));
        if (value.teamId !== null) return;
        for (const team of await teamsOf(key)) await cache.delete(`organisation-of:${team}`);
        await cache.delete(`teams-of:${key}`);
      }),
  };
}

function keyOf({ teamId, enterpriseId }: Installation): string {
  const key = teamId ?? enterpriseId;
  if (key !== null) return key;
  throw new RolecallError(
    "installation",
    "slack: expected an installation of a workspace or an organisation, got neither.",
  );
}

/** The one workspace whose token stands in the environment: nothing is stored, and nothing erased. */
export function singleInstallation(look: () => Promise<Installation>): Installations {
  let found: Promise<Installation> | undefined;

  function known(): Promise<Installation> {
    found ??= look().catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  }

  async function own(id: string): Promise<Installation | null> {
    const installation = await known();
    return installation.teamId === id ? installation : null;
  }

  return {
    find: ({ team }) => own(team),
    own,
    all: async () => [keyOf(await known())],
    save: noneStored,
    replace: noneStored,
    teams: async ({ teamId }) => (teamId === null ? [] : [teamId]),
    sealAnew: async () => false,
    async leave() {},
    async erase() {},
  };
}

async function noneStored(): Promise<never> {
  throw new RolecallError("installation", "slack: the token stands in the environment, so none can be stored.");
}
