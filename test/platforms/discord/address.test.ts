import { describe, expect, it } from "vitest";
import {
  channelDestination,
  destinationAt,
  guildOf,
  guildWorkspace,
  parseAddress,
  parseReference,
  personDestination,
  personWorkspace,
  printReference,
} from "../../../src/platforms/discord/address.ts";
import { madeAt, snowflakeAt } from "../../../src/platforms/discord/snowflake.ts";

describe("an address", () => {
  it.each([
    [channelDestination("123"), { kind: "channel", channel: "123", thread: null }],
    [channelDestination("123", "456"), { kind: "channel", channel: "123", thread: "456" }],
    [personDestination("789", null), { kind: "person", user: "789", guild: null }],
    [personDestination("789", "321"), { kind: "person", user: "789", guild: "321" }],
  ])("is read as it was printed: %s", (printed, address) => {
    expect(parseAddress(destinationAt(printed).address)).toEqual(address);
  });

  it.each(["", "abc", "1/2/3", "@", "@@1", "1/", "/1"])("is refused where it is none: %s", (text) => {
    expect(() => parseAddress(text)).toThrow("expected CHANNEL");
  });

  it("of a thread continues that of its channel, so that one stands for the other", () => {
    expect(channelDestination("123", "456").startsWith(`${channelDestination("123")}/`)).toBe(true);
  });

  it("of a person differs from server to server", () => {
    const addresses = [personDestination("7", null), personDestination("7", "1"), personDestination("7", "2")];

    expect(new Set(addresses).size).toBe(3);
  });
});

describe("a workspace", () => {
  it("names its server, or the person that it is of", () => {
    expect(guildOf(guildWorkspace("1"))).toBe("1");
    expect(guildOf(personWorkspace("1"))).toBeNull();
  });
});

describe("a reference", () => {
  it.each([
    { channel: "1", message: "2", key: "abc" },
    { channel: "1", message: null, key: "abc" },
    { channel: "1", message: "2", key: "" },
  ])("is read as it was printed: %o", (reference) => {
    expect(parseReference(printReference(reference))).toEqual(reference);
  });

  it.each(["", "1", "1/x/y", "x/1/y"])("is refused where it is none: %s", (text) => {
    expect(() => parseReference(text)).toThrow("expected CHANNEL/MESSAGE/KEY");
  });
});

describe("an id", () => {
  it("tells when it was made, to the millisecond", () => {
    const time = Date.UTC(2026, 4, 20, 12, 0, 0, 123);

    expect(madeAt(snowflakeAt(time))).toBe(time);
    expect(snowflakeAt(0)).toBe("0");
  });
});
