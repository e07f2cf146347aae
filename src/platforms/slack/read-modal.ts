import { z } from "zod";
import { editOf, formFields, type FormValues, readForm } from "../../../commands/subscription-form.ts";
import { inert } from "../../delivery/card/inert.ts";
import { channelBlock, mostText, nameBlock, restBlock, toChannel } from "./subscribe-modal.ts";

const maxError = 300;

/** What a form is for, kept in it: whose, and which keys it began with. */
const metadata = z.object({ id: z.string().optional(), keys: z.array(z.string()).default([]) });

/** What a submitted form holds, as Slack hands it over. */
export interface SubmittedView {
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly state: {
    readonly values: Readonly<Record<string, Readonly<Record<string, SubmittedValue>>>>;
  };
}

interface SubmittedValue {
  readonly value?: string | null;
  readonly selected_time?: string | null;
  readonly selected_option?: { readonly value?: string } | null;
  readonly selected_options?: readonly { readonly value?: string }[] | null;
  readonly selected_conversation?: string | null;
}

export type ReadModal =
  | {
      readonly ok: true;
      readonly command: "subscribe" | "edit";
      readonly options: Readonly<Record<string, string>>;
      /** Id of the channel that was picked for it, which the query does not name. */
      readonly channel?: string;
    }
  /** By block. */
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** What a form asks for, as the options of its verb, or what is wrong in which field. */
export function readModal({ callback_id: kind, private_metadata: kept, state }: SubmittedView): ReadModal {
  const text = (block: string) => valueOf(Object.values(state.values[block] ?? {})[0] ?? {});
  const given = new Map(formFields.map(({ key }) => [key, text(key)] as const).filter(([, value]) => value !== ""));
  const isForChannel = given.get("to") === toChannel;
  if (isForChannel) given.delete("to");
  const channel = isForChannel ? text(channelBlock) : undefined;
  const filled: FormValues = { name: text(nameBlock), values: given, rest: text(restBlock) };
  const read = readForm(filled);
  const errors = {
    ...(read.isRead ? {} : read.errors),
    ...tooLong(state.values),
    ...(channel === "" ? { [channelBlock]: "Expected a channel, or another answer to where matches go." } : {}),
  };
  if (!read.isRead || Object.keys(errors).length > 0) {
    return {
      ok: false,
      errors: Object.fromEntries(Object.entries(errors).map(([at, said]) => [at, inert(said, maxError)])),
    };
  }
  if (kind !== "edit") {
    const options = { query: read.query, ...(read.name === undefined ? {} : { name: read.name }) };
    return { ok: true, command: "subscribe", options, ...(channel === undefined ? {} : { channel }) };
  }
  const { id = "", keys } = metadata.parse(JSON.parse(kept));
  return { ok: true, command: "edit", options: { subscription: `#${id}`, query: editOf(read.query, keys) } };
}

/** What was typed and is longer than its field: nothing of it is cut. */
function tooLong(values: SubmittedView["state"]["values"]): Readonly<Record<string, string>> {
  const most = mostText.toLocaleString("en");
  return Object.fromEntries(
    Object.entries(values).flatMap(([block, fields]) => {
      const length = Object.values(fields)[0]?.value?.length ?? 0;
      return length <= mostText
        ? []
        : [[block, `Expected at most ${most} characters, got ${length.toLocaleString("en")}.`]];
    }),
  );
}

function valueOf({
  value,
  selected_time: time,
  selected_option: one,
  selected_options: several,
  selected_conversation: conversation,
}: SubmittedValue): string {
  if (several !== undefined && several !== null) return several.flatMap((option) => option.value ?? []).join(",");
  return value ?? time ?? one?.value ?? conversation ?? "";
}
