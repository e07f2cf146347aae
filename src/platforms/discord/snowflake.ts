/** Milliseconds since the epoch at which Discord's ids begin. */
const discordEpoch = 1_420_070_400_000;
const timeShift = 22n;

/** The smallest id that something made at that time can have. @param time Milliseconds since the epoch. */
export function snowflakeAt(time: number): string {
  return (BigInt(Math.max(0, Math.floor(time) - discordEpoch)) << timeShift).toString();
}

/** When something was made, by its id: milliseconds since the epoch. */
export function madeAt(id: string): number {
  return Number(BigInt(id) >> timeShift) + discordEpoch;
}

export function isSnowflake(text: string): boolean {
  return /^\d{5,20}$/.test(text);
}
