import { cardChoice } from "../../../commands/card-buttons.ts";
import { choices, type Reply } from "../../../commands/reply.ts";
import { cardButtons } from "../../delivery/card/card.ts";

/**
 * What somebody is shown who chose an opening in a digest: why it is there, and the buttons that its card would have.
 *
 * @param postingId As the menu gave it back, which proves nothing: it becomes a part of a line, as if typed.
 * @param line Answers a line of /jobs on behalf of whoever chose.
 */
export async function chosenOpening(postingId: string, line: (line: string) => Promise<Reply>): Promise<Reply> {
  const explained = await line(cardChoice("why", postingId).line);
  if (explained.tone === "error") return explained;
  const others = cardButtons.filter((button) => button !== "why").map((button) => cardChoice(button, postingId));
  return { ...explained, parts: [...explained.parts, choices(others)] };
}
