/**
 * How well postings are read: reads the labelled sets beside the repository and prints the score of every field, and of
 * two public sets what is right and what is wrong. `npm run -s eval -- --errors FIELD` lists what was read wrongly.
 */
import { type Answer, edgeAnswers, missingFiles, scored, skillAnswers } from "./sets.ts";

const print = (text: string): boolean => process.stdout.write(text);

/** Prints one set; false when it is not there. */
function evaluate(set: Parameters<typeof missingFiles>[0], result: () => string): boolean {
  const missing = missingFiles(set);
  print(missing.length === 0 ? `\n${set}\n${result()}` : `\n${set}: missing ../shared/eval/${missing.join(", ")}\n`);
  return missing.length === 0;
}

/** Right and wrong by field, and below it every wrong answer. */
function table(answers: readonly Answer[]): string {
  const isRight = ({ expected, said }: Answer): boolean => expected === said;
  const fields = [...Map.groupBy(answers, ({ field }) => field)].map(([field, all]) => {
    const right = all.filter(isRight).length;
    return `${field.padEnd(18)} ${String(right).padStart(3)} right  ${String(all.length - right).padStart(2)} wrong\n`;
  });
  const wrong = answers
    .filter((answer) => !isRight(answer))
    .map(({ id, field, expected, said }) => `  ${id}: ${field} expected ${expected}, said ${said}\n`);
  return [...fields, ...wrong].join("");
}

const flags = process.argv.slice(2);
const done = [
  evaluate("dev", () => scored("dev", flags)),
  evaluate("seeds", () => scored("seeds", flags)),
  evaluate("edge_cases", () => table(edgeAnswers())),
  evaluate("skills_eval", () => table(skillAnswers())),
];
process.exitCode = done.every(Boolean) ? 0 : 1;
