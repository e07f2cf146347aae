import { type Check, wrong } from "../chat/check.ts";
import { classifySlackError, slackCode } from "./classify.ts";

/** What to do where Slack refused; where it said nothing at all, that is what is wrong. */
export function failed(name: string, error: unknown, what: string): Check {
  const code = slackCode(error);
  if (code !== undefined) return wrong(name, `${what} (Slack says ${code})`);
  return wrong(name, `let this machine reach Slack, or look at SLACK_API_URL: ${classifySlackError(error).reason}`);
}
