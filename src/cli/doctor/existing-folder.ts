import { existsSync } from "node:fs";
import { dirname } from "node:path";

/** The folder itself where it is there, else the nearest one above it. */
export function existingFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existingFolder(dirname(folder));
}
