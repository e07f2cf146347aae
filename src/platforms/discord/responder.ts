import { InteractionResponseType, MessageFlags, Routes } from "discord.js";
import type { Clock } from "../../clock.ts";
import { messageOf } from "../../errors.ts";
import type { Log } from "../../log.ts";
import type { Api } from "./api.ts";
import { discordCode } from "./classify.ts";
import type { Interaction } from "./interaction.ts";
import { asEdit, withoutFiles } from "./render-reply.ts";
import type { DiscordMessage } from "./discord-message.ts";

/** Its body, and its files beside it. */
function sent({ files, ...body }: DiscordMessage): [body: object, files?: DiscordMessage["files"]] {
  if (files === undefined) return [body];
  return [{ ...body, attachments: files.map(({ name }, id) => ({ id, filename: name })) }, files];
}

/** Speaks to whoever did something, and to nobody else. Each is acknowledged once; nothing here throws. */
export interface Responder {
  /** Says that an answer comes. @returns False where nobody waits for one any more. */
  defer(): Promise<boolean>;
  /** Opens a form, in the place of an answer. @returns False where that came too late. */
  open(form: object): Promise<boolean>;
  /** Completes what is being typed. */
  suggest(choices: readonly object[]): Promise<void>;
  /** What was deferred, in one message or several; where nothing was said yet, it is deferred before. */
  answer(messages: readonly DiscordMessage[]): Promise<void>;
}

/** Somebody else acknowledged it, or it is over: nothing can be said any more. */
const over: ReadonlySet<number> = new Set([10062, 40060, 10015, 50027, 10008]);

const acknowledgedAlready = 40060;
/** Discord waits no longer for an acknowledgement. */
const acknowledgeWithinMs = 3_000;

/** Between tries to show an answer whose first message did not arrive: shown twice, it is the same. */
const tryAgainAfterMs = [1_000, 4_000] as const;

/** @param api Needs no token: an interaction has its own, and its answers count for no limit of the bot's. */
export function createResponder(
  interaction: Interaction,
  { api, clock, log }: { readonly api: Api; readonly clock: Clock; readonly log: Log },
): Responder {
  const { id, token, application_id: application } = interaction;

  const startedAt = clock.now();
  let isAcknowledged = false;

  /**
   * Once more at once where Discord's word on it was lost: without an acknowledgement no answer arrives.
   *
   * @returns Whether an answer may follow: also where the word on both was lost.
   */
  async function acknowledge(type: InteractionResponseType, data?: object, isRepeat = false): Promise<boolean> {
    isAcknowledged = true;
    try {
      await api.post(Routes.interactionCallback(id, token), { type, ...(data === undefined ? {} : { data }) });
      return true;
    } catch (error) {
      const code = discordCode(error);
      if (isRepeat && code === acknowledgedAlready) return true;
      // The address holds a secret, so the message alone.
      log.warn({ code, error: messageOf(error) }, "discord took no acknowledgement");
      if (code !== undefined) return false;
      return isRepeat || clock.now() - startedAt > acknowledgeWithinMs || (await acknowledge(type, data, true));
    }
  }

  /** In the place of the words that an answer comes: nobody is to wait for ever for what was lost on its way. */
  async function show(message: DiscordMessage): Promise<void> {
    for (const waitMs of [...tryAgainAfterMs, null]) {
      try {
        return void (await api.patch(Routes.webhookMessage(application, token), ...sent(message)));
      } catch (error) {
        if (waitMs === null || discordCode(error) !== undefined) throw error;
        await clock.sleep(waitMs);
      }
    }
  }

  /** Where Discord refuses it with its pictures, as where files may not be attached, without them: its words say all. */
  async function withPictures(message: DiscordMessage, send: (message: DiscordMessage) => Promise<unknown>) {
    try {
      await send(message);
    } catch (error) {
      const code = discordCode(error);
      if (message.files === undefined || code === undefined || over.has(code)) throw error;
      log.info({ code }, "discord took no picture");
      await send(withoutFiles(message));
    }
  }

  function defer(): Promise<boolean> {
    return acknowledge(InteractionResponseType.DeferredChannelMessageWithSource, { flags: MessageFlags.Ephemeral });
  }

  return {
    defer,
    open: (form) => acknowledge(InteractionResponseType.Modal, form),
    suggest: async (choices) =>
      void (await acknowledge(InteractionResponseType.ApplicationCommandAutocompleteResult, { choices })),
    async answer(messages) {
      if (!isAcknowledged && !(await defer())) return;
      try {
        for (const [index, message] of messages.entries()) {
          if (index === 0) await withPictures(asEdit(message), show);
          else await withPictures(message, (one) => api.post(Routes.webhook(application, token), ...sent(one)));
        }
      } catch (error) {
        const code = discordCode(error);
        if (code !== undefined && over.has(code)) log.info({ code }, "discord waits for no answer any more");
        else log.warn({ code, error: messageOf(error) }, "discord took no answer");
      }
    },
  };
}
