import { isIP } from "node:net";
import type { Config } from "../../../config/load.ts";
import { messageOf, UsageError } from "../../errors.ts";
import { type Check, note, ok, wrong } from "../../platforms/chat/check.ts";
import { discordSettings } from "../../platforms/discord/discord-settings.ts";
import { slackSettings } from "../../platforms/slack/slack-settings.ts";
import type { DoctorCheck, DoctorContext } from "./doctor-check.ts";

/** Slack's signatures and the answers to buttons are good for minutes; a clock that is off by less is as good. */
const mostSkewMs = 30_000;

/** Whether names lead anywhere, and whether the clock agrees with those of the platforms. */
export const networkCheck: DoctorCheck = {
  async *run(context) {
    const platforms = platformAddresses(context.config);
    yield* nameChecks([...platforms, ...sourceAddresses(context.config)], context);
    yield await clockCheck(platforms, context);
  },
};

/** Addresses that the platforms answer at without a token. */
function platformAddresses({ environment, platforms }: Config): readonly string[] {
  return [
    attempt(() => slackSettings(environment, platforms.slack)?.apiUrl)?.concat("api.test"),
    attempt(() => discordSettings(environment, platforms.discord)?.apiUrl)?.concat("/v10/gateway"),
  ].filter((address) => address !== undefined);
}

/** What is wrong with settings is said where the platform is looked at. */
function attempt<Result>(settings: () => Result): Result | undefined {
  try {
    return settings();
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** Those that the configuration names. */
function sourceAddresses({ sources }: Config): readonly string[] {
  return sources.flatMap(({ options }) =>
    Object.values(options).filter(
      (value) => typeof value === "string" && /^https?:\/\//.test(value) && URL.canParse(value),
    ),
  ) as string[];
}

async function* nameChecks(addresses: readonly string[], { machine }: DoctorContext): AsyncIterable<Check> {
  const hosts = [...new Set(addresses.map((address) => new URL(address).hostname))].filter(
    (host) => isIP(host.replace(/^\[|\]$/g, "")) === 0,
  );
  const found = await Promise.all(
    hosts.map(async (host) => ({ host, problem: await machine.lookup(host).then(() => null, messageOf) })),
  );
  const lost = found.filter(({ problem }) => problem !== null);
  for (const { host, problem } of lost) {
    yield wrong(
      "dns",
      `${host} has no address (${problem}): look at its spelling, and at the name servers of this machine`,
    );
  }
  if (lost.length === 0 && hosts.length > 0) yield ok("dns", hosts.join(", "));
}

async function clockCheck(addresses: readonly string[], { machine, clock }: DoctorContext): Promise<Check> {
  if (addresses.length === 0) return ok("clock", "not compared: no chat platform is set up");
  for (const address of addresses) {
    const from = clock.now();
    const answer = await machine.ask(address).catch(() => null);
    const theirs = Date.parse(answer?.date ?? "");
    if (Number.isNaN(theirs)) continue;
    // Their clock's second began up to a second earlier, and half of the way was theirs.
    const skewMs = (from + clock.now()) / 2 - (theirs + 500);
    const { host } = new URL(address);
    const seconds = Math.round(Math.abs(skewMs) / 1_000);
    if (Math.abs(skewMs) <= mostSkewMs) return ok("clock", `as that of ${host}, within ${Math.max(1, seconds)} s`);
    const way = skewMs > 0 ? "ahead of" : "behind";
    return wrong("clock", `${seconds} s ${way} that of ${host}: let NTP set it, as \`timedatectl set-ntp true\` does`);
  }
  return note("clock", "not compared: no chat platform answers");
}
