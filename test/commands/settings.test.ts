import { describe, expect, test } from "vitest";
import { dispatch } from "../../commands/dispatch.ts";
import type { Asker, Settings } from "../../commands/services.ts";
import { UserError } from "../../src/errors.ts";
import { anAsker, memoryServices, theChannels, theSettings } from "../doubles/services.ts";
import { said } from "./said.ts";

const berlin = theSettings({ tz: "Europe/Berlin", quiet: { from: "20:00", until: "08:00" }, unknown: "flag" });
const admin = anAsker({ channels: theChannels({ isAdmin: true }) });
const member = anAsker({ channels: theChannels() });

async function send(line: string, settings: Settings, asker: Asker = anAsker()) {
  const services = memoryServices({ settings });
  const reply = await dispatch(line, asker, services);
  return { reply, lines: said(reply).split("\n"), settings: services.stored.settings };
}

describe("settings", () => {
  test("are shown with what holds where nothing was set", async () => {
    expect((await send("settings", theSettings())).lines).toEqual([
      "Your settings, for subscriptions that do not say otherwise:",
      "tz | not set: Europe/Berlin",
      "quiet | not set: no quiet hours",
      "unknown | not set: show",
    ]);
  });

  test("are shown with the line that sets the same again", async () => {
    const { lines } = await send("settings", berlin);

    const again = await send(lines.at(-1) ?? "", theSettings());

    expect(lines.slice(1)).toEqual([
      "tz | Europe/Berlin",
      "quiet | 20-08",
      "unknown | flag",
      "/jobs settings tz:Europe/Berlin quiet:20-08 unknown:flag",
    ]);
    expect(again.settings).toEqual(berlin);
  });

  test.each<[string, Settings, Partial<Settings>]>([
    ["tz:new york", berlin, { tz: "America/New_York" }],
    ["timezone=Berlin mute:22:30-7", theSettings(), { tz: "Europe/Berlin", quiet: { from: "22:30", until: "07:00" } }],
    ["-quiet", berlin, { quiet: null }],
    ["-quiet −tz unknown:hide", berlin, { quiet: null, tz: null, unknown: "hide" }],
    ["unknown:show", berlin, { unknown: "show" }],
    ["-unknown", berlin, { unknown: null }],
  ])("%s sets these and leaves the others", async (typed, before, change) => {
    const { settings, lines } = await send(`settings ${typed}`, before);

    expect(settings).toEqual({ ...before, ...change });
    expect(lines[0]).toBe("Set, for subscriptions that do not say otherwise:");
  });

  test.each(["tz:Berlin", "unknown:flag quiet:20-08"])("%s changes nothing and says so", async (typed) => {
    const { settings, lines } = await send(`settings ${typed}`, berlin);

    expect(settings).toBe(berlin);
    expect(lines[0]).toBe("Nothing changes in your settings, for subscriptions that do not say otherwise:");
  });

  test.each([
    ["role:backend", "settings takes tz:, quiet: and unknown:, got role:."],
    ["-role", "settings takes tz:, quiet: and unknown:, got role:."],
    ["status:open", "settings takes tz:, quiet: and unknown:, got status:."],
    ["berlin", 'settings takes tz:, quiet: and unknown:, got "berlin".'],
    ["tz:Asia/Tokyo -tz", "tz: is both given and cleared. Leave one of them out."],
    ["-quit", "There is no key quit to clear. Did you mean -quiet?"],
    ["tz:Berln", /Did you mean Europe\/Berlin\?/],
    ["channels:members", "channels: cannot be set here: this place has no channels."],
    ["-channels", "channels: cannot be set here: this place has no channels."],
  ])("%s is refused", async (typed, message) => {
    const { reply, settings } = await send(`settings ${typed}`, berlin);

    expect(reply.tone).toBe("error");
    expect(reply.parts[0]).toEqual({ kind: "text", text: expect.stringMatching(message) });
    expect(settings).toBe(berlin);
  });

  test("a mistake is shown at its place", async () => {
    const { reply } = await send("settings quiet:20-08 berlin", theSettings());

    expect(reply.parts[1]).toEqual({
      kind: "mistake",
      text: "settings quiet:20-08 berlin",
      caret: `${" ".repeat(21)}^`,
    });
  });
});

