import { describe, expect, it } from "vitest";
import { createGapReports } from "../src/gap-reports.ts";
import { silentLog } from "../src/log.ts";
import { hourMs } from "./builders.ts";
import { aBot, type Bot } from "./doubles/bot.ts";

const startAt = Date.UTC(2026, 4, 20, 10, 40);
const outage = { source: "folder:x", beganAt: startAt - 4 * hourMs, endedAt: startAt, code: "unreachable", late: 2 };

/** What was told, to whom, after two postings were found at the end of an outage. */
async function told(bot: Bot): Promise<readonly string[]> {
  await bot.finds({ title: "Late" });
  await bot.finds({ title: "Late too" });
  await bot.match();
  await bot.storage.outages.add(outage);
  const reportGaps = createGapReports({ ...bot, platforms: [bot.platform], log: silentLog });
  await reportGaps();
  await reportGaps();
  return bot.platform.notices.map(({ destination, text }) => `${destination}: ${text}`);
}

describe("after an outage", () => {
  it("those whose cards come late are told why, once", async () => {
    await using bot = await aBot({ startAt });
    await bot.subscribe("go", "role:backend tz:Europe/Berlin");
    await bot.subscribe("other", "role:design", "bea");

    expect(await told(bot)).toEqual([
      "null:ann: folder:x could not be read on Wed 20 May from 08:40 to 12:40: it cannot be reached. 2 postings come late because of it.",
    ]);
  });

  it("those who wait for a digest are not, nor anybody at night", async () => {
    await using bot = await aBot({ startAt });
    await bot.subscribe("daily", "role:backend every:day");
    await bot.subscribe("quiet", "role:backend quiet:09-12 tz:UTC", "bea");

    expect(await told(bot)).toEqual([]);
  });

  it("the log says whom a process that lacks their platform could not tell", async () => {
    await using bot = await aBot({ startAt });
    await bot.subscribe("go", "role:backend");
    await bot.finds({ title: "Late" });
    await bot.match();
    await bot.storage.outages.add(outage);
    const warned: object[] = [];
    const log = { ...silentLog, warn: (fields: object) => void warned.push(fields) };

    await createGapReports({ ...bot, platforms: [], log })();

    expect(warned).toEqual([
      { destination: "null:ann", source: "folder:x", reason: "its platform is not set up here" },
    ]);
  });

  it("nobody is where nothing was new", async () => {
    await using bot = await aBot({ startAt });
    await bot.subscribe("go", "role:backend");
    await bot.storage.outages.add({ ...outage, late: 0 });

    await createGapReports({ ...bot, platforms: [bot.platform], log: silentLog })();

    expect(bot.platform.notices).toEqual([]);
  });
});
