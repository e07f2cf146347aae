import { DatabaseSync } from "node:sqlite";

/** Id of the n-th of the postings that `fillQueues` makes, and of its opening. */
export function copyId(n: number): string {
  return `bench${n}`;
}

export interface Backlog {
  readonly messages: number;
  /** How many of them wait, the last ones; the others were sent. */
  readonly waiting: number;
  /** Further postings, for which there is no message. */
  readonly spare: number;
}

/**
 * Puts messages into the queues of the town's destinations, in turns, each with its own delivery of its own opening, in
 * the order in which matching would have written them. In SQL, since a million through the stores would take minutes;
 * expects one stored posting, of which the others are copies.
 *
 * @returns How many postings there are without the spare ones.
 */
export function fillQueues(path: string, { messages, waiting, spare }: Backlog, now: number): number {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  database.exec("PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; PRAGMA temp_store = MEMORY; BEGIN");
  // Indexes are built faster over what is there than row by row.
  const indexes = database
    .prepare("select name, sql from sqlite_master where type = 'index' and sql is not null")
    .all()
    .map(({ name, sql }) => ({ name: String(name), sql: String(sql) }));
  for (const { name } of indexes) database.exec(`drop index ${name}`);
  database.exec(`
    create temp table town as
      select row_number() over (order by created_at, id) - 1 as n, id, workspace_id, destination from subscription;
    create unique index temp.town_n on town (n);
    insert into destination (name, workspace_id, next_at, not_before, served_at, position)
      select destination, workspace_id, ${now}, 0, 0, 0 from town`);
  const postings = Math.ceil(messages / Number(database.prepare("select count(*) as n from town").get()?.["n"]));
  copyPosting(database, postings + spare);
  database.exec(`
    with recursive row (i) as (select 0 union all select i + 1 from row where i + 1 < ${messages}),
      size (towns) as (select count(*) from town)
    insert into message (id, workspace_id, destination, subscription_id, position, kind, operation, state, is_waiting,
        reference, sent_at, due_at, created_at, changed_at)
      select printf('%013x', i) || substr(lower(hex(randomblob(4))), 1, 7), workspace_id, destination, town.id,
          i / towns + 1, 'card', 'post', iif(waits, 'pending', 'sent'), waits, iif(waits, null, 'm1'),
          iif(waits, null, ${now}), ${now}, ${now}, ${now}
        from (select i, i >= ${messages - waiting} as waits from row), size join town on town.n = i % towns`);
  database.exec(`
    insert into delivery (id, workspace_id, destination, opening_id, posting_id, kind, subscription_id, created_at,
        message_id, changed_at)
      select id, workspace_id, destination, 'bench' || position, 'bench' || position, 'card',
          subscription_id, ${now}, id, ${now}
        from message order by message.rowid;
    insert into delivery_subscription (delivery_id, subscription_id)
      select id, subscription_id from delivery order by delivery.rowid`);
  for (const { sql } of indexes) database.exec(sql);
  database.exec("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
  return postings;
}

function copyPosting(database: DatabaseSync, copies: number): void {
  const columns = database
    .prepare("select name from pragma_table_info('posting')")
    .all()
    .map(({ name }) => String(name));
  const own: Readonly<Record<string, string>> = { id: "'bench' || i", opening_id: "'bench' || i", external_id: "i" };
  database.exec(`
    create temp table copy as
      with recursive row (i) as (select 1 union all select i + 1 from row where i < ${copies}) select i from row;
    insert into opening (id, created_at) select 'bench' || i, 0 from copy;
    insert into posting (${columns.join()})
      select ${columns.map((column) => own[column] ?? column).join()} from copy, (select * from posting limit 1)`);
}
