/** One process that loads the reader and reads one posting: prints how long that took, and the memory that it keeps. */
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { heapMb } from "../measure.ts";

// As the program itself does.
enableCompileCache(join(import.meta.dirname, "../../../node_modules/.cache/compiled"));

const memoryBefore = usedMb();
const start = performance.now();
const { read } = await import("../../../src/posting/reader/read.ts");
const text = "Nordwind | Engineer | Cambridge, MA or remote (EU) | 90k-120k EUR\nWe write Go.";
read({ title: null, company: null, location: null, text, format: "plain" });
const startupMs = performance.now() - start;
process.stdout.write(JSON.stringify({ startupMs, memoryMb: usedMb() - memoryBefore }));

/** What is reachable, on the heap and beside it. */
function usedMb(): number {
  const heap = heapMb();
  return heap + process.memoryUsage().external / 2 ** 20;
}
