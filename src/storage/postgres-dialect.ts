import { type DataTypeNode, type Dialect, PostgresQueryCompiler, type PrimitiveValueListNode } from "kysely";

/** Makes what is written for both engines mean the same on PostgreSQL. */
class PortableCompiler extends PostgresQueryCompiler {
  /** Text is compared by its bytes, as SQLite does: ids and addresses have an order, and no language. */
  protected override visitDataType(node: DataTypeNode): void {
    super.visitDataType(node);
    if (node.dataType === "text") this.append(' collate "C"');
  }

  /** A list may be empty: then nothing is in it. */
  protected override visitPrimitiveValueList(node: PrimitiveValueListNode): void {
    if (node.values.length > 0) super.visitPrimitiveValueList(node);
    else this.append("(select null::text where false)");
  }

  /** Text of strangers may hold what PostgreSQL cannot. */
  protected override addParameter(parameter: unknown): void {
    super.addParameter(typeof parameter === "string" ? parameter.replaceAll("\0", "") : parameter);
  }
}

/** A dialect of PostgreSQL as the stores and migrations expect it. */
export function portable(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => dialect.createDriver(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => new PortableCompiler(),
  };
}
