import { delays } from "./deliver/delays.ts";
import { mkdtempSync } from "node:fs";
await delays(mkdtempSync("/tmp/bd-"));
