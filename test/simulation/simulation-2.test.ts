import { describe } from "vitest";
import { holdsForSeeds } from "./seeds.ts";

describe("the bot, whatever goes wrong (2)", () => {
  holdsForSeeds(61, 70);
});
