import { failure, type Reply } from "../../../commands/reply.ts";
import type { Services } from "../../../commands/services.ts";
import { subscriptionBy } from "../../../commands/subscription-ref.ts";
import type { Clock } from "../../clock.ts";
import { UserError } from "../../errors.ts";
import type { DiscordAnswers, Speaker } from "./asker.ts";
import type { Caller } from "./caller.ts";
import { editDraft, type FormDraft, newDraft, parseDraft, printDraft, readDraft } from "./form-draft.ts";
import type { FormInteraction } from "./interaction.ts";
import { editedBy } from "./own-subscriptions.ts";
import type { Kept, RememberedLines } from "./remembered-lines.ts";
import type { Responder } from "./responder.ts";
import type { Speaking } from "./speaking.ts";
import { guildOfForm, submittedDraft, subscribeModal } from "./subscribe-modal.ts";

/** The form of a subscription. It has to be opened within three seconds, and in the place of any other answer. */
export interface Forms {
  /** @param name Of the new subscription, where that was said already. */
  openNew(responder: Responder, name?: string): Promise<void>;
  /** @param reference As people name a subscription of theirs. */
  openEdit(reference: string, caller: Caller, responder: Responder): Promise<void>;
  /** What a button of a subscription's is for. @param key Of the line that is kept for it. */
  openKept(key: string, caller: Caller, responder: Responder): Promise<void>;
  /** As it was when it could not be taken. @param key Of what is kept of it. */
  openAgain(key: string, caller: Caller, responder: Responder): Promise<void>;
  submit(interaction: FormInteraction, caller: Caller, responder: Responder): Promise<void>;
}

export interface FormsOptions {
  readonly answers: DiscordAnswers;
  readonly speaking: Speaking;
  readonly subscriptions: Services["subscriptions"];
  readonly lines: RememberedLines;
  readonly clock: Clock;
}

/** What a look into the database may take so that the form still opens in time. */
const patienceMs = 1_800;
const tooLate = failure(
  "That took too long for a form. Try again, or type what is to change: /jobs edit, with the option query.",
);
/** Said of a button whose line is no longer kept. */
export const buttonTooOld = "This button is too old for me to know what it was for. Type /jobs help for what there is.";
const tooOld = failure("What stood in the form is no longer kept. Type /jobs subscribe for an empty one.");

/** What a form is filled in with, and for whom. */
interface Filling {
  readonly caller: Caller;
  /** @throws UserError where there is nothing to fill it in with. */
  readonly draft: (speaker: Speaker) => FormDraft | Promise<FormDraft>;
}

export function createForms({ answers, speaking, subscriptions, lines, clock }: FormsOptions): Forms {
  /** Opens a form once its draft is there; where it cannot be, or not in time, says why. */
  async function open(fill: () => Promise<Filling>, asking: Caller, responder: Responder): Promise<void> {
    let form: ReturnType<typeof subscribeModal> | undefined;
    async function find(): Promise<Reply | null> {
      const { caller, draft } = await fill();
      return await answers.attempt(caller, async (speaker) => {
        form = subscribeModal(await draft(speaker), caller.guild === null ? speaker.caller.guild : null);
        return null;
      });
    }
    const finding = find();
    const problem = await Promise.race([finding, clock.sleep(patienceMs).then(() => tooLate)]);
    if (form !== undefined) return void (await responder.open(form));
    if (await responder.defer()) await speaking.say(problem ?? tooLate, asking, responder);
  }

  async function edited({ asker }: Speaker, reference: string): Promise<FormDraft> {
    return editDraft(subscriptionBy(reference, await subscriptions.list(asker)));
  }

  function draftIn(kept: Kept | null): FormDraft {
    const draft = kept === null ? null : parseDraft(kept.text);
    if (draft === null)
      throw new UserError("form", "What stood in the form is no longer kept: type /jobs subscribe anew.");
    return draft;
  }

  return {
    async openNew(responder, name) {
      // Nothing of it has to be looked up.
      await responder.open(subscribeModal(newDraft(name === undefined ? {} : { name })));
    },
    openEdit: (reference, caller, responder) =>
      open(async () => ({ caller, draft: (speaker) => edited(speaker, reference) }), caller, responder),
    openKept: (key, caller, responder) =>
      open(
        async () => {
          const kept = await lines.recall(key);
          const reference = editedBy(kept?.text ?? "");
          return {
            caller: { ...caller, hint: kept?.guild ?? null },
            draft(speaker) {
              if (reference === undefined) throw new UserError("button", buttonTooOld);
              return edited(speaker, reference);
            },
          };
        },
        caller,
        responder,
      ),
    openAgain: (key, caller, responder) =>
      open(
        async () => {
          const kept = await lines.recall(key);
          return { caller: { ...caller, hint: kept?.guild ?? null }, draft: () => draftIn(kept) };
        },
        caller,
        responder,
      ),
    async submit(interaction, submitting, responder) {
      if (!(await responder.defer())) return;
      const caller = await speaking.who({ ...submitting, hint: guildOfForm(interaction.data) });
      const draft = submittedDraft(interaction.data);
      if (draft === null) return await speaking.say(tooOld, caller, responder);
      const read = readDraft(draft);
      const reply = read.ok ? await speaking.execute(read.verb, async () => read.options, caller) : read.reply;
      // Discord shows no mistake in its field: what was typed can be had back.
      await speaking.say(reply, caller, responder, reply.tone === "error" ? printDraft(draft) : undefined);
    },
  };
}
