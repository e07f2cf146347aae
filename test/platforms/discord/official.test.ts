import { existsSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { commands } from "../../../commands/index.ts";
import { card, choices, info, text } from "../../../commands/reply.ts";
import { definition } from "../../../src/platforms/discord/definition.ts";
import { editDraft, newDraft } from "../../../src/platforms/discord/form-draft.ts";
import { renderMessage, renderNotice } from "../../../src/platforms/discord/render-message.ts";
import { renderPost } from "../../../src/platforms/discord/render-post.ts";
import { asEdit, renderReply } from "../../../src/platforms/discord/render-reply.ts";
import { subscribeModal } from "../../../src/platforms/discord/subscribe-modal.ts";
import { aSubscription } from "../../doubles/services.ts";
import { aCard } from "../a-card.ts";
import { aDigestOf, cardMessage, digestMessage } from "../a-digest.ts";

/** Discord's own description of its interface, which does not come with this repository. */
const specification = new URL("../../../../shared/specs/discord-openapi.json", import.meta.url);
const isThere = existsSync(specification);

const forum = { tags: [{ id: "1234567890", name: "Backend", isModerated: false }], needsTag: true };
const post = renderPost(cardMessage(), "k1", forum);

/** A body for each kind of thing that is sent, by the schema that it has to meet. */
const bodies: readonly (readonly [string, string, () => object | Promise<object> | undefined])[] = [
  ["a card", "MessageCreateRequest", () => renderMessage(cardMessage(), "k1")],
  ["a plain card", "MessageCreateRequest", () => renderMessage(cardMessage(), "k1", { isPlain: true })],
  ["a digest", "MessageCreateRequest", () => renderMessage({ kind: "digest", digest: aDigestOf(8, 25) }, "k1")],
  ["an edit of a digest", "MessageEditRequestPartial", () => renderMessage(digestMessage(), "k1")],
  ["a notice", "MessageCreateRequest", () => renderNotice("The channel is archived.")],
  [
    "a post of a forum",
    "CreateForumThreadRequest",
    () => ({ name: post.name, applied_tags: post.applied_tags, message: post.message }),
  ],
  ["an answer", "IncomingWebhookUpdateForInteractionCallbackRequestPartial", async () => asEdit(await anAnswer())],
  ["a further answer", "IncomingWebhookInteractionRequest", anAnswer],
  ["a new form", "ModalInteractionCallbackRequestData", () => subscribeModal(newDraft())],
  ["a form to edit", "ModalInteractionCallbackRequestData", () => subscribeModal(editDraft(aSubscription()))],
  ["/jobs", "ApplicationCommandCreateRequest", () => definition(commands)[0]],
  ["the entry of the menu", "ApplicationCommandCreateRequest", () => definition(commands)[1]],
];

async function anAnswer() {
  const reply = info(
    text("41 matched:"),
    card(aCard()),
    choices([{ label: "Subscribe", line: "/jobs subscribe role:data" }]),
  );
  const [message] = await renderReply(reply, async () => "k1", { form: "{}" });
  return message ?? renderNotice("nothing");
}

describe(`Discord's own description${isThere ? "" : " (not compared: ../shared/specs/discord-openapi.json is missing)"}`, () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  for (const format of ["snowflake", "nonce"]) ajv.addFormat(format, true);
  if (isThere) ajv.addSchema(JSON.parse(readFileSync(specification, "utf8")), "discord");

  if (isThere) {
    it.each(bodies)("allows %s", async (_, schema, body) => {
      const validate = ajv.getSchema(`discord#/components/schemas/${schema}`);

      const sent: unknown = JSON.parse(JSON.stringify(await body()));

      expect(validate?.(sent), JSON.stringify(validate?.errors?.slice(0, 8))).toBe(true);
    });
  } else {
    it.each(bodies)("cannot tell about %s, which is something to send", async (_, __, body) => {
      expect(JSON.stringify(await body())).toMatch(/^\{".+\}$/);
    });
  }
});
