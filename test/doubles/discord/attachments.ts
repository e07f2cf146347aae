import { createHmac, randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Json } from "./json.ts";
import type { DiscordUser, World } from "./world.ts";

/** A file that somebody has uploaded to attach it to a command. */
export interface Attachment {
  readonly id: string;
  /** Nobody else can attach it. */
  readonly user: string;
  readonly name: string;
  readonly bytes: Buffer;
  /** As interactions tell of it; a test may make it another. */
  url: string;
  size: number;
}

export interface Attachments {
  /** Uploads a file. @param livesMs How long its address is good. */
  add(user: DiscordUser, name: string, content: string | Buffer, livesMs?: number): Attachment;
  /** By its id, where it is that person's. */
  of(user: DiscordUser, id: string): Attachment | undefined;
  /** As the content network answers. @returns Whether it was one of its addresses. */
  answer(url: URL, response: ServerResponse): boolean;
}

const dayMs = 86_400_000;
const prefix = "/ephemeral-attachments/";
const mostBytes = 10_485_760;

/** Discord's content network: what is signed and not out of date is given to anybody. */
export function createAttachments(world: World, now: () => number, origin: () => string): Attachments {
  const secret = randomUUID();
  const files = new Map<string, Attachment>();
  const sign = (path: string, ex: string) => createHmac("sha256", secret).update(`${path} ${ex}`).digest("hex");

  return {
    add(user, name, content, livesMs = dayMs) {
      const bytes = Buffer.from(content);
      if (bytes.length > mostBytes) throw new Error("discord double: nobody can upload more than 10 MiB");
      const id = world.nextId();
      const path = `${prefix}${world.app.id}/${id}/${encodeURIComponent(name)}`;
      const ex = Math.floor((now() + livesMs) / 1_000).toString(16);
      const url = `${origin()}${path}?ex=${ex}&hm=${sign(path, ex)}&`;
      const file = { id, user: user.id, name, bytes, url, size: bytes.length };
      files.set(id, file);
      return file;
    },
    of(user, id) {
      const file = files.get(id);
      return file?.user === user.id ? file : undefined;
    },
    answer({ pathname, searchParams }, response) {
      if (!pathname.startsWith(prefix)) return false;
      const file = files.get(pathname.split("/")[3] ?? "");
      const ex = searchParams.get("ex") ?? "0";
      const isGood = searchParams.get("hm") === sign(pathname, ex) && Number.parseInt(ex, 16) * 1_000 > now();
      if (file === undefined || !isGood) response.writeHead(404).end("This content is no longer available.");
      else response.writeHead(200, { "content-type": "application/octet-stream" }).end(file.bytes);
      return true;
    },
  };
}

/** As interactions tell of it. */
export function attachmentJson({ id, name, url, size }: Attachment): Json {
  return { id, filename: name, size, url, proxy_url: url, ephemeral: true };
}

export function resolvedAttachments(files: readonly (Attachment | undefined)[]): Json {
  const all = files.filter((file) => file !== undefined).map((file) => [file.id, attachmentJson(file)]);
  return all.length === 0 ? {} : { attachments: Object.fromEntries(all) };
}
