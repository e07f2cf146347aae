import { readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "../..");

export interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** The instructions of the Dockerfile in order, each on one line, without comments. */
export function instructions(): readonly Instruction[] {
  return readFileSync(join(root, "config/deploy/Dockerfile"), "utf8")
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .join("\n")
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [name = "", ...rest] = line.trim().split(" ");
      return { name, text: rest.join(" ").trim() };
    });
}

/** What the last stage ends with, of one kind. */
export function last(name: string): string {
  return instructions().findLast((one) => one.name === name)?.text ?? "";
}

/** Paths that are copied from the repository, each with the folder of the image that it goes to. */
export function copied(): readonly { readonly from: string; readonly to: string }[] {
  return instructions()
    .filter(({ name, text }) => name === "COPY" && !text.startsWith("--from"))
    .flatMap(({ text }) => {
      const paths = text.split(" ");
      const to = paths.pop() ?? "";
      return paths.map((from) => ({ from, to }));
    });
}

/** Variables that the image sets. */
export function environment(): Readonly<Record<string, string>> {
  const pairs = instructions()
    .filter(({ name }) => name === "ENV")
    .flatMap(({ text }) => text.split(/\s+/).map((pair) => pair.split("=")));
  return Object.fromEntries(pairs.map(([name = "", value = ""]) => [name, value]));
}

/** Whether a path of the repository reaches the builder, by the rules of .dockerignore: the last one that fits decides. */
export function reachesBuilder(path: string): boolean {
  const rules = readFileSync(join(root, ".dockerignore"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const fits = (pattern: string) => pattern === "*" || path === pattern || path.startsWith(`${pattern}/`);
  const decides = rules.findLast((rule) => fits(rule.replace(/^!/, "")));
  return decides === undefined || decides.startsWith("!");
}
