import { arbeitnow } from "./arbeitnow/index.ts";
import { ashby } from "./ashby/index.ts";
import { bamboohr } from "./bamboohr/index.ts";
import { breezy } from "./breezy/index.ts";
import { feed } from "./feed/index.ts";
import { folder } from "./folder/index.ts";
import { githubList } from "./github-list/index.ts";
import { greenhouse } from "./greenhouse/index.ts";
import { hackernews } from "./hackernews/index.ts";
import { himalayas } from "./himalayas/index.ts";
import { indeedXml } from "./indeed-xml/index.ts";
import { jobicy } from "./jobicy/index.ts";
import { lever } from "./lever/index.ts";
import { page } from "./page/index.ts";
import { personio } from "./personio/index.ts";
import { pinpoint } from "./pinpoint/index.ts";
import { recruitee } from "./recruitee/index.ts";
import { remoteok } from "./remoteok/index.ts";
import { remotive } from "./remotive/index.ts";
import { rippling } from "./rippling/index.ts";
import { sitemap } from "./sitemap/index.ts";
import { smartrecruiters } from "./smartrecruiters/index.ts";
import { teamtailor } from "./teamtailor/index.ts";
import { themuse } from "./themuse/index.ts";
import { weworkremotely } from "./weworkremotely/index.ts";
import { workable } from "./workable/index.ts";
import { workday } from "./workday/index.ts";
import type { Source } from "./source.ts";

/** Every source there is. A test compares the list with the folders beside it. */
export const sources: readonly Source[] = [
  arbeitnow,
  ashby,
  bamboohr,
  breezy,
  feed,
  folder,
  githubList,
  greenhouse,
  hackernews,
  himalayas,
  indeedXml,
  jobicy,
  lever,
  page,
  personio,
  pinpoint,
  recruitee,
  remoteok,
  remotive,
  rippling,
  sitemap,
  smartrecruiters,
  teamtailor,
  themuse,
  weworkremotely,
  workable,
  workday,
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
