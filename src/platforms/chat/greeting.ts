import type { Reply } from "../../../commands/reply.ts";
import { welcome } from "../../../commands/welcome.ts";
import { type Destination, type Platform, type PlatformHost, printDestination } from "../../delivery/platform.ts";
import type { Log } from "../../log.ts";

/**
 * Greets a workspace, once for ever, however often there is an occasion. Never throws: the log says what kept it from that.
 *
 * @param place Where to greet. @throws Anything where there is no place for it.
 */
export type Greet = (workspace: string, place: () => Promise<Destination>) => Promise<void>;

export interface GreetOptions {
  readonly host: Pick<PlatformHost, "greets" | "notGreeted">;
  readonly platform: Pick<Platform, "id" | "classify">;
  /** Says it to everybody there. @throws Anything. */
  readonly say: (destination: Destination, reply: Reply) => Promise<void>;
  readonly log: Log;
}

export function createGreet({ host, platform, say, log }: GreetOptions): Greet {
  async function greet(workspace: string, place: () => Promise<Destination>): Promise<void> {
    if (!(await host.greets(workspace, platform.id))) return;
    let isUnderWay = false;
    try {
      const destination = await place();
      isUnderWay = true;
      await say(destination, welcome);
      log.info({ workspace, destination: printDestination(destination) }, "a workspace was greeted");
    } catch (error) {
      const failure = platform.classify(error);
      log.warn({ workspace, code: failure.code, reason: failure.reason }, "a workspace could not be greeted");
      // It may have arrived, and two would be worse than none.
      if (isUnderWay && failure.class === "ambiguous") return;
      await host.notGreeted(workspace);
    }
  }

  return async (workspace, place) => {
    try {
      await greet(workspace, place);
    } catch (error) {
      log.error({ error, workspace }, "it could not be noted whether a workspace is greeted");
    }
  };
}
