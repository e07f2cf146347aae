import { z } from "zod";
import type { Message } from "../../src/delivery/card/digest.ts";
import { type Failure, type Platform } from "../../src/delivery/platform.ts";
import { startServer } from "../http/loopback-server.ts";
import { createNullPlatform, type NullPlatform } from "./null-platform.ts";

/** A chat behind HTTP on this machine: what is shown there outlives the processes that send to it. */
export interface ChatServer extends AsyncDisposable {
  /** For `createHttpChat`. */
  readonly origin: string;
  /** What people see. */
  readonly shown: Pick<NullPlatform, "messages" | "doubled">;
}

const id = "chat";
const capabilities: Platform["capabilities"] = {
  editsInPlace: true,
  findsByKey: true,
  digest: { cards: 10, lines: 40, characters: 6_000 },
};

/** One call of the port, as it goes over the wire; the message is of our own making, its shape is not looked at. */
const callSchema = z.object({
  operation: z.enum(["send", "edit", "find"]),
  address: z.string(),
  key: z.string().default(""),
  reference: z.string().default(""),
  since: z.number().default(0),
  until: z.number().optional(),
  message: z.custom<Message>().optional(),
});
type Call = z.input<typeof callSchema>;

/**
 * @param pause Called before and after each message appears: what it waits for is the time in which a sender may die
 *   without knowing whether it had got through.
 */
export async function startChatServer(pause: () => Promise<void>): Promise<ChatServer> {
  const platform = createNullPlatform({ id, capabilities, now: () => Date.now() });

  async function answer(body: string): Promise<unknown> {
    const { operation, address, key, reference, since, until, message } = callSchema.parse(JSON.parse(body));
    const destination = { platform: id, address };
    if (operation === "find") return await platform.find(destination, key, since, until);
    if (message === undefined) throw new TypeError("chat: expected a message, got none");
    await pause();
    const shown =
      operation === "send"
        ? await platform.send(destination, message, key)
        : await platform.edit(destination, reference, message);
    await pause();
    return shown ?? null;
  }

  const server = await startServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => {
      body += text;
    });
    request.on("end", () => {
      answer(body).then(
        (answered) => response.end(JSON.stringify(answered)),
        (error: unknown) => response.writeHead(422).end(JSON.stringify(platform.classify(error))),
      );
    });
  });
  return { origin: server.origin, shown: platform, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

/** An answer of the chat that is none: what it means stands in it. */
class ChatError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.reason);
    this.failure = failure;
  }
}

/** The chat as a platform of a bot. */
export function createHttpChat(origin: string): Platform {
  async function call(body: Call): Promise<unknown> {
    const response = await fetch(origin, { method: "POST", body: JSON.stringify(body) });
    const answered: unknown = await response.json();
    if (!response.ok) throw new ChatError(answered as Failure);
    return answered;
  }

  return {
    id,
    capabilities,
    send: async ({ address }, message, key) =>
      z.string().parse(await call({ operation: "send", address, key, message })),
    async edit({ address }, reference, message) {
      await call({ operation: "edit", address, reference, message });
    },
    find: async ({ address }, key, since, until) =>
      foundSchema.parse(await call({ operation: "find", address, key, since, until })),
    async notify() {},
    openDirect: async ({ user }) => ({ platform: id, address: user }),
    classify(error) {
      if (error instanceof ChatError) return error.failure;
      return { class: "ambiguous", code: "lost", reason: "The chat gave no answer." };
    },
  };
}

const foundSchema = z.union([
  z.object({ kind: z.literal("found"), reference: z.string() }),
  z.object({ kind: z.enum(["absent", "unknown"]) }),
]);
