import { appendMessage, editMessage } from "./append-message.ts";
import { problemsOfModal } from "./component-rules.ts";
import { messageFlags } from "./discord-numbers.ts";
import { createFormCheck } from "./form-check.ts";
import { type Json, listOf, objectOf } from "./json.ts";
import { checkEdit, deleteMessage } from "./message-routes.ts";
import { checkMessage } from "./message-rules.ts";
import { aFormFor } from "./open-form.ts";
import { refuse, refuseForm } from "./refusal.ts";
import { type Answer, type Call, formOf, type Routes } from "./route.ts";
import type { DoubleState, Interaction } from "./state.ts";
import { messageJson } from "./to-json.ts";

import type { DiscordMessage, MessageOrigin } from "./world.ts";

const tokenLifeMs = 900_000;
/** Where only a person has installed the app, and no guild. */
const mostFollowUps = 5;

/** First answers by Discord's numbers, by what they answer to. */
const answersTo: Readonly<Record<number, readonly number[]>> = {
  2: [4, 5, 9, 12],
  3: [4, 5, 6, 7, 9, 12],
  4: [8],
  5: [4, 5, 6, 7, 12],
};

/** Answers to interactions: the first one, and what follows by the token for fifteen minutes. */
export const interactionRoutes: Routes = {
  "POST /interactions/{interaction_id}/{interaction_token}/callback": answerFirst,
  "POST /webhooks/{webhook_id}/{webhook_token}": followUp,
  "GET /webhooks/{webhook_id}/{webhook_token}/messages/@original": (call) =>
    messageJson(call.state.world, originalOf(call).message),
  "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"(call) {
    const { interaction, message } = originalOf(call);
    return changed(call, interaction, message);
  },
  "DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original"(call) {
    const { interaction, message } = originalOf(call);
    deleteMessage(call.state, interaction.channel, message);
    return undefined;
  },
  "GET /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}": (call) =>
    messageJson(call.state.world, followUpOf(call).message),
  "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"(call) {
    const { interaction, message } = followUpOf(call);
    return changed(call, interaction, message);
  },
  "DELETE /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"(call) {
    const { interaction, message } = followUpOf(call);
    deleteMessage(call.state, interaction.channel, message);
    return undefined;
  },
};

function answerFirst(call: Call): Answer {
  const { state, params, query } = call;
  const interaction = state.interactions.get(params["interaction_token"] ?? "");
  if (interaction === undefined || interaction.id !== params["interaction_id"]) refuse(10062);
  if (interaction.answer !== undefined) refuse(40060);
  const afterMs = state.now() - interaction.at;
  if (afterMs > state.patienceMs) refuse(10062);
  const body = formOf(call);
  const form = createFormCheck();
  const known = answersTo[interaction.kind] ?? [];
  form.choice(["type"], body["type"], interaction.kind === 5 && interaction.source === undefined ? [4, 5, 12] : known);
  refuseForm(form.problems);
  const type = Number(body["type"]);
  const data = objectOf(body["data"]);
  const isEphemeral = (type === 4 || type === 5) && (Number(data["flags"] ?? 0) & messageFlags.ephemeral) !== 0;
  takeAnswer(state, interaction, type, data, isEphemeral);
  interaction.answer = { type, data, isEphemeral, afterMs };
  interaction.heard(interaction.answer);
  state.changed();
  return query.get("with_response") === "true" ? callbackJson(state, interaction, type) : undefined;
}

function takeAnswer(
  state: DoubleState,
  interaction: Interaction,
  type: number,
  data: Json,
  isEphemeral: boolean,
): void {
  const { source, user, channel } = interaction;
  switch (type) {
    case 4:
      checkAnswer(data);
      interaction.original = say(state, interaction, data, isEphemeral);
      return;
    case 5:
      interaction.isLoading = true;
      interaction.original = say(state, interaction, {}, isEphemeral, messageFlags.loading);
      return;
    case 6:
      interaction.original = source;
      return;
    case 7:
      if (source === undefined) return refuse(10008);
      checkEdit(checkedNonce(data), source);
      editMessage(state, source, data);
      interaction.original = source;
      return;
    case 8:
      return refuseForm(problemsOfChoices(data));
    case 9:
      refuseForm(problemsOfModal(data));
      state.forms.push(aFormFor(state, user, channel, source, data));
      return;
    default:
      return;
  }
}

function problemsOfChoices(data: Json) {
  const form = createFormCheck();
  form.length(["data", "choices"], data["choices"] ?? [], { max: 25 });
  for (const [index, { name, value }] of listOf(data["choices"]).entries()) {
    const path = ["data", "choices", index];
    form.text([...path, "name"], name, { min: 1, max: 100, isRequired: true });
    if (typeof value === "number") continue;
    form.text([...path, "value"], value, { min: 1, max: 100, isRequired: true });
  }
  return form.problems;
}

