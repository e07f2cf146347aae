import { z } from "zod";
import type { Asker, CheckedSource } from "../commands/services.ts";
import type { Clock } from "./clock.ts";
import { counted } from "./delivery/card/age.ts";
import { UserError } from "./errors.ts";
import type { Quotas } from "./quotas.ts";
import { addressOf, type SourceChecks } from "./source-checks.ts";
import type { Storage } from "./storage/storage.ts";
import type { WorkspaceSourceStore } from "./storage/workspace-source-store.ts";

/** What people do to the sources of their workspace. */
export interface WorkspaceSources {
  /** Looks at an address, and remembers for a while what is there. Throws as `SourceChecks`. */
  check(asker: Asker, address: string): Promise<CheckedSource>;
  /** @returns Its key; null where it was not looked at lately. @throws UserError `source` or `quota`. */
  add(asker: Asker, address: string): Promise<string | null>;
  /** @throws UserError `source`. */
  remove(asker: Asker, key: string): Promise<void>;
  /** @throws UserError `source`. */
  adopt(asker: Asker, key: string): Promise<void>;
}

/** How long what was found counts: long enough to think it over, short enough to be what will be polled. */
const rememberMs = 15 * 60_000;

const remembered = z.object({ key: z.string(), kind: z.string(), options: z.record(z.string(), z.unknown()) });

export function createWorkspaceSources(
  storage: Storage,
  clock: Clock,
  checks: SourceChecks,
  { sources: mostSources }: Pick<Quotas, "sources">,
): WorkspaceSources {
  const lately = storage.cache("checked-sources");

  /** Changes a source of the asker's workspace that is the asker's to change. @throws UserError `source`. */
  async function changeOwn(
    asker: Asker,
    key: string,
    change: (sources: WorkspaceSourceStore) => Promise<unknown>,
  ): Promise<void> {
    await storage.transaction(async ({ workspaces, workspaceSources }) => {
      await workspaces.reserve(asker.workspace);
      await expectOwn(workspaceSources, asker, key);
      await change(workspaceSources);
    });
  }

  async function expectOwn(
    workspaceSources: WorkspaceSourceStore,
    { workspace, user, channels }: Asker,
    key: string,
  ): Promise<void> {
    const added = (await workspaceSources.of(workspace)).find((one) => one.key === key);
    if (added === undefined) {
      throw new UserError("source", `Nobody here has added a source ${key}. /jobs sources shows what there is.`, {
        key,
      });
    }
    // Nobody's are everybody's.
    if (added.owner !== user && added.owner !== "" && channels?.isAdmin !== true) {
      throw new UserError("source", `${key} was added by somebody else: they or an admin can change that.`, { key });
    }
  }

  return {
    async check(asker, address) {
      const checked = await checks.check(asker.workspace, address);
      const { key, kind, options, configuration } = checked;
      if (configuration !== null) await lately.set(nameOf(asker, address), { key, kind, options }, rememberMs);
      return checked;
    },

    async add(asker, address) {
      const found = remembered.safeParse(await lately.get(nameOf(asker, address)));
      if (!found.success) return null;
      const { workspace, user: owner } = asker;
      const { key } = found.data;
      await storage.transaction(async ({ workspaces, workspaceSources, sources }) => {
        await workspaces.reserve(workspace);
        const added = await workspaceSources.of(workspace);
        const isShared = (await sources.list()).some((one) => one.key === key && one.isShared);
        if (isShared || added.some((one) => one.key === key)) {
          throw new UserError("source", `${key} is polled already.`, { key });
        }
        if (added.length >= mostSources) {
          throw new UserError(
            "quota",
            `At most ${counted(mostSources, "source")} can be added here. Remove one first: /jobs sources remove ${added[0]?.key ?? ""}`,
          );
        }
        await workspaceSources.add(workspace, { ...found.data, owner }, clock.now());
      });
      return key;
    },

    remove: (asker, key) => changeOwn(asker, key, (sources) => sources.remove(asker.workspace, key, clock.now())),

    adopt: (asker, key) => changeOwn(asker, key, (sources) => sources.handOver(asker.workspace, key, asker.user)),
  };
}

function nameOf({ workspace }: Asker, address: string): string {
  return `${workspace} ${addressOf(address).href}`;
}
