import { failure, type Reply } from "../../../commands/reply.ts";
import type { Services, Subscription } from "../../../commands/services.ts";
import { subscriptionBy } from "../../../commands/subscription-ref.ts";
import type { Clock } from "../../clock.ts";
import type { DiscordAnswers } from "./asker.ts";
import type { Caller } from "./caller.ts";
import type { FormInteraction } from "./interaction.ts";
import type { RememberedLines } from "./remembered-lines.ts";
import type { Responder } from "./responder.ts";
import type { Speaking } from "./speaking.ts";
import { readModal, subscribeModal } from "./subscribe-modal.ts";

/** The form of a subscription. It has to be opened within three seconds, and in the place of any other answer. */
export interface Forms {
  /** @param prefill A query that it begins with. */
  openNew(prefill: string, caller: Caller, responder: Responder): Promise<void>;
  /** @param reference As people name a subscription of theirs. */
  openEdit(reference: string, caller: Caller, responder: Responder): Promise<void>;
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

export function createForms({ answers, speaking, subscriptions, clock }: FormsOptions): Forms {
  async function openOrSay(found: Subscription | Reply, responder: Responder): Promise<void> {
    if ("tone" in found) {
      if (await responder.defer()) await speaking.say(found, responder);
      return;
    }
    await responder.open(subscribeModal({ subscription: found }));
  }

  async function find(reference: string, caller: Caller): Promise<Subscription | Reply> {
    let found: Subscription | undefined;
    const problem = await answers.attempt(caller, async ({ asker }) => {
      found = subscriptionBy(reference, await subscriptions.list(asker));
      return null;
    });
    return found ?? problem ?? failure("There is no answer to that.");
  }

  return {
    async openNew(prefill, _caller, responder) {
      await responder.open(subscribeModal({ prefill }));
    },
    async openEdit(reference, caller, responder) {
      const late = failure(`That took too long for a form. Try again, or type: /jobs edit, with the option query`);
      await openOrSay(
        await Promise.race([find(reference, caller), clock.sleep(patienceMs).then(() => late)]),
        responder,
      );
    },
    async submit(interaction, caller, responder) {
      if (!(await responder.defer())) return;
      const read = readModal(interaction.data);
      await speaking.say(await speaking.execute(read.command, async () => read.options, caller), responder);
    },
  };
}
