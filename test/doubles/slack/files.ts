import { refuse } from "./slack-refusal.ts";
import type { SlackChannel, SlackPost, World } from "./world.ts";

/** A file on its way into Slack, or in it. */
export interface SlackFile {
  readonly id: string;
  readonly team: string;
  readonly name: string;
  /** As it was said to be, in bytes. */
  readonly length: number;
  readonly alternative: string | undefined;
  title: string;
  bytes: Buffer | undefined;
  isComplete: boolean;
}

type Args = Readonly<Record<string, unknown>>;

const mostAlternative = 1_000;
const mostBytes = 1_000_000_000;

/** The first of three steps: what is to come. @throws SlackRefused. */
export function announceFile(files: Map<string, SlackFile>, world: World, team: string, args: Args): SlackFile {
  const { filename, length, alt_txt: alternative } = args;
  if (typeof filename !== "string" || filename === "") refuse("invalid_arguments");
  const bytes = Number(length);
  if (!Number.isInteger(bytes) || bytes <= 0) refuse("missing_argument");
  if (bytes > mostBytes) refuse("file_upload_size_restricted");
  if (typeof alternative === "string" && alternative.length > mostAlternative) refuse("alt_txt_too_large");
  const file: SlackFile = {
    id: world.nextId("F"),
    team,
    name: filename,
    length: bytes,
    alternative: typeof alternative === "string" ? alternative : undefined,
    title: filename,
    bytes: undefined,
    isComplete: false,
  };
  files.set(file.id, file);
  return file;
}

/** The second: its bytes, bare or in a form. @returns Whether they are as many as were announced. */
export async function receiveFile(file: SlackFile | undefined, raw: Buffer, kind: string): Promise<boolean> {
  const bytes = kind.startsWith("multipart/form-data") ? await fileInForm(raw, kind) : raw;
  if (file === undefined || file.bytes !== undefined || bytes?.length !== file.length) return false;
  file.bytes = bytes;
  return true;
}

async function fileInForm(raw: Buffer, kind: string): Promise<Buffer | undefined> {
  const form = await new Response(new Uint8Array(raw), { headers: { "content-type": kind } }).formData();
  const file = [...form.values()].find((value) => typeof value !== "string");
  return file === undefined ? undefined : Buffer.from(await file.arrayBuffer());
}

/** The third: shares them. @throws SlackRefused. */
export function completeFiles(
  files: ReadonlyMap<string, SlackFile>,
  team: string,
  args: Args,
  share: (channel: string) => { readonly channel: SlackChannel; readonly post: SlackPost },
): Readonly<Record<string, unknown>> {
  const named = Array.isArray(args["files"]) ? (args["files"] as readonly Args[]) : [];
  if (named.length === 0) refuse("invalid_arguments");
  const found = named.map(({ id, title }) => {
    const file = files.get(String(id));
    if (file?.team !== team || file.bytes === undefined || file.isComplete) refuse("file_not_found");
    return { file, title };
  });
  const target = args["channel_id"];
  const shared = typeof target === "string" && target !== "" ? share(target) : undefined;
  for (const { file, title } of found) {
    file.isComplete = true;
    if (typeof title === "string") file.title = title;
    // Slack takes it and shows it nowhere, without a word.
    if (file.alternative === undefined) shared?.post.files.push(file);
  }
  return { files: found.map(({ file }) => ({ id: file.id, title: file.title })) };
}
