import { UserError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { type FetchFile, fileOrigins, readGivenFile } from "../chat/read-file.ts";
import type { CommandInteraction } from "./interaction.ts";

/** What a person has attached to a command. */
export interface Attachments {
  /** @throws UserError `file` for one that cannot be read, or that is none of this interaction's. */
  read(id: string, of: CommandInteraction["data"]): Promise<string>;
}

export interface AttachmentsOptions {
  readonly apiUrl: string;
  readonly fetchFile: FetchFile;
  readonly log: Log;
}

/** Where Discord keeps what people attach. */
const contentOrigin = "https://cdn.discordapp.com";
const discordOrigin = "https://discord.com";

export function createAttachments({ apiUrl, fetchFile, log }: AttachmentsOptions): Attachments {
  const kept = fileOrigins(contentOrigin, discordOrigin, apiUrl);
  return {
    async read(id, { resolved }) {
      const file = resolved?.attachments?.[id];
      if (file === undefined) throw new UserError("file", "That file did not come with the command: attach it anew.");
      return await readGivenFile(
        { name: file.filename, bytes: file.size, url: file.url },
        { platform: "Discord", ...kept, fetchFile, log },
      );
    },
  };
}
