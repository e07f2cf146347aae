import type { App, BlockAction, BlockElementAction, RespondFn } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import { failure, type Reply } from "../../../commands/reply.ts";
import type { Services } from "../../../commands/services.ts";
import { subscriptionBy } from "../../../commands/subscription-ref.ts";
import { UserError } from "../../errors.ts";
import type { SlackAnswers } from "./asker.ts";
import { type Caller, callerOf } from "./caller.ts";
import { formButton } from "./form-button.ts";
import type { Forms } from "./forms.ts";
import type { Home } from "./home.ts";
import { renderReply } from "./render-reply.ts";
import type { Responding } from "./responding.ts";
import type { Telling } from "./telling.ts";
import { resultModal, subscribeModal, workingModal } from "./subscribe-modal.ts";

export interface ActionOptions {
  readonly answers: SlackAnswers;
  readonly forms: Forms;
  readonly home: Home;
  readonly tell: Telling;
  readonly respondPrivately: Responding;
  readonly subscriptions: Services["subscriptions"];
}

/** A press, with where it happened: that is where its answer goes. */
interface Press {
  readonly caller: Caller;
  readonly trigger: string;
  readonly value: string;
  readonly view: BlockAction["view"];
  readonly respond: RespondFn | undefined;
}

/** Every button. Nothing is trusted from one: it stands for a line that whoever pressed it might have typed. */
export function handleActions(
  app: App,
  { answers, forms, home, tell, respondPrivately, subscriptions }: ActionOptions,
): void {
  app.action({ type: "block_actions" }, async ({ ack, body, action, respond }) => {
    await ack();
    const caller = callerOf(body);
    if (caller === null) return;
    const press: Press = { caller, trigger: body.trigger_id, value: valueOf(action), view: body.view, respond };
    if (action.action_id.startsWith("line:")) return await runLine(press);
    if (action.action_id === "subscribe") return await openNew(press);
    if (action.action_id === "edit") return await openEdit(press);
    if (/^home-page(?::|$)/.test(action.action_id)) return await home.publish(caller, press.value);
  });

  async function runLine(press: Press): Promise<void> {
    const { caller, trigger, value, view } = press;
    if (view?.type === "home") home.note(caller, view.private_metadata);
    const reply = await answers.line(value, caller);
    if (view === undefined) return await answerWith(press, reply);
    if (view.type === "modal") {
      if (!(await forms.update(caller, view.id, resultModal(reply)))) await tell(caller, reply);
      return;
    }
    // In the Home tab one line of news is seen from what changed there, for which it is shown anew.
    if (reply.tone !== "error" && reply.parts.length <= 1) return;
    if ((await forms.open(caller, trigger, resultModal(reply))) === null) await tell(caller, reply);
  }

  async function openNew({ caller, trigger, value, respond }: Press): Promise<void> {
    const opened = await forms.open(caller, trigger, newForm(value));
    if (opened !== null) return;
    if (respond === undefined)
      return await tell(caller, failure("The form did not open in time. Try again, or type /jobs"));
    await respondPrivately(respond, [formButton()], caller);
  }

  /** A button's value is nobody's word: what cannot be read fills in nothing. */
  function newForm(prefill: string): ModalView {
    try {
      return subscribeModal({ prefill });
    } catch (error) {
      if (error instanceof UserError) return subscribeModal({});
      throw error;
    }
  }

  /** The form opens at once and is filled when the subscription is there: the trigger lives three seconds. */
  async function openEdit(press: Press): Promise<void> {
    const { caller, trigger, value } = press;
    const viewId = await forms.open(caller, trigger, workingModal("Edit"));
    const problem = await answers.attempt(caller, async ({ asker }) => {
      const subscription = subscriptionBy(value, await subscriptions.list(asker));
      if (viewId === null)
        return failure(`The form did not open in time. Try again, or type /jobs edit ${subscription.name}`);
      await forms.update(caller, viewId, subscribeModal({ subscription }));
      return null;
    });
    if (problem === null) return;
    if (viewId === null) return await answerWith(press, problem);
    if (!(await forms.update(caller, viewId, resultModal(problem)))) await tell(caller, problem);
  }

  async function answerWith({ caller, respond }: Press, reply: Reply): Promise<void> {
    if (respond === undefined) await tell(caller, reply);
    else await respondPrivately(respond, renderReply(reply), caller);
  }
}

/** Of a button, or of what was chosen in a menu. */
function valueOf(action: BlockElementAction): string {
  if (action.type === "button") return action.value ?? "";
  return action.type === "overflow" ? (action.selected_option.value ?? "") : "";
}
