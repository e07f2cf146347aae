import type { Bot } from "../commands/bot.ts";
import { dispatch, execute } from "../commands/dispatch.ts";
import { type Reply, text } from "../commands/reply.ts";
import type { Asker, Services } from "../commands/services.ts";
import type { Draw } from "./charts/dashboard.ts";
import type { Clock } from "./clock.ts";
import type { Notices } from "./delivery/notices.ts";
import type { HoldNotices } from "./hold-notices.ts";
import type { WorkspaceStore } from "./storage/workspace-store.ts";

export interface BotPorts {
  readonly services: Services;
  readonly workspaces: WorkspaceStore;
  /** Who has something to say that its person could not be told: of subscriptions, and of what they keep. */
  readonly notices: HoldNotices;
  readonly draw: Draw;
  readonly kept: Pick<Notices, "forAsker">;
  readonly clock: Clock;
}

/** The bot as people speak to it, on whatever platform. */
export function createBot({ services, workspaces, notices, kept, draw, clock }: BotPorts): Bot {
  /** With what its person has to know, whatever was asked. */
  async function withNotice(asker: Asker, reply: Reply): Promise<Reply> {
    const untold = [await notices.forAsker(asker.self), await kept.forAsker(asker)].filter((one) => one !== null);
    return untold.length === 0 ? reply : { ...reply, parts: [...reply.parts, ...untold.map(text)] };
  }

  return {
    services,
    draw,
    answer: async (line, asker) => await withNotice(asker, await dispatch(line, asker, services)),
    execute: async (command, options, asker) =>
      await withNotice(asker, await execute(command, options, asker, services)),
    welcome: (workspace, platform) => workspaces.ensure(workspace, platform, clock.now()),
  };
}