describe("who may subscribe channels", () => {
  test.each<[string, Settings["channels"]]>([
    ["channels:members", "members"],
    ["CHANNELS=Admins tz:Asia/Tokyo", "admins"],
    ["quiet:20-08 -channels", null],
  ])("%s is set by an admin", async (typed, expected) => {
    const { settings } = await send(`settings ${typed}`, theSettings({ channels: "admins", unknown: "hide" }), admin);

    expect(settings.channels).toBe(expected);
    expect(settings.unknown).toBe("hide");
  });

  test("is refused to others, who are shown it", async () => {
    const refused = await send("settings channels:members", theSettings(), member);
    const shown = await send("settings", theSettings({ channels: "members" }), member);

    expect(refused.lines[0]).toBe("Only an admin may set who subscribes channels.");
    expect(refused.settings.channels).toBeNull();
    expect(shown.lines).toContain("channels | members");
    expect(shown.lines.at(-1)).toBe("/jobs settings channels:members");
  });

  test.each([
    ["channels:@Recruiting", "@recruiting", "/jobs settings channels:@recruiting"],
    ['channels:"@hiring team" -quiet', "@hiring team", '/jobs settings channels:"@hiring team"'],
    ['channels:@"Hiring Team"', "@hiring team", '/jobs settings channels:"@hiring team"'],
  ])("can be who has a role, where there are roles: %s", async (typed, expected, again) => {
    const there = anAsker({
      channels: { ...theChannels({ isAdmin: true }), role: async (name) => `@${name.toLowerCase()}` },
    });

    const { settings, lines } = await send(`settings ${typed}`, theSettings(), there);
    const repeated = await send(lines.at(-1) ?? "", theSettings(), there);

    expect(settings.channels).toBe(expected);
    expect(lines.at(-1)).toBe(again);
    expect(repeated.settings.channels).toBe(expected);
  });

  test("cannot be a role that there is not", async () => {
    const role = () => Promise.reject(new UserError("settings", "There is no role @x here."));
    const there = anAsker({ channels: { ...theChannels({ isAdmin: true }), role } });

    const { lines, settings } = await send("settings channels:@x", theSettings(), there);

    expect(lines[0]).toBe("There is no role @x here.");
    expect(settings.channels).toBeNull();
  });

  test("names roles only where there are some", async () => {
    const without = await send("settings channels:@x", theSettings(), admin);

    expect(without.lines[0]).toBe('Expected admins or members after channels:, got "@x".');
  });

  test("has two values", async () => {
    const { lines } = await send("settings channels:member", theSettings(), admin);

    expect(lines[0]).toBe('Expected admins or members after channels:, got "member". Did you mean members?');
  });
});

describe("who may correct for everybody", () => {
  test("is set beside who may subscribe channels, and shown", async () => {
    const { settings, lines } = await send("settings corrections:members channels:admins", theSettings(), admin);

    expect(settings).toMatchObject({ corrections: "members", channels: "admins" });
    expect(lines.at(-1)).toBe("/jobs settings channels:admins corrections:members");
    expect((await send("settings -corrections", settings, admin)).settings).toMatchObject({
      corrections: null,
      channels: "admins",
    });
  });

  test.each([
    ["corrections:members", member, "Only an admin may set who corrects postings for everybody."],
    ["corrections:members", anAsker(), "corrections: cannot be set here: this place has no channels."],
    ["corrections:all", admin, 'Expected admins or members after corrections:, got "all".'],
  ])("%s is refused", async (typed, asker, expected) => {
    const { lines, settings } = await send(`settings ${typed}`, theSettings(), asker);

    expect(lines[0]).toBe(expected);
    expect(settings.corrections).toBeNull();
  });
});
