import { describe, expect, it } from "vitest";
import type { Clock } from "../../../src/clock.ts";
import { aFailure, aRecentMessage, aSourceStatus, aStatusReport } from "./a-status-report.ts";
import { aStatusServer } from "./a-status-server.ts";

const token = "correct-horse-battery";

/** A clock on which every nap takes as long as that. */
function aClock(napMs: number): Clock {
  let now = 0;
  return {
    now: () => now,
    async sleep() {
      now += napMs;
    },
  };
}

describe("/healthz", () => {
  it.each([
    [21, 200],
    [5_000, 503],
  ])("where a nap of 20 ms takes %i ms is %i", async (napMs, status) => {
    await using server = await aStatusServer({ clock: aClock(napMs) });

    const response = await server.get("/healthz");

    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ service: "rolecall", ok: status === 200, lagMs: napMs - 20 });
  });

  it("does not ask the database", async () => {
    const never = { name: "database", missing: () => new Promise<null>(() => {}) };
    await using server = await aStatusServer({ requirements: [never] });

    expect((await server.get("/healthz")).status).toBe(200);
  });
});

describe("/readyz", () => {
  it("is 200 with all that is needed", async () => {
    await using server = await aStatusServer({ requirements: [{ name: "database", missing: async () => null }] });

    const response = await server.get("/readyz");

    expect([response.status, await response.json()]).toEqual([
      200,
      { ready: true, roles: "poll, match, deliver, chat" },
    ]);
  });

  it("says what is missing, and no secret of why", async () => {
    await using server = await aStatusServer({
      requirements: [
        { name: "process", missing: () => null },
        { name: "slack", missing: () => "is not connected" },
        { name: "database", missing: () => Promise.reject(new Error("postgres://bot:canary@db refused")) },
      ],
      token,
    });

    const response = await server.get("/readyz");

    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      ready: false,
      roles: "poll, match, deliver, chat",
      missing: { slack: "is not connected", database: "answers with an error" },
    });
  });

  it("waits for a database that hangs for no longer than a second", async () => {
    const never = { name: "database", missing: () => new Promise<null>(() => {}) };
    await using server = await aStatusServer({ requirements: [never], clock: aClock(1) });

    const response = await server.get("/readyz");

    expect(await response.json()).toMatchObject({ missing: { database: "no answer within 1000 ms" } });
  });
});

describe("the status page", () => {
  it("tells of sources, messages and failures, with what to do", async () => {
    const report = aStatusReport({
      sources: [
        aSourceStatus({ key: "lever:x", state: "failing", reason: "it cannot be reached", remedy: "Look there." }),
      ],
      failures: [aFailure({ reason: "msg_too_long", remedy: "Send it again." })],
      recent: [aRecentMessage({ title: "Go Engineer", company: "Nimbus", place: "Berlin", where: "#jobs on Slack" })],
    });
    await using server = await aStatusServer({ report: async () => report });

    const response = await server.get("/");
    const page = await response.text();

    expect([response.status, response.headers.get("refresh")]).toEqual([200, "60"]);
    for (const said of [
      "lever:x",
      "it cannot be reached",
      "Look there.",
      "in 26 minutes",
      "msg_too_long",
      "Send it again.",
      "Go Engineer",
      "Nimbus · Berlin",
      "#jobs on Slack",
      "12 minutes ago",
      "18,402",
      "1 source failing",
      "0.1.0",
      "rolecall-7d9f, process 1",
      "Up for 3 days",
    ]) {
      expect(page).toContain(said);
    }
  });

  it("says so where there are more failures than it shows", async () => {
    const report = aStatusReport({ failures: [aFailure({ state: "held" })], hasMoreFailures: true });
    await using server = await aStatusServer({ report: async () => report });

    const text = await (await server.get("/")).text();

    expect(text).toMatch(/at least 1 held back/i);
    expect(text).toContain("There are more: npm run -s cli -- deliveries --failed lists them");
  });

  it("lets in no script and nothing of others", async () => {
    await using server = await aStatusServer();

    const { headers } = await server.get("/");

    expect(headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect([headers.get("x-content-type-options"), headers.get("referrer-policy")]).toEqual(["nosniff", "no-referrer"]);
  });

  it.each([
    "<script>alert(1)</script>",
    `"><img src=x onerror=alert(1)>`,
    "' autofocus onfocus=alert(1) x='",
    "</bdi></style><p>",
  ])("shows %s as text wherever a stranger may put it", async (hostile) => {
    const report = aStatusReport({
      instance: hostile,
      sources: [aSourceStatus({ key: hostile, state: "failing", reason: hostile, remedy: hostile, rhythm: hostile })],
      recent: [aRecentMessage({ title: hostile, company: hostile, place: hostile, where: hostile })],
      failures: [aFailure({ id: hostile, title: hostile, where: hostile, reason: hostile, remedy: hostile })],
    });
    await using server = await aStatusServer({
      report: async () => report,
      requirements: [{ name: hostile, missing: () => hostile }],
    });

    const page = await (await server.get("/")).text();

    expect(page).not.toContain(hostile);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(page).not.toMatch(/<script|<img/);
  });

  it("says so where the database takes too long to answer", async () => {
    const report = () => new Promise<never>(() => undefined);
    await using server = await aStatusServer({ report, clock: aClock(1) });

    expect((await server.get("/")).status).toBe(503);
  });

  it("says so where the database does not answer", async () => {
    await using server = await aStatusServer({ report: () => Promise.reject(new Error("canary")) });

    const response = await server.get("/");

    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain("canary");
  });

  it("has no other pages, and takes nothing", async () => {
    await using server = await aStatusServer();

    const posted = await fetch(server.origin, { method: "POST", body: "x" });

    expect([(await server.get("/metrics")).status, posted.status, posted.headers.get("allow")]).toEqual([
      404,
      405,
      "GET, HEAD",
    ]);
  });
});

describe("who may see it", () => {
  it.each([
    ["127.0.0.1:80", 200],
    ["localhost", 200],
    ["[::1]:8321", 200],
    ["evil.example.org", 421],
    ["127.0.0.1.evil.example.org", 421],
    ["localhost.evil.example.org:8321", 421],
  ])("on loopback, asked for as %s, is %i", async (host, status) => {
    await using server = await aStatusServer();

    expect(await server.getAs(host)).toBe(status);
    expect(await server.getAs(host, "/readyz")).toBe(200);
  });

  it("with a token, is who says it, in one way or another", async () => {
    await using server = await aStatusServer({ token });

    const without = await server.get("/");
    const wrong = await server.get(`/?token=${token}x`);
    const bearer = await server.get("/", { authorization: `Bearer ${token}` });
    const wrongBearer = await server.get("/", { authorization: "Bearer x" });
    const first = await server.get(`/?token=${token}`);
    const cookie = first.headers.get("set-cookie") ?? "";
    const later = await server.get("/", { cookie: `a=b; ${cookie.split(";")[0]}` });
    const forged = await server.get("/", { cookie: `rolecall_status=${token}` });

    expect([without, wrong, wrongBearer, forged].map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(await without.text()).not.toContain("Nimbus");
    expect([bearer, first, later].map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await first.text()).not.toContain("Nimbus");
    expect(await later.text()).toContain("Nimbus");
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(token);
  });

  it("with a token, is nobody else, by whatever name, and the probes are for all", async () => {
    await using server = await aStatusServer({ token });

    expect(await server.getAs("status.example.org")).toBe(401);
    expect([(await server.get("/healthz")).status, (await server.get("/readyz")).status]).toEqual([200, 200]);
  });
});
