import type { IncomingMessage, ServerResponse } from "node:http";
import type { SlackUser, World } from "./world.ts";

/** A file that somebody has uploaded for a form. */
export interface HandedFile {
  readonly id: string;
  readonly team: string;
  readonly user: string;
  readonly name: string;
  readonly bytes: Buffer;
  /** As forms tell of it; a test may make it another. */
  url: string;
  size: number;
}

/** As forms tell of it. @throws Error for one that the person has not uploaded. */
export function fileJson(file: HandedFile | undefined, user: SlackUser): Readonly<Record<string, unknown>> {
  if (file?.user !== user.id) throw new Error(`slack double: ${user.name} has uploaded no such file`);
  const { id, name, size, url } = file;
  return { id, name, title: name, user: user.id, size, mode: "hosted", url_private: url, url_private_download: url };
}

/** Gives a file to an app of its workspace that may read files; all others are sent to a page where people sign in. */
export function answerFile(
  files: ReadonlyMap<string, HandedFile>,
  world: World,
  { pathname }: URL,
  { headers }: IncomingMessage,
  response: ServerResponse,
): void {
  const [team = "", id = ""] = (pathname.split("/")[2] ?? "").split("-");
  const file = files.get(id);
  const token = world.tokens.get(/^Bearer (?<token>.+)$/.exec(headers.authorization ?? "")?.groups?.["token"] ?? "");
  const mayRead = token?.team === team && !token.isRevoked && token.scopes.has("files:read");
  if (!mayRead) response.writeHead(302, { location: "https://acme.slack.test/?redir=files" }).end();
  else if (file?.team !== team) response.writeHead(404).end();
  else response.writeHead(200, { "content-type": "text/plain" }).end(file.bytes);
}
