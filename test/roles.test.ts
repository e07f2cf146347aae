import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { loadConfig } from "../config/load.ts";
import { chatsFor } from "../src/cli/chats.ts";
import { createPipeline } from "../src/delivery/pipeline.ts";
import { parseRoles, printRoles, type Role } from "../src/roles.ts";

const server = "postgres://db.example.org/rolecall";

function configOf(environment: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-roles-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "rolecall.yaml");
  writeFileSync(file, "sources:\n  - folder: { path: ./postings }\n");
  return loadConfig({ ...environment, ROLECALL_CONFIG: file, ROLECALL_DATA: folder });
}

/** What a pipeline does where it has these roles only. */
async function stepsOf(...roles: readonly Role[]): Promise<string[]> {
  const done: string[] = [];
  const step = (name: string) => async () => void done.push(name);
  const pipeline = createPipeline(
    {
      match: step("match"),
      planEdits: step("planEdits"),
      makeDigests: step("makeDigests"),
      recover: step("recover"),
      takeIn: step("takeIn"),
      tell: step("tell"),
      remind: step("remind"),
      async send() {
        done.push("send");
        return { posted: 1, edited: 0, notSent: 0, halted: null };
      },
    },
    new Set(roles),
  );
  await pipeline.deliver(new AbortController().signal);
  return [...new Set(done)].toSorted();
}

describe("ROLES", () => {
  it("is a list of roles, in any order and case", () => {
    expect(printRoles(parseRoles(" Match, poll,"))).toBe("poll, match");
  });

  it.each([
    [
      "poll,mach",
      "expected ROLES to be some of poll, match, deliver, chat, separated by commas, got mach. Did you mean match?",
    ],
    [" , ", "separated by commas, got none."],
  ])("refuses %j with what was meant", (text, message) => {
    expect(() => configOf({ DATABASE_URL: server, ROLES: text })).toThrow(message);
  });

  it("are all by default", () => {
    expect(printRoles(configOf({}).roles)).toBe("poll, match, deliver, chat");
  });

  it("are all on a SQLite file, and some on a server", () => {
    expect(printRoles(configOf({ ROLES: "chat,deliver,match,poll" }).roles)).toBe("poll, match, deliver, chat");
    expect(printRoles(configOf({ ROLES: "poll", DATABASE_URL: server }).roles)).toBe("poll");
    expect(() => configOf({ ROLES: "poll,match" })).toThrow(
      /all of poll, match, deliver, chat on a SQLite file, .* got poll, match\. .* set DATABASE_URL/,
    );
  });

  it.each(["deliver", "chat"])("need the token of a chat for %s alone", (role) => {
    const config = configOf({ DATABASE_URL: server, ROLES: role });

    expect(() => chatsFor(config)).toThrow(`the token of a chat for a process with the role ${role} alone, got none`);
  });

  it("need no platform without deliver and chat", () => {
    const config = configOf({ DATABASE_URL: server, ROLES: "poll,match", DISCORD_TOKEN: "a.b.c" });

    expect(chatsFor(config)).toEqual([]);
  });
});

describe("a pipeline", () => {
  it.each([
    ["match", ["match", "planEdits", "takeIn"]],
    ["deliver", ["makeDigests", "recover", "remind", "send", "tell"]],
    ["poll", []],
    ["chat", []],
  ] as const)("with the role %s does %j", async (role, steps) => {
    expect(await stepsOf(role)).toEqual(steps);
  });
});
