/** Variables of what is deployed beside the bot, and of parts that bring them along: where the bot knows them, they are checked there. */
export const announced: ReadonlySet<string> = new Set(["CACHE_URL", "DATABASE_URL"]);
