import type { ModalView } from "@slack/types";
import { z } from "zod";
import { type Command, fileOptionOf } from "../../../commands/command.ts";
import { commands } from "../../../commands/index.ts";
import type { GivenFile } from "../chat/read-file.ts";
import { plain } from "./line-buttons.ts";

/** The form that asks for a file. */
export const fileForm = "file";
const fileBlock = "file";

/** The verb of a line that says nothing else, where it takes a file. */
export function fileVerbIn(line: string): Command | undefined {
  const verb = line.trim().toLowerCase();
  return commands.find((one) => one.verb === verb && fileOptionOf(one) !== undefined);
}

/** Asks for the file of a verb. */
export function fileModal({ verb, summary }: Command): ModalView {
  return {
    type: "modal",
    callback_id: fileForm,
    private_metadata: verb,
    title: plain(`/jobs ${verb}`),
    submit: plain("Send"),
    close: plain("Cancel"),
    blocks: [
      {
        type: "input",
        block_id: fileBlock,
        label: plain(summary),
        hint: plain(`A text of at most 256 KiB. What fits into a line can be typed behind /jobs ${verb} as well`, 150),
        element: { type: "file_input", action_id: fileBlock, max_files: 1 },
      },
    ],
  };
}

const submitted = z.looseObject({
  private_metadata: z.string(),
  state: z.looseObject({
    values: z.looseObject({
      [fileBlock]: z.looseObject({
        [fileBlock]: z.looseObject({
          files: z.tuple([
            z.looseObject({ name: z.string(), size: z.number(), url_private_download: z.string().default("") }),
          ]),
        }),
      }),
    }),
  }),
});

/** What was handed over for which verb; undefined for a form that cannot be read. */
export function readFileModal(view: unknown): { readonly command: Command; readonly file: GivenFile } | undefined {
  const { success, data } = submitted.safeParse(view);
  const command = success ? fileVerbIn(data.private_metadata) : undefined;
  if (!success || command === undefined) return undefined;
  const [{ name, size, url_private_download: url }] = data.state.values[fileBlock][fileBlock].files;
  return { command, file: { name, bytes: size, url } };
}
