import type { Compilable, CompiledQuery } from "kysely";
import type { Database } from "./tables.ts";

/** What a value is called until it is known; lists have one for each place. */
class Slot {
  readonly name: string;
  readonly place: number | null;

  constructor(name: string, place: number | null) {
    this.name = name;
    this.place = place;
  }
}

type Arguments = Readonly<Record<string, unknown>>;

/** Longer lists are compiled each time: there the work is in the rows. */
const longestRemembered = 4;

/**
 * A query whose text is made once for all times that it runs, since building and compiling it costs more than running it:
 * for the few that the queue asks for every message. Only for the top of a module, so that it can hold no value but what it
 * is given: every argument that may differ has to come through `args`, and null is none of them.
 */
export function prepared<Args extends Arguments, Row>(
  build: (db: Database, args: Args) => Compilable<Row>,
): (db: Database, args: Args) => Promise<Row[]> {
  // By the dialect: another database has another text.
  const known = new WeakMap<object, Map<string, CompiledQuery<Row>>>();

  function compiled(db: Database, args: Args, shape: string): CompiledQuery<Row> {
    const { adapter } = db.getExecutor();
    const texts = known.get(adapter) ?? new Map<string, CompiledQuery<Row>>();
    known.set(adapter, texts);
    const query = texts.get(shape) ?? build(db, slotsOf(args)).compile();
    texts.set(shape, query);
    return query;
  }

  return async (db, args) => {
    const lists = Object.values(args).filter((value) => Array.isArray(value));
    if (lists.some(({ length }) => length > longestRemembered)) {
      return (await db.executeQuery<Row>(build(db, args).compile())).rows;
    }
    const query = compiled(db, args, lists.map(({ length }) => length).join(" "));
    const parameters = query.parameters.map((value) => (value instanceof Slot ? valueOf(args, value) : value));
    return (await db.executeQuery<Row>({ ...query, parameters })).rows;
  };
}

function slotsOf<Args extends Arguments>(args: Args): Args {
  const slots = Object.entries(args).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map((_, place) => new Slot(name, place)) : new Slot(name, null),
  ]);
  return Object.fromEntries(slots) as Args;
}

function valueOf(args: Arguments, { name, place }: Slot): unknown {
  const value = args[name];
  return place === null || !Array.isArray(value) ? value : value[place];
}
