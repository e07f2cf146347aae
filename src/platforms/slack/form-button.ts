import type { SlackMessage } from "./render-message.ts";

const text = "Slack did not open the form in time. This button opens it:";

/** For whoever waited too long: each press brings a trigger of its own. */
export function formButton(): SlackMessage {
  return {
    text,
    blocks: [
      { type: "section", text: { type: "plain_text", text } },
      {
        type: "actions",
        elements: [{ type: "button", action_id: "subscribe", text: { type: "plain_text", text: "New subscription" } }],
      },
    ],
  };
}
