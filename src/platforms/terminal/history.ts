import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export const historyLimit = 500;

/** The lines typed before, oldest first; none when the file is not there. @throws What the file system says otherwise. */
export function readHistory(path: string): string[] {
  try {
    return readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .slice(-historyLimit);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/**
 * Adds a line to the file, a repeated one moving to its end. Reads the file again first, so that two terminals keep each
 * other's lines, and replaces it whole, so that no reader ever sees half of it. Written synchronously: a few kilobytes,
 * and nothing is lost when the process ends right after.
 *
 * @throws What the file system says.
 */
export function appendHistory(path: string, line: string): void {
  const lines = [...readHistory(path).filter((other) => other !== line), line].slice(-historyLimit);
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, `${lines.join("\n")}\n`, { mode: 0o600 });
  renameSync(draft, path);
}
