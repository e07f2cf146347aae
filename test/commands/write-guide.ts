/** Writes commands/README.md anew: `npm run guide`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { guideText } from "../../commands/guide.ts";

writeFileSync(join(import.meta.dirname, "../../commands/README.md"), guideText());
