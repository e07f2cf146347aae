import { allRoles, type Role } from "../roles.ts";
import { coalesced } from "./coalesced.ts";
import type { SendReport } from "./sender.ts";

/** The steps from stored postings to messages, each of which leaves what it made in the database. */
export interface PipelineSteps {
  match(): Promise<unknown>;
  planEdits(): Promise<unknown>;
  makeDigests(): Promise<unknown>;
  /** Puts back what dead processes were sending. */
  recover(): Promise<unknown>;
  send(signal: AbortSignal): Promise<SendReport>;
  /** Makes what was stored findable. */
  takeIn(): Promise<unknown>;
  /** Reminds people of what they keep, and tells them what became of it. */
  remind(signal: AbortSignal): Promise<unknown>;
  /** Tells people of what cannot be sent. */
  tell(): Promise<unknown>;
}

export interface Pipeline {
  /**
   * Makes messages of what was stored and of what is due. Calls while it runs are one further run, so that nothing that was
   * stored before a call is left out.
   */
  prepare(): Promise<void>;
  /** Prepares and sends; resolves when nothing is left that may go now, which with a long queue is much later. */
  deliver(signal: AbortSignal): Promise<SendReport>;
}

const nothing: SendReport = { posted: 0, edited: 0, notSent: 0, halted: null };

/** Preparing goes on while messages are sent: a long queue of one must not keep the others' from being made. @param roles Steps of others are left out. */
export function createPipeline(steps: PipelineSteps, roles: ReadonlySet<Role> = allRoles): Pipeline {
  const matches = roles.has("match");
  const delivers = roles.has("deliver");
  // All who wait for one run of sending are done at once.
  const tell = coalesced(() => steps.tell());
  const takeIn = coalesced(() => steps.takeIn());
  const prepare = coalesced(async () => {
    if (matches) {
      await steps.match();
      await steps.planEdits();
    }
    if (!delivers) return;
    await steps.makeDigests();
    await steps.recover();
    await tell();
  });

  async function sent(signal: AbortSignal): Promise<SendReport> {
    const [report] = await Promise.all([steps.send(signal), steps.remind(signal)]);
    await tell();
    return report;
  }

  return {
    prepare,
    async deliver(signal) {
      await prepare();
      const report = delivers ? await sent(signal) : nothing;
      // Last: nobody waits for it.
      if (matches) await takeIn();
      return report;
    },
  };
}
