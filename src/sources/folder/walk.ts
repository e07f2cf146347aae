import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../../errors.ts";
import type { SnapshotBuilder } from "../snapshot-builder.ts";

/** A file in the folder; `path` is relative to it, with slashes on every system. */
export interface FoundFile {
  readonly path: string;
  readonly absolute: string;
}

/** Every file under `root`, sorted by path. What is passed over is told to `builder`. Links are never followed. */
export async function filesUnder(root: string, builder: SnapshotBuilder): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];
  const pending = [""];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const child of await childrenOf(root, folder, builder)) {
      const path = folder === "" ? child.name : `${folder}/${child.name}`;
      if (child.name.startsWith(".")) builder.skip(path, "expected a visible file, got a hidden one");
      else if (child.isDirectory()) pending.push(path);
      else if (child.isFile()) found.push({ path, absolute: join(root, path) });
      else builder.skip(path, "expected a file or folder, got a link or device");
    }
  }
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** A subfolder that cannot be read costs its own postings; the root must be readable. */
async function childrenOf(root: string, folder: string, builder: SnapshotBuilder): Promise<readonly Dirent[]> {
  try {
    return await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    if (folder === "") throw error;
    builder.lose(`${folder}/`, `expected a readable folder: ${messageOf(error)}`);
    return [];
  }
}
