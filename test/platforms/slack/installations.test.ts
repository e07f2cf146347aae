import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { systemRandom } from "../../../src/clock.ts";
import { createInstallations, singleInstallation } from "../../../src/platforms/slack/installations.ts";
import { createSeal, readSealKeys } from "../../../src/platforms/slack/seal.ts";
import { aCache } from "../chat/a-cache.ts";
import { anInstallation } from "./an-installation.ts";

const seal = createSeal(readSealKeys(randomBytes(32).toString("hex")), systemRandom);

describe("installations", () => {
  it("are found again after a restart, and stored so that nobody reads a token", async () => {
    const cache = aCache();
    const installed = anInstallation({ token: "xoxb-canary", refreshToken: "xoxe-canary" });

    await createInstallations(cache, seal).save(installed);

    expect(await createInstallations(cache, seal).find({ team: "T1" })).toEqual(installed);
    expect(await createInstallations(cache, seal).find({ team: "T2" })).toBeNull();
    expect([...cache.entries.values()].join()).not.toMatch(/canary|xox/);
  });

  it("are forgotten when they are erased", async () => {
    const cache = aCache();
    const installations = createInstallations(cache, seal);
    await installations.save(anInstallation());

    expect(await installations.teams(anInstallation())).toEqual(["T1"]);

    await installations.erase(anInstallation());

    expect(await installations.find({ team: "T1" })).toBeNull();
    expect(cache.entries.size).toBe(0);
  });

  it("made anew are not erased with the one before", async () => {
    const installations = createInstallations(aCache(), seal);
    const before = anInstallation({ installedAt: 1 });
    const since = anInstallation({ installedAt: 2, token: "xoxb-second" });
    await installations.save(since);

    await installations.erase(before);

    expect(await installations.find({ team: "T1" })).toEqual(since);
    expect(await installations.replace(before, { ...before, token: "xoxb-renewed" })).toBe(false);
  });

  it("are sealed anew when the key is replaced, after which the old one is needed no more", async () => {
    const cache = aCache();
    const [old, fresh] = [randomBytes(32).toString("hex"), randomBytes(32).toString("hex")];
    const withKeys = (keys: string) => createInstallations(cache, createSeal(readSealKeys(keys), systemRandom));
    await withKeys(old).save(anInstallation());

    const installations = withKeys(`${fresh},${old}`);
    expect(await installations.sealAnew("T1")).toBe(true);
    expect(await installations.sealAnew("T1")).toBe(false);
    expect(await installations.sealAnew("T2")).toBe(false);

    expect(await withKeys(fresh).find({ team: "T1" })).toEqual(anInstallation());
  });

  it("of one workspace cannot be put in the place of another's", async () => {
    const cache = aCache();
    await createInstallations(cache, seal).save(anInstallation());
    await cache.set("installation:T2", await cache.get("installation:T1"));

    await expect(createInstallations(cache, seal).find({ team: "T2" })).rejects.toThrow(/belongs elsewhere/);
  });
});

describe("an installation of a whole organisation", () => {
  const ofAll = anInstallation({ teamId: null, enterpriseId: "E1", token: "xoxb-org" });

  it("serves its workspaces, also when later nobody says to which organisation they belong", async () => {
    const cache = aCache();
    await createInstallations(cache, seal).save(ofAll);

    expect(await createInstallations(cache, seal).find({ team: "T7" })).toBeNull();
    expect((await createInstallations(cache, seal).find({ team: "T7", enterprise: "E1" }))?.token).toBe("xoxb-org");
    expect((await createInstallations(cache, seal).find({ team: "T7" }))?.token).toBe("xoxb-org");
  });

  it("gives way to a workspace's own", async () => {
    const installations = createInstallations(aCache(), seal);
    await installations.save(ofAll);
    await installations.save(anInstallation({ teamId: "T7", enterpriseId: "E1", token: "xoxb-own" }));

    expect((await installations.find({ team: "T7", enterprise: "E1" }))?.token).toBe("xoxb-own");
  });

  it("remembers every workspace of those that ask at the same moment", async () => {
    const installations = createInstallations(aCache(), seal);
    await installations.save(ofAll);

    await Promise.all(["T7", "T8", "T9"].map((team) => installations.find({ team, enterprise: "E1" })));

    expect((await installations.teams(ofAll)).toSorted()).toEqual(["T7", "T8", "T9"]);
  });

  it("leaves nothing behind of a workspace that asked while it was erased", async () => {
    const cache = aCache();
    const installations = createInstallations(cache, seal);
    await installations.save(ofAll);

    await Promise.all([installations.find({ team: "T7", enterprise: "E1" }), installations.erase(ofAll)]);

    expect([...cache.entries.keys()]).toEqual([]);
  });

  it("names every workspace that loses it", async () => {
    const installations = createInstallations(aCache(), seal);
    await installations.save(ofAll);
    for (const team of ["T7", "T8", "T7"]) await installations.find({ team, enterprise: "E1" });

    expect(await installations.teams(ofAll)).toEqual(["T7", "T8"]);

    await installations.erase(ofAll);

    expect(await installations.find({ team: "T7" })).toBeNull();
  });
});

describe("the token of one workspace in the environment", () => {
  it("is asked about once, and again only where Slack did not answer", async () => {
    let asked = 0;
    const installations = singleInstallation(async () => {
      asked += 1;
      if (asked === 1) throw new Error("Slack is away");
      return anInstallation();
    });

    await expect(installations.find({ team: "T1" })).rejects.toThrow("away");
    expect((await installations.find({ team: "T1" }))?.name).toBe("Acme");
    expect(await installations.find({ team: "T2" })).toBeNull();
    expect(asked).toBe(2);
  });
});
