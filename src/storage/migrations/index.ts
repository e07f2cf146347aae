import type { Migration } from "kysely/migration";
import * as first from "./0001-first.ts";
import * as rematch from "./0002-rematch.ts";
import * as chat from "./0003-chat.ts";
import * as ledger from "./0004-ledger.ts";
import * as doubt from "./0005-doubt.ts";
import * as sources from "./0006-sources.ts";
import * as subscriptionChanges from "./0007-subscription-changes.ts";
import * as operating from "./0008-operating.ts";
import * as workspaceSources from "./0009-workspace-sources.ts";
import * as outages from "./0010-outages.ts";
import * as search from "./0011-search.ts";
import * as notices from "./0012-notices.ts";
import * as retention from "./0013-retention.ts";
import * as cacheExpiry from "./0014-cache-expiry.ts";
import * as instances from "./0015-instances.ts";
import * as keptOpenings from "./0016-kept-openings.ts";
import * as greeting from "./0017-greeting.ts";
import * as corrections from "./0018-corrections.ts";
import * as openPostings from "./0019-open-postings.ts";

/** Every migration by its file's name, in order; a test compares the list with the folder. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001-first": first,
  "0002-rematch": rematch,
  "0003-chat": chat,
  "0004-ledger": ledger,
  "0005-doubt": doubt,
  "0006-sources": sources,
  "0007-subscription-changes": subscriptionChanges,
  "0008-operating": operating,
  "0009-workspace-sources": workspaceSources,
  "0010-outages": outages,
  "0011-search": search,
  "0012-notices": notices,
  "0013-retention": retention,
  "0014-cache-expiry": cacheExpiry,
  "0015-instances": instances,
  "0016-kept-openings": keptOpenings,
  "0017-greeting": greeting,
  "0018-corrections": corrections,
  "0019-open-postings": openPostings,
};
