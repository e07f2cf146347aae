import { createSlackDouble, type SlackDouble } from "../slack-double.ts";
import { servePage } from "./serve-page.ts";

/** A small workspace, for the page and for pictures. */
export function furnish({ people }: SlackDouble) {
  const team = people.team("Acme");
  const ann = people.user(team, "ann", { role: "admin", zone: "Europe/Belgrade" });
  const bob = people.user(team, "bob", { zone: "Europe/London" });
  const gil = people.user(team, "gil", { role: "guest" });
  const members = [ann, bob, gil];
  const general = people.channel(team, "general", { members, hasBot: false });
  const jobs = people.channel(team, "jobs", { members });
  const secret = people.channel(team, "hiring-plans", { kind: "private", members: [ann], hasBot: false });
  for (const person of members) people.direct(person);
  return { team, ann, bob, gil, general, jobs, secret };
}

/** @returns What to do next, for the person who started it. */
export async function startSlackByHand(): Promise<string> {
  const port = process.env["PORT"];
  const slack = await createSlackDouble(port === undefined ? {} : { port: Number(port) });
  const { team } = furnish(slack);
  servePage(slack, team);
  return [
    `A Slack of its own is at ${slack.origin}/`,
    "Start the bot against it, in another terminal:",
    "",
    `  SLACK_BOT_TOKEN=${slack.people.botToken(team)} \\`,
    `  SLACK_APP_TOKEN=${slack.people.appToken()} \\`,
    `  SLACK_API_URL=${slack.apiUrl} \\`,
    "  npm start",
    "",
  ].join("\n");
}
