/** What people do to the sources of their workspace: `sources add ADDRESS`, `sources remove KEY`. */
import { UserError } from "../src/errors.ts";
import { checkedSourceReply } from "./checked-source.ts";
import { choices, info, type Reply, text } from "./reply.ts";
import type { Asker, Services, SourceHealth } from "./services.ts";

/** What is there, and a way to have it polled. */
export async function lookAt(address: string, asker: Asker, services: Services): Promise<Reply> {
  const checked = await services.checkSource(asker, address);
  const isPolled = (await services.sources(asker)).some(({ key }) => key === checked.key);
  return checkedSourceReply(checked, isPolled, address, services.now());
}

/** Nobody adds what they have not seen: without a look at it a short while ago this is one. */
export async function add(address: string, asker: Asker, services: Services): Promise<Reply> {
  const key = await services.addSource(asker, address);
  if (key === null) return await lookAt(address, asker, services);
  return info(
    text(
      `${key} is watched from now on, for this workspace alone. What is there now is taken as known; new postings are compared ` +
        "with the subscriptions here.",
    ),
    choices([{ label: "Remove it", line: `/jobs sources remove ${key}`, isDanger: true }]),
  );
}

export async function remove(key: string, asker: Asker, services: Services): Promise<Reply> {
  const known = await sourceBy(key, asker, services);
  if (known?.owner === null) {
    throw new UserError("source", `${known.key} is in the configuration: whoever runs this bot can remove it.`, {
      key,
    });
  }
  await services.removeSource(asker, known?.key ?? key);
  return info(text(`${known?.key ?? key} is not watched any more. What was found there stays.`));
}

/** The source of that name, however it is written; undefined where there is none. */
export async function sourceBy(name: string, asker: Asker, services: Services): Promise<SourceHealth | undefined> {
  const [source] = await services.sources(asker, (key) => key.toLowerCase() === name.toLowerCase());
  return source;
}
