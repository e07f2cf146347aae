import { describe, expect, it } from "vitest";
import { statusSettings } from "../../../src/ops/status/status-settings.ts";

const token = "correct-horse-battery";

describe("where the status page listens", () => {
  it("is nowhere without a port", () => {
    expect(statusSettings({ ROLECALL_STATUS_TOKEN: token }, { host: "127.0.0.1" })).toBeNull();
  });

  it("is loopback without a token, and the environment goes before the configuration", () => {
    const settings = statusSettings({ ROLECALL_HTTP_PORT: "8321" }, { host: "::1", port: 9000 });

    expect(settings).toEqual({ host: "::1", port: 8321, token: null });
  });

  it("is elsewhere with a token", () => {
    const variables = { ROLECALL_HTTP_PORT: "8321", ROLECALL_HTTP_HOST: "0.0.0.0", ROLECALL_STATUS_TOKEN: token };

    expect(statusSettings(variables, { host: "127.0.0.1" })).toEqual({ host: "0.0.0.0", port: 8321, token });
  });

  it.each([
    [{ ROLECALL_HTTP_HOST: "0.0.0.0" }, /expected ROLECALL_STATUS_TOKEN .*listen on 0\.0\.0\.0.*openssl/],
    [{ ROLECALL_HTTP_HOST: "127.0.0.1.example.org" }, /expected ROLECALL_STATUS_TOKEN/],
    [{ ROLECALL_HTTP_HOST: "::" }, /expected ROLECALL_STATUS_TOKEN/],
    [{ ROLECALL_STATUS_TOKEN: "hunter2" }, /of 16 characters at least, got 7/],
    [{ ROLECALL_STATUS_TOKEN: "with a space in the midst" }, /without spaces/],
    [{ ROLECALL_HTTP_PORT: "http" }, /a port from 0 to 65535, got http/],
    [{ ROLECALL_HTTP_PORT: "65536" }, /a port from 0 to 65535, got 65536/],
  ])("refuses %j, and keeps the token to itself", (variables, message) => {
    const settings = () => statusSettings({ ROLECALL_HTTP_PORT: "8321", ...variables }, { host: "127.0.0.1" });

    expect(settings).toThrow(message);
    expect(settings).not.toThrow(/hunter2|midst/);
  });
});
