import { z } from "zod";
import { configSchema } from "./schema.ts";

/** What `rolecall.schema.json` holds: the configuration's schema for editors, as text. */
export function jsonSchemaText(): string {
  const schema = z.toJSONSchema(configSchema, { io: "input" });
  return `${JSON.stringify({ ...schema, title: "Rolecall's configuration" }, null, 2)}\n`;
}
