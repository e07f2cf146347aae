import { arbeitnow } from "./arbeitnow/index.ts";
import { ashby } from "./ashby/index.ts";
import { folder } from "./folder/index.ts";
import { githubList } from "./github-list/index.ts";
import { greenhouse } from "./greenhouse/index.ts";
import { hackernews } from "./hackernews/index.ts";
import { himalayas } from "./himalayas/index.ts";
import { jobicy } from "./jobicy/index.ts";
import { lever } from "./lever/index.ts";
import { remoteok } from "./remoteok/index.ts";
import { remotive } from "./remotive/index.ts";
import { themuse } from "./themuse/index.ts";
import { weworkremotely } from "./weworkremotely/index.ts";
import type { Source } from "./source.ts";

/** Every source there is. A test compares the list with the folders beside it. */
export const sources: readonly Source[] = [
  arbeitnow,
  ashby,
  folder,
  githubList,
  greenhouse,
  hackernews,
  himalayas,
  jobicy,
  lever,
  remoteok,
  remotive,
  themuse,
  weworkremotely,
];

export function sourceById(id: string): Source | undefined {
  return sources.find((source) => source.id === id);
}

/** The source that a careers page belongs to, with the options for its board; undefined where no source knows it. */
export function recogniseSource(url: URL): { readonly source: Source; readonly options: unknown } | undefined {
  if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
  for (const source of sources) {
    const options = source.recognise(url);
    if (options !== undefined) return { source, options };
  }
  return undefined;
}
