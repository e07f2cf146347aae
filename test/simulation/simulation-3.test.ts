import { describe } from "vitest";
import { holdsForSeeds } from "./seeds.ts";

describe("the bot, whatever goes wrong (3)", () => {
  holdsForSeeds(131, 70);
});
