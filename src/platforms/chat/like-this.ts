import { queryLike } from "../../../commands/like-this.ts";
import { choices, type Reply } from "../../../commands/reply.ts";

/**
 * Postings like the one that somebody's message holds, with a button that subscribes to them.
 *
 * @param line Answers a line of /jobs on behalf of whoever asked.
 * @throws UserError `nothing-read` where the text says nothing to look for.
 */
export async function likeThis(text: string, line: (line: string) => Promise<Reply>): Promise<Reply> {
  const query = queryLike(text);
  const found = await line(`/jobs preview ${query}`);
  if (found.tone === "error") return found;
  const subscribing = choices([{ label: "Subscribe to these", line: `/jobs subscribe ${query}` }]);
  return { ...found, parts: [...found.parts, subscribing] };
}
