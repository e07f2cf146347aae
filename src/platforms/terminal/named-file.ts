import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join, resolve } from "node:path";
import { type Command, fileOptionOf } from "../../../commands/command.ts";
import { checkFileSize, mostFileBytes, textOfFile } from "../../../commands/given-file.ts";
import { commands } from "../../../commands/index.ts";
import { nextWord } from "../../../commands/words.ts";
import { UserError } from "../../errors.ts";

/** A verb whose file stands on this machine. */
export interface NamedFile {
  readonly command: Command;
  /** Of the command, that takes the text of the file. */
  readonly option: string;
  readonly path: string;
}

/** `./a.opml`, `../a`, `~/a`, `/a/b`, `a.opml`; never an address, nor a line of `/jobs`. */
const pathLike = /^(?:\.{1,2}\/|~\/|\/(?!jobs$)).|^[^/\\:]+\.[a-z]{2,5}$/i;

/**
 * What a line of the terminal's names a file for: its person is whoever may read the files of this machine, which holds for no
 * other platform.
 *
 * @param line Without `/jobs`.
 * @returns Undefined for a line that names none.
 */
export function fileNamedIn(line: string): NamedFile | undefined {
  const [, verb = "", rest = ""] = /^\s*(\S+)\s+(\S.*?)\s*$/u.exec(line) ?? [];
  const command = commands.find((one) => one.verb === verb.toLowerCase());
  const option = command && fileOptionOf(command);
  if (command === undefined || option === undefined) return undefined;
  const path = onlyWord(rest);
  return path !== undefined && pathLike.test(path) ? { command, option, path } : undefined;
}

/** The options of the verb, with the text of the file. @throws UserError `file` where it cannot be read, is too large or no text. */
export async function optionsWithFile({ option, path }: NamedFile): Promise<Readonly<Record<string, string>>> {
  return { [option]: textOfFile(basename(path), new TextDecoder().decode(await beginningOf(path))) };
}

function onlyWord(text: string): string | undefined {
  try {
    const word = nextWord(text, 0);
    return word?.end === text.length ? word.text : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** No more is read than what may be taken, whatever the path leads to. */
async function beginningOf(path: string): Promise<Buffer> {
  const full = path.startsWith("~/") ? join(homedir(), path.slice(2)) : resolve(path);
  try {
    // Nor is waited for what a pipe may bring.
    await using file = await open(full, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = await file.stat();
    if (!stat.isFile() && !stat.isDirectory()) {
      throw new UserError("file", `Expected a file, ${path} is a device or a pipe.`);
    }
    const { size } = stat;
    checkFileSize(basename(path), size);
    const buffer = Buffer.alloc(mostFileBytes);
    const { bytesRead } = await file.read(buffer, 0, mostFileBytes, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const why = error instanceof Error && "code" in error ? (reasons.get(String(error.code)) ?? error.message) : "";
    throw new UserError("file", `Expected a file that can be read, ${path} is none: ${why || String(error)}.`);
  }
}

const reasons: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "there is nothing of that name"],
  ["EISDIR", "it is a folder"],
  ["EACCES", "you may not read it"],
]);
