import { enableCompileCache } from "node:module";
import { join } from "node:path";

// JavaScript, for one reason: the cache is on before the first module of TypeScript, so that a start that finds all of it
// compiled never loads what strips types (16 MB). Most of what a command takes is compiling. Not in the system's folder for
// temporary files, where others may write too.
enableCompileCache(join(import.meta.dirname, "../node_modules/.cache/compiled"));
// What it writes holds what people look for and sealed tokens: for its own user alone.
process.umask(0o077);
const { run } = await import("./cli/program.ts");
await run(process.argv.slice(2));
