import type { Command } from "../../../commands/command.ts";
import { commands } from "../../../commands/index.ts";

/** A declared verb. @throws Error where there is none, which is a mistake of the test. */
export function theCommand(verb: string): Command {
  const command = commands.find((one) => one.verb === verb);
  if (command === undefined) throw new Error(`there is no verb ${verb}`);
  return command;
}
