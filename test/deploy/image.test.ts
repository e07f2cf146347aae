import { execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, cpSync, existsSync, globSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { variables } from "../../config/environment.ts";
import { type Finished, finished } from "../cli/run-cli.ts";
import { copied, environment, instructions, last, reachesBuilder, root } from "./dockerfile.ts";

describe("the Dockerfile", () => {
  it("copies what is there and reaches the builder", () => {
    expect(copied().filter(({ from }) => !existsSync(join(root, from)) || !reachesBuilder(from))).toEqual([]);
  });

  it.each([".env", "data/rolecall.sqlite", "node_modules/zod", ".git/config", "config/deploy/secrets/database_url"])(
    "%s does not reach the builder",
    (path) => expect(reachesBuilder(path)).toBe(false),
  );

  it("is of Node's slim image in the version that package.json names", () => {
    const images = instructions().filter(({ name }) => name === "FROM");

    expect(images.map(({ text }) => text.split(" ")[0])).toEqual(["node:24-slim", "node:24-slim"]);
  });

  it("runs as a user by number, and gives no secret a place in a layer", () => {
    expect(last("USER")).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(instructions().filter(({ name }) => name === "ARG")).toEqual([]);
    expect(Object.keys(environment()).filter((name) => /TOKEN|SECRET|KEY|PASSWORD/.test(name))).toEqual([]);
  });

  it("sets variables that the bot or Node knows", () => {
    const names = Object.keys(environment());

    expect(names.filter((name) => name !== "NODE_ENV" && !(name in variables))).toEqual([]);
  });

  it("starts the program without a shell, so that signals reach it", () => {
    const [program, ...args] = JSON.parse(last("ENTRYPOINT")) as string[];

    expect(program).toBe("node");
    expect(existsSync(join(root, args.at(-1) ?? ""))).toBe(true);
    expect(JSON.parse(last("CMD"))).toEqual(["start"]);
    expect(last("STOPSIGNAL")).toBe("SIGTERM");
  });
});

describe("the health check", () => {
  const [, script = ""] = JSON.parse(last("HEALTHCHECK").replace(/^.*CMD \["node", /, "[")) as string[];

  it.each([
    [200, 0],
    [503, 1],
  ])("of an answer %i ends with %i", async (status, code) => {
    const server = createServer((request, response) => {
      response.writeHead(request.url === "/healthz" ? status : 404).end();
    });
    const port = await listening(server);

    const ended = await probe(port);
    server.close();

    expect(ended).toBe(code);
  });

  it("of no answer ends with 1", async () => {
    const server = createServer();
    const port = await listening(server);
    await new Promise((resolve) => server.close(resolve));

    expect(await probe(port)).toBe(1);
  });

  async function probe(port: number): Promise<number | null> {
    const child = spawn(process.execPath, ["-e", script], { env: { ROLECALL_HTTP_PORT: String(port) } });
    return (await finished(child)).code;
  }
});

/** What the image holds, made as its Dockerfile says, and run as another user who may write to the data folder alone. */
describe("the installation of the image", () => {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-image-"));
  const app = join(folder, "app");
  const data = join(folder, "data");
  const [user = 0, group = 0] = last("USER").split(":").map(Number);
  const isRoot = process.getuid?.() === 0;

  beforeAll(() => {
    chmodSync(folder, 0o755);
    mkdirSync(app);
    for (const { from, to } of copied()) {
      cpSync(join(root, from), to.endsWith("./") ? join(app, from) : join(app, to), {
        recursive: true,
        filter: (source) => reachesBuilder(source.slice(root.length + 1)),
      });
    }
    const install =
      instructions()
        .find(({ name }) => name === "RUN")
        ?.text.split(" ") ?? [];
    const [npm = "", ...args] = install;
    execFileSync(npm, [...args, "--prefer-offline"], { cwd: app, stdio: "pipe" });
    mkdirSync(data);
    const cache = join(app, "node_modules/.cache");
    mkdirSync(cache);
    if (isRoot) for (const owned of [data, cache]) chownSync(owned, user, group);
    const compile = instructions().find(({ text }) => text.startsWith("NODE_COMPILE_CACHE="))?.text ?? "";
    execFileSync("sh", ["-c", compile], {
      cwd: app,
      env: { PATH: `${dirname(process.execPath)}:${process.env["PATH"]}` },
      ...(isRoot ? { uid: user, gid: group } : {}),
    });
    // Root goes past permissions, so only for others does this make the tree read-only; root runs the program as another.
    execFileSync("chmod", ["-R", "a-w,a+rX", app]);
  }, 120_000);

  afterAll(() => {
    execFileSync("chmod", ["-R", "u+w", app]);
    rmSync(folder, { recursive: true, force: true });
  });

  it("holds no dev dependency", () => {
    expect(["vitest", "typescript", "node"].filter((name) => existsSync(join(app, "node_modules", name)))).toEqual([]);
  });

  it("answers with nothing but the data folder to write to", async () => {
    const { code, stdout, stderr } = await run(["start", "--once"], "/jobs subscribe infra role:backend\n/jobs list\n");

    expect(stderr).not.toMatch(/EACCES|EROFS|a fault of ours/);
    expect(code).toBe(0);
    expect(stdout).toContain("/jobs subscribe infra role:backend");
    expect(globSync("*.sqlite", { cwd: data })).toEqual(["rolecall.sqlite"]);
  }, 60_000);

  it("starts without compiling anything, since it could not keep what it compiles", async () => {
    const { stderr } = await run(["start", "--once"], "", { NODE_DEBUG_NATIVE: "COMPILE_CACHE" });

    const read = stderr.match(/reading cache from .* for StrippedTypeScript .*success/g) ?? [];
    expect(stderr.match(/no transpile cache for .*/g) ?? []).toEqual([]);
    expect(read.length).toBeGreaterThan(100);
  }, 60_000);

  async function run(
    args: readonly string[],
    input: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<Finished> {
    const [, ...entrypoint] = JSON.parse(last("ENTRYPOINT")) as string[];
    const set = Object.entries(environment()).filter(([name]) => name in variables);
    const child = spawn(process.execPath, [...entrypoint, ...args], {
      cwd: app,
      env: { NODE_ENV: "production", ...Object.fromEntries(set), ROLECALL_DATA: data, ...env },
      ...(isRoot ? { uid: user, gid: group } : {}),
    });
    child.stdin.end(input);
    return await finished(child);
  }
});

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}
