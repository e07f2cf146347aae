/** Every table in one file: they refer to each other, and what a column means is said once, here. */
import type { Generated, Kysely, Selectable } from "kysely";

/**
 * The tables, as both engines hold them. Times are milliseconds since the epoch, truth values 0 or 1, JSON columns hold
 * text that zod parses on the way out.
 */
export interface Tables {
  workspace: WorkspaceTable;
  source: SourceTable;
  workspace_source: WorkspaceSourceTable;
  outage: OutageTable;
  instance: InstanceTable;
  opening: OpeningTable;
  opening_key: OpeningKeyTable;
  posting: PostingTable;
  company: CompanyTable;
  company_word: CompanyWordTable;
  subscription: SubscriptionTable;
  subscription_change: SubscriptionChangeTable;
  delivery: DeliveryTable;
  delivery_subscription: DeliverySubscriptionTable;
  message: MessageTable;
  destination: DestinationTable;
  setting: SettingTable;
  mark: MarkTable;
  correction: CorrectionTable;
  notice: NoticeTable;
  cache: CacheTable;
}

export type Database = Kysely<Tables>;

interface WorkspaceTable {
  id: string;
  platform: string;
  created_at: number;
  /** When the bot was taken out of it; null while it is in it. */
  removed_at: number | null;
  /** When it had its greeting, or the only chance of one; null while it may still be greeted. */
  greeted_at: number | null;
}

interface SourceTable {
  key: string;
  kind: string;
  created_at: number;
  /** 1 while the configuration names it or a workspace has it: only then is it polled. */
  configured: number;
  /** 1 once the configuration has named it: its postings are for every workspace, else for those that have added it. */
  is_shared: number;
  /** By schedule. */
  next_poll_at: number;
  /** Not before this, whoever asks: back-off, or what its server said (`Retry-After`, `max-age`). */
  not_before: number;
  lease_until: number | null;
  /** The instance that has claimed it. */
  lease_by: string | null;
  last_poll_at: number | null;
  last_success_at: number | null;
  /** Successful snapshots so far. */
  snapshots: number;
  /** 1 once a complete snapshot was stored, or a second one: until then everything belongs to the baseline. */
  has_baseline: number;
  /** 1 from the moment that a rewritten board begins to be stored until all of it is. */
  is_sweeping: number;
  /** Since when its snapshots have held under half of what is known; null while they are as usual. */
  shrunk_since: number | null;
  /** Failures in a row. */
  failures: number;
  /** When the first of them was. */
  failing_since: number | null;
  error_code: string | null;
  error_text: string | null;
  dropped: number;
}

/** What a workspace added for itself. Kept after it was removed, since its postings stay the workspace's alone. */
interface WorkspaceSourceTable {
  workspace_id: string;
  source_key: string;
  /** Who added it, or took it over. */
  owner: string;
  /** Of the source's schema, as JSON. */
  options: string;
  added_at: number;
  removed_at: number | null;
}

/** A time in which a source could not be polled, written down when it was over. */
interface OutageTable {
  source_key: string;
  began_at: number;
  ended_at: number;
  /** The coded reason of its last failure. */
  code: string;
  /** New postings that were found when it was over. */
  late: number;
  /** When those for whom postings came late were told. */
  told_at: number | null;
}

/** Processes that share the database; one that is the only one is not among them. */
interface InstanceTable {
  id: string;
  /** When it last said that it lives. */
  seen_at: number;
}

interface OpeningTable {
  id: string;
  created_at: number;
}

interface OpeningKeyTable {
  key: string;
  opening_id: string;
}

export interface PostingTable {
  id: string;
  opening_id: string;
  source_key: string;
  external_id: string;
  url: string | null;
  title: string | null;
  company: string | null;
  location: string | null;
  text: string;
  /** Reading: facts and evidence. */
  reading: string;
  reader_version: number;
  content_hash: string;
  published_at: number | null;
  /** Whom its source wants named wherever it is shown. */
  credit: string | null;
  first_seen_at: number;
  last_seen_at: number;
  /** Complete snapshots in a row that lacked it. */
  absences: number;
  closed_at: number | null;
  /** When it was matched against the subscriptions; null while it waits for that. */
  matched_at: number | null;
  /** What it was when it was last matched, as JSON, while it waits to be matched again. */
  matched_as: string | null;
  /** 1 when it was there before we began to watch its source: never announced. */
  baseline: number;
  /** When what cards show of it changed, until their edits are planned. */
  revised_at: number | null;
  /** By which the index of words knows it, rising as they are taken in; null before that. */
  number: number | null;
  /** 1 once the index of words has it as it is now. */
  is_searchable: number;
}

/** A company by the names of postings. */
interface CompanyTable {
  folded: string;
  name: string;
  /** How many it has had so far: the larger come first where several may be meant. */
  postings: number;
}

/** Each word of its name, also from its end, so that names with a slip in their first letters are found. */
interface CompanyWordTable {
  word: string;
  reversed: string;
  folded: string;
}

interface SubscriptionTable {
  id: string;
  workspace_id: string;
  owner: string;
  name: string;
  destination: string;
  query: string;
  created_at: number;
  /** The zone of its owner when it was made, where neither it nor its owner's settings name one. */
  zone: string;
  /** What arrives until then waits; null when it is not paused. */
  paused_until: number | null;
  /** Kept after it ended, so that a card can still say which one it was for. */
  ended_at: number | null;
}

/** The last change of each subscription: of what it wants, its owner's settings, or whether it is in force. */
interface SubscriptionChangeTable {
  /** Rises with every change. */
  sequence: Generated<number>;
  subscription_id: string;
}

