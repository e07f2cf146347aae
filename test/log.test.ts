import { expect, it } from "vitest";
import { loadConfig } from "../config/load.ts";
import { withoutSecrets } from "../src/log.ts";

const config = "config/rolecall.example.yaml";

it("strikes out what the environment gave as secret, each of several, and as it stands in an address", () => {
  loadConfig({ ROLECALL_CONFIG: config, SLACK_SIGNING_SECRET: "first/canary, second-canary" });

  const said = withoutSecrets("first/canary and second-canary or first%2Fcanary");

  expect(said).toBe("[secret] and [secret] or [secret]");
});

it("strikes out the password in an address, and leaves the rest of it", () => {
  loadConfig({ ROLECALL_CONFIG: config, SLACK_API_URL: "https://proxy:pass%2Fword-canary@slack.example.org/api/" });

  const said = withoutSecrets("https://proxy:pass%2Fword-canary@slack.example.org/api/ or pass/word-canary");

  expect(said).toBe("https://proxy:[secret]@slack.example.org/api/ or [secret]");
});

it("strikes out a password that stands behind the question mark of an address", () => {
  loadConfig({
    ROLECALL_CONFIG: config,
    DATABASE_URL: "postgres://me@db.example.org/rolecall?password=hunter2-canary",
  });

  expect(withoutSecrets("it refuses hunter2-canary")).toBe("it refuses [secret]");
});

it("strikes out what goes with traces in headers, as it was given and as it is sent", () => {
  loadConfig({
    ROLECALL_CONFIG: config,
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=Basic%20dXNlcjpjYW5hcnk,x-key=canary-key%2B",
  });

  const said = withoutSecrets(
    "Basic%20dXNlcjpjYW5hcnk, Basic dXNlcjpjYW5hcnk, dXNlcjpjYW5hcnk, canary-key%2B or canary-key+",
  );

  expect(said).toBe("[secret], [secret], [secret], [secret] or [secret]");
});

it("strikes out a secret that JSON writes in another way", () => {
  loadConfig({ ROLECALL_CONFIG: config, SLACK_CLIENT_SECRET: 'quoted"canary' });

  expect(withoutSecrets(JSON.stringify({ reason: 'it was quoted"canary' }))).toBe('{"reason":"it was [secret]"}');
});

it("strikes out no word that is too short to be a secret", () => {
  loadConfig({ ROLECALL_CONFIG: config, SLACK_CLIENT_SECRET: "s" });

  expect(withoutSecrets("a source is closed")).toBe("a source is closed");
});
