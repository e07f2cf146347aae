/** Variables of what is deployed beside the bot, and of parts that bring them along: where the bot knows them, they are checked there. */
export const announced: ReadonlySet<string> = new Set([
  "CACHE_URL",
  "DATABASE_URL",
  "ROLECALL_HTTP_HOST",
  "ROLECALL_HTTP_PORT",
  "ROLECALL_METRICS_HOST",
  "ROLECALL_METRICS_PORT",
  "ROLECALL_STATUS_TOKEN",
]);
