import { adopt } from "./adopt.ts";
import type { Command } from "./command.ts";
import { edit } from "./edit.ts";
import { exportLines } from "./export.ts";
import { fix } from "./fix.ts";
import { helpOn } from "./help.ts";
import { importLines } from "./import.ts";
import { less } from "./less.ts";
import { list } from "./list.ts";
import { mark } from "./mark.ts";
import { note } from "./note.ts";
import { pause } from "./pause.ts";
import { preview } from "./preview.ts";
import { remind } from "./remind.ts";
import { resume } from "./resume.ts";
import { saved } from "./saved.ts";
import { search } from "./search.ts";
import { settings } from "./settings.ts";
import { sources } from "./sources.ts";
import { similar } from "./similar.ts";
import { status } from "./status.ts";
import { subscribe } from "./subscribe.ts";
import { trends } from "./trends.ts";
import { unsubscribe } from "./unsubscribe.ts";
import { why } from "./why.ts";

const verbs: readonly Command[] = [
  subscribe,
  unsubscribe,
  list,
  edit,
  pause,
  resume,
  preview,
  search,
  why,
  mark,
  note,
  remind,
  saved,
  less,
  similar,
  fix,
  trends,
  settings,
  sources,
  status,
  exportLines,
  importLines,
  adopt,
];

/** Every verb of /jobs, in the order in which help lists them. */
export const commands: readonly Command[] = [...verbs, helpOn(verbs)];