function checkAnswer(data: Json): void {
  checkMessage(checkedNonce(data), ["data"]);
}

/** A nonce is for messages of the bot's own alone: here it would do nothing. */
function checkedNonce(data: Json): Json {
  if (data["enforce_nonce"] !== true) return data;
  return refuse(50035, {
    errors: { enforce_nonce: { _errors: [{ code: "BASE_TYPE_CHOICES", message: "Not for answers" }] } },
  });
}

function followUp(call: Call): Json {
  const { state } = call;
  const interaction = interactionOf(call);
  const body = formOf(call);
  checkMessage(checkedNonce(body));
  if (interaction.answer === undefined) refuse(10015);
  if (interaction.isLoading && interaction.original !== undefined) {
    // The first one takes the place of what people wait for.
    fill(state, interaction, interaction.original, body);
    return messageJson(state.world, interaction.original);
  }
  const isForOneAlone = interaction.owners["0"] === undefined && interaction.channel.guild !== null;
  if (isForOneAlone && interaction.followUps.length >= mostFollowUps) refuse(40094);
  const isEphemeral = (Number(body["flags"] ?? 0) & messageFlags.ephemeral) !== 0;
  const message = say(state, interaction, body, isEphemeral);
  interaction.followUps.push(message);
  return messageJson(state.world, message);
}

function changed({ state, body: given }: Call, interaction: Interaction, message: DiscordMessage): Json {
  const body = objectOf(given);
  checkEdit(checkedNonce(body), message);
  if (interaction.isLoading && message === interaction.original) fill(state, interaction, message, body);
  else editMessage(state, message, body);
  return messageJson(state.world, message);
}

/** Shows what people have waited for; it is no edit. */
function fill(state: DoubleState, interaction: Interaction, message: DiscordMessage, body: Json): void {
  interaction.isLoading = false;
  editMessage(state, message, body, message.flags & ~messageFlags.loading);
  message.versions.shift();
  message.editedAt = null;
}

function say(state: DoubleState, interaction: Interaction, body: Json, isEphemeral: boolean, more = 0): DiscordMessage {
  const { user, channel, id, kind, owners, original, source } = interaction;
  const origin: MessageOrigin = {
    interaction: id,
    kind,
    user: user.id,
    owners,
    ...(original === undefined ? {} : { originalResponse: original.id }),
    ...(source === undefined ? {} : { interactedMessage: source.id }),
  };
  return appendMessage(state, channel, body, {
    author: state.world.app.id,
    only: isEphemeral ? user.id : undefined,
    origin,
    flags: (isEphemeral ? messageFlags.ephemeral : 0) | more,
  });
}

function interactionOf({ state, params }: Call): Interaction {
  if (params["webhook_id"] !== state.world.app.id) refuse(10015);
  const interaction = state.interactions.get(params["webhook_token"] ?? "");
  if (interaction === undefined || state.now() - interaction.at > tokenLifeMs) refuse(50027);
  return interaction;
}

function originalOf(call: Call): { readonly interaction: Interaction; readonly message: DiscordMessage } {
  const interaction = interactionOf(call);
  if (interaction.answer === undefined) refuse(10015);
  const message = interaction.original;
  if (message === undefined || message.isDeleted) refuse(10008);
  return { interaction, message };
}

function followUpOf(call: Call): { readonly interaction: Interaction; readonly message: DiscordMessage } {
  const interaction = interactionOf(call);
  const own = [...interaction.followUps, ...(interaction.original === undefined ? [] : [interaction.original])];
  const message = own.find(({ id, isDeleted }) => id === call.params["message_id"] && !isDeleted);
  return { interaction, message: message ?? refuse(10008) };
}

function callbackJson(state: DoubleState, interaction: Interaction, type: number): Json {
  const { original, channel, isLoading, answer } = interaction;
  const isMessage = original !== undefined && [4, 5, 6, 7].includes(type);
  return {
    interaction: {
      id: interaction.id,
      type: interaction.kind,
      channel_id: channel.id,
      ...(channel.guild === null ? {} : { guild_id: channel.guild }),
      ...(isMessage
        ? {
            response_message_id: original.id,
            response_message_loading: isLoading,
            response_message_ephemeral: answer?.isEphemeral === true,
          }
        : {}),
    },
    ...(isMessage && (type === 4 || type === 7)
      ? { resource: { type, message: messageJson(state.world, original) } }
      : {}),
  };
}
