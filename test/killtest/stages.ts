import type { Message } from "../../src/delivery/card/digest.ts";
import type { ChatServer } from "../doubles/http-chat.ts";
import type { Program } from "./child.ts";
import type { Audience } from "./ledger.ts";

/** Where cards go: to the output of the process, or to a chat that can be asked what it has. */
export const variants = ["terminal", "chat"] as const;
export type Variant = (typeof variants)[number];

/** What people saw in one place: a mark for each time that its opening stood there. */
export interface Sight {
  readonly destination: string;
  readonly marks: readonly string[];
}

/** One variant: who looks, at which program, and what they saw. */
export interface Stage {
  readonly audience: Audience;
  readonly command: Program["command"];
  /** @param stdout All that the processes have printed. */
  sights(stdout: string): readonly Sight[];
}

export const stages: Readonly<Record<Variant, (chat: ChatServer) => Stage>> = {
  terminal() {
    const destination = "terminal:me";
    return {
      audience: { platform: "terminal", destinations: [destination] },
      command: ["src/main.ts", "start"],
      sights: (stdout) => [{ destination, marks: openingLines(stdout).flatMap(marksIn) }],
    };
  },
  chat({ origin, shown }) {
    const addresses = ["C1", "C2", "C3"];
    return {
      audience: { platform: "chat", destinations: addresses.map((address) => `chat:${address}`) },
      command: ["test/killtest/process.ts", origin],
      sights: () =>
        addresses.map((address) => ({
          destination: `chat:${address}`,
          marks: shown
            .messages({ platform: "chat", address })
            .flatMap(({ versions: [first] }) => titlesOf(first))
            .flatMap(marksIn),
        })),
    };
  },
};

/** First lines of cards and lines of digests; what is said of changes begins otherwise. */
function openingLines(stdout: string): string[] {
  return stdout.split("\n").filter((line) => line.startsWith("┌─ ") || line.startsWith("• "));
}

function titlesOf(message: Message): string[] {
  if (message.kind === "card") return [message.card.title];
  return message.digest.groups
    .flatMap(({ entries }) => entries)
    .map((entry) => (entry.kind === "card" ? entry.card.title : entry.line.title));
}

function marksIn(text: string): string[] {
  return text.match(/\bQ\d{4}\b/)?.slice(0, 1) ?? [];
}
