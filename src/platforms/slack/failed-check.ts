import { type Check, wrong } from "../chat/check.ts";
import { classifySlackError, limitOf, slackCode } from "./classify.ts";

/** What to do where Slack refused; where it wants no more questions or said nothing at all, that is what is wrong. */
export function failed(name: string, error: unknown, what: string): Check {
  const code = slackCode(error);
  const limitMs = limitOf(error);
  if (limitMs !== undefined) {
    return wrong(name, `ask again in ${Math.ceil(limitMs / 1_000)} seconds: Slack takes no more questions until then`);
  }
  if (code !== undefined) return wrong(name, `${what} (Slack says ${code})`);
  return wrong(name, `let this machine reach Slack, or look at SLACK_API_URL: ${classifySlackError(error).reason}`);
}
