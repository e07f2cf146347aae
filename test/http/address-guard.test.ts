import { createServer, connect as openSocket } from "node:net";
import { once } from "node:events";
import { assert, constantFrom, integer, property } from "fast-check";
import { buildConnector } from "undici";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AddressRefused, allowedHosts, checkUrl, isPublicAddress } from "../../src/http/address-guard.ts";
import { guardedConnector, type Lookup } from "../../src/http/connector.ts";
import { portOf } from "./loopback-server.ts";

const nobody = allowedHosts([]);

describe("addresses as they are written", () => {
  test.each([
    ["dotted", "http://127.0.0.1/"],
    ["decimal", "http://2130706433/"],
    ["hexadecimal", "http://0x7f000001/"],
    ["octal", "http://0177.0.0.1/"],
    ["octal and hexadecimal mixed", "http://0177.0x0.0.1/"],
    ["shortened", "http://127.1/"],
    ["zero", "http://0/"],
    ["full-width digits", "http://１２７.０.０.１/"],
    ["trailing dot", "http://127.0.0.1./"],
    ["IPv6 loopback", "http://[::1]/"],
    ["IPv6 unspecified", "http://[::]/"],
    ["IPv4-mapped", "http://[::ffff:127.0.0.1]/"],
    ["IPv4-mapped in hexadecimal", "http://[::ffff:7f00:1]/"],
    ["IPv4-mapped public", "http://[::ffff:93.184.216.34]/"],
    ["IPv4-compatible", "http://[::7f00:1]/"],
    ["NAT64 of loopback", "http://[64:ff9b::7f00:1]/"],
    ["6to4 of loopback", "http://[2002:7f00:1::]/"],
    ["metadata", "http://169.254.169.254/latest/meta-data/"],
    ["metadata on IPv6", "http://[fd00:ec2::254]/"],
    ["Azure's wire server", "http://168.63.129.16/"],
    ["private network", "http://10.0.0.1/"],
    ["private network behind a public-looking user", "http://example.com@192.168.0.1/"],
    ["carrier-grade NAT", "http://100.64.0.1/"],
    ["broadcast", "http://255.255.255.255/"],
    ["multicast", "http://[ff02::1]/"],
    ["link-local", "http://[fe80::1]/"],
    ["user info", "https://someone:secret@example.com/"],
    ["another port", "http://example.com:8080/"],
    ["another scheme", "ftp://example.com/"],
    ["a file", "file:///etc/passwd"],
  ])("refuses %s", (_name, url) => {
    expect(() => checkUrl(new URL(url), nobody)).toThrow(
      expect.objectContaining({ code: "unreachable", fields: expect.objectContaining({ reason: "address" }) }),
    );
  });

  test.each([
    "https://example.com/",
    "http://example.com:443/",
    "https://93.184.216.34/",
    "http://[2606:2800:220:1::1]/",
  ])("lets %s through", (url) => {
    expect(checkUrl(new URL(url), nobody)).toBe(false);
  });

  test.each([
    ["intranet.example", "http://intranet.example:8080/", true],
    ["Intranet.Example.", "http://intranet.example./", true],
    ["127.0.0.1:8080", "http://127.0.0.1:8080/", true],
    ["127.0.0.1:80", "http://127.0.0.1/", true],
    ["[::1]:9000", "http://[::1]:9000/", true],
  ])("an operator's %s allows %s", (allowed, url, isTrusted) => {
    expect(checkUrl(new URL(url), allowedHosts([allowed]))).toBe(isTrusted);
  });

  test("an allowed port allows no other one of its host", () => {
    expect(() => checkUrl(new URL("http://127.0.0.1:22/"), allowedHosts(["127.0.0.1:8080"]))).toThrow(/port/);
  });

  test("no secret of an address reaches the message", () => {
    const url = new URL("https://me:canary@example.com/?key=canary#canary");

    expect(() => checkUrl(url, nobody)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("canary") }),
    );
  });

  test("every address in a private range is refused", () => {
    const octet = integer({ min: 0, max: 255 });
    const prefix = constantFrom("10", "127", "0", "169.254", "192.168", "172.16", "172.31", "100.127");
    assert(
      property(prefix, octet, octet, octet, (start, a, b, c) => {
        const rest = start.includes(".") ? [b, c] : [a, b, c];
        return !isPublicAddress([start, ...rest].join("."));
      }),
      { seed: 20_260_501 },
    );
  });
});

describe("names and sockets", () => {
  const listener = createServer((socket) => socket.end());
  let port = 0;
  let connections = 0;
  listener.on("connection", () => {
    connections += 1;
  });
  beforeEach(async () => {
    connections = 0;
    listener.listen(0, "127.0.0.1");
    await once(listener, "listening");
    port = portOf(listener);
  });
  afterEach(() => {
    listener.close();
  });

  test.each([
    ["a private answer", ["127.0.0.1"]],
    ["a private IPv6 answer", ["::1"]],
    ["a mapped answer", ["::ffff:127.0.0.1"]],
    ["mixed answers", ["93.184.216.34", "127.0.0.1"]],
    ["mixed answers, the private one first", ["127.0.0.1", "93.184.216.34"]],
  ])("refuses a name with %s, and connects to none", async (_name, addresses) => {
    const connect = guardedConnector({ connectTimeoutMs: 1000, isTrusted: false, lookup: answering(addresses) });

    const error = await outcome(connect, "rebound.example", port);

    expect(error).toBeInstanceOf(AddressRefused);
    expect(connections).toBe(0);
  });

  test("an answer that changes between look-ups is checked each time", async () => {
    const answers = [["93.184.216.34"], ["127.0.0.1"]];
    const lookup: Lookup = (name, options, callback) => answering(answers.shift() ?? [])(name, options, callback);
    let ask: NonNullable<Parameters<typeof buildConnector>[0]> = {};
    guardedConnector({
      connectTimeoutMs: 1000,
      isTrusted: false,
      lookup,
      connect: (options = {}) => {
        ask = options;
        return buildConnector(options);
      },
    });
    const resolve = () =>
      new Promise((done) => {
        if ("lookup" in ask) ask.lookup?.("changing.example", { all: true }, (error) => done(error));
      });

    const outcomes = [await resolve(), await resolve()];

    expect(outcomes).toEqual([null, expect.any(AddressRefused)]);
  });

  test("a socket that reached another address than was resolved is closed", async () => {
    const connect = guardedConnector({
      connectTimeoutMs: 1000,
      isTrusted: false,
      connect: () => (_options, callback) => {
        const socket = openSocket(port, "127.0.0.1", () => callback(null, socket));
      },
    });

    const error = await outcome(connect, "example.com", port);

    expect(error).toBeInstanceOf(AddressRefused);
  });

  test("a trusted host may be private", async () => {
    const connect = guardedConnector({ connectTimeoutMs: 1000, isTrusted: true, lookup: answering(["127.0.0.1"]) });

    expect(await outcome(connect, "intranet.example", port)).toBe(null);
  });
});

function answering(addresses: readonly string[]): Lookup {
  return (_name, _options, callback) => {
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
}

function outcome(connect: buildConnector.connector, hostname: string, port: number): Promise<Error | null> {
  return new Promise((resolve) => {
    connect({ hostname, protocol: "http:", port: String(port) }, (error, socket) => {
      socket?.destroy();
      resolve(error);
    });
  });
}
