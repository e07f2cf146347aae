import type { Draw } from "../src/charts/dashboard.ts";
import type { Command } from "./command.ts";
import type { Reply } from "./reply.ts";
import type { Asker, Services } from "./services.ts";

/** What a chat platform asks of the bot once people speak to it there. */
export interface Bot {
  readonly services: Services;
  /** Answers one line of /jobs. @throws Anything but `UserError`. */
  answer(line: string, asker: Asker): Promise<Reply>;
  /** Runs a verb whose options were filled in one by one. @throws Anything but `UserError`. */
  execute(command: Command, options: Readonly<Record<string, string>>, asker: Asker): Promise<Reply>;
  /** Draws what an answer shows as a picture, beside all else that goes on. */
  readonly draw: Draw;
  /** Makes a workspace known. */
  welcome(workspace: string, platform: string): Promise<void>;
}