/** One opening for one destination: made by matching, once. What became of it is its message's business. */
interface DeliveryTable {
  id: string;
  workspace_id: string;
  destination: string;
  opening_id: string;
  posting_id: string;
  kind: "card";
  /** The first of its subscriptions: the one whose cadence it follows. */
  subscription_id: string;
  created_at: number;
  /** When the digest that it waits for is due; null once it is in a message or dropped. */
  due_at: number | null;
  /** The message that carries it. */
  message_id: string | null;
  /** Its place in that message. */
  ordinal: number;
  /** 1 where the message shows it in full, 0 where it is a line of a digest. */
  in_full: number;
  /** Why it is not sent at all. */
  dropped: string | null;
  changed_at: number;
}

interface DeliverySubscriptionTable {
  delivery_id: string;
  subscription_id: string;
}

export const messageStates = ["pending", "sending", "sent", "dead", "expired"] as const;
export type MessageState = (typeof messageStates)[number];

/** What is sent at once: a card or a part of a digest, and later its edits. The unit of the ledger's states. */
interface MessageTable {
  /** Also its key on the platform. */
  id: string;
  workspace_id: string;
  destination: string;
  /** Its lane in the queue of the destination. */
  subscription_id: string;
  /** Its turn in that queue: lanes are served in turns, each in its own order. */
  position: number;
  kind: "card" | "digest";
  /** What is to be done, or was done last. */
  operation: "post" | "edit";
  state: MessageState;
  /** 1 in the states `pending` and `sending`: those in the queue, by which its indexes know them. */
  is_waiting: number;
  /** Of the last failure: the platform's code and words. */
  reason: string | null;
  attempts: number;
  due_at: number;
  /** While it is being sent, until when its sender may be believed alive. */
  lease_until: number | null;
  /** When it was first tried: since then it may stand in the destination. */
  tried_at: number | null;
  /** 1 while it may have arrived: it is looked for before it is sent again. */
  in_doubt: number;
  /** While it is in doubt, until when it may have arrived; null of one from before this was noted. */
  doubted_at: number | null;
  /** 1 when it was sent again without knowing whether it had arrived. */
  is_uncertain: number;
  /** 1 when the platform refused it as it was, and it is tried as plain text. */
  is_plain: number;
  /** What a digest says of itself, as JSON. */
  header: string | null;
  /** The platform's reference, once it is there. */
  reference: string | null;
  /** Hash of what is shown, to spare edits that change nothing. */
  shown: string | null;
  created_at: number;
  changed_at: number;
  sent_at: number | null;
  edited_at: number | null;
}

/** A place that messages go to: its queue's state, so that a claim need not look at what waits. */
interface DestinationTable {
  /** As printed: `terminal:me`. */
  name: string;
  workspace_id: string;
  /** When the earliest of its pending messages is due; null when none is. */
  next_at: number | null;
  /** The platform asked to wait until then. */
  not_before: number;
  lease_until: number | null;
  /** When it was last served: the one that waited longest is next. */
  served_at: number;
  /** Turn of the message that was last claimed. */
  position: number;
  /** Turn of the edit that was last planned. */
  edit_position: number;
  /** Why nothing can be sent there, in words for the owner; null when it can. */
  held: string | null;
  held_since: number | null;
  /** When to try a held one again. */
  probe_at: number | null;
  /** When its people were told that it is held. */
  told_at: number | null;
}

/** A person's defaults, and a workspace's own under the owner "". */
interface SettingTable {
  workspace_id: string;
  owner: string;
  settings: string;
}

/** What a person made of an opening. */
interface MarkTable {
  workspace_id: string;
  owner: string;
  opening_id: string;
  posting_id: string;
  /** `none` where only its note is kept. */
  state: string;
  changed_at: number;
  note: string | null;
  /** The person's zone when they marked it, where their settings name none. */
  zone: string | null;
  /** What its person knows of it, as JSON; null of one from before this was noted. */
  known: string | null;
}

/** What somebody says that an opening was read wrongly. Kept once it is taken back, so that it can be told what was said. */
interface CorrectionTable {
  id: string;
  workspace_id: string;
  /** Who said it, and what they were called then. */
  author: string;
  author_name: string | null;
  /** The author's direct conversation, where it holds for them alone; null where it holds for the whole workspace. */
  destination: string | null;
  opening_id: string;
  /** What is right, in the words of the filter language: `location:eu mode:remote`. */
  says: string;
  /** What it changed when it was made, as JSON. */
  changes: string;
  made_at: number;
  /** When and by whom it was taken back. */
  undone_at: number | null;
  undone_by: string | null;
  /** When what cards show changed by it, until their edits are planned. */
  revised_at: number | null;
}

export type NoticeKind = "reminder" | "change";

/** What a person is to be told of an opening, in their direct conversation; gone once they were. */
interface NoticeTable {
  /** Also its key on the platform. */
  id: string;
  workspace_id: string;
  owner: string;
  opening_id: string;
  kind: NoticeKind;
  /** When its person is to be told. */
  wanted_at: number;
  /** When it is tried next. */
  due_at: number;
  /** While it is being sent, until when its sender may be believed alive; else 0. */
  lease_until: number;
  attempts: number;
  /** When it was first tried: since then it may be there. */
  tried_at: number | null;
  /** 1 while it may have arrived: it is looked for before it is sent again. */
  in_doubt: number;
  /** 1 when it was sent again without knowing whether it had arrived. */
  is_uncertain: number;
  /** 1 while it waits because its person could not be reached. */
  is_held: number;
  /** 1 when the platform refused it as it was. */
  is_plain: number;
}

interface CacheTable {
  key: string;
  value: string;
  /** When it is out of date; null where it never is. */
  expires_at: number | null;
}

export type PostingRow = Selectable<PostingTable>;
