/** Writes config/rolecall.schema.json anew: `npm run schema`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSchemaText } from "../../config/json-schema.ts";

writeFileSync(join(import.meta.dirname, "../../config/rolecall.schema.json"), jsonSchemaText());
