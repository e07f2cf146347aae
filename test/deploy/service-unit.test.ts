import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { variables } from "../../config/environment.ts";
import { last, root } from "./dockerfile.ts";

const file = join(root, "config/deploy/rolecall.service");
const unit = readFileSync(file, "utf8");
const isSystemdThere = spawnSync("systemd-analyze", ["--version"]).status === 0;

describe("rolecall.service", () => {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-unit-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("starts what the image starts", () => {
    const started = unit.match(/^ExecStart=\/usr\/bin\/(.*)$/m)?.[1];

    expect(started).toBe([...(JSON.parse(last("ENTRYPOINT")) as string[]), "start"].join(" "));
  });

  it("sets variables that the bot or Node knows, and no secret", () => {
    const names = [...unit.matchAll(/^(?:# )?Environment=(\w+)=/gm)].map(([, name = ""]) => name);

    const unknown = names.filter((name) => name !== "NODE_ENV" && !(name.replace(/_FILE$/, "") in variables));

    expect(unknown).toEqual([]);
    expect(names.filter((name) => /TOKEN|SECRET|KEY/.test(name) && !name.endsWith("_FILE"))).toEqual([]);
  });

  it("starts the bot again for as long as a server of PostgreSQL is away, each start of which takes 15 s", () => {
    const seconds = (name: string) => Number(unit.match(new RegExp(`^${name}=(\\d+)s?$`, "m"))?.[1]);

    expect(seconds("StartLimitBurst")).toBeGreaterThan((5 * 60) / (15 + seconds("RestartSec")));
  });

  it.runIf(isSystemdThere)("is understood by systemd, and exposes little", () => {
    // Its program need not be installed here.
    const checked = join(folder, "rolecall.service");
    writeFileSync(checked, unit.replace(/^ExecStart=\S+/m, "ExecStart=/bin/sh"));

    const verified = spawnSync("systemd-analyze", ["verify", "--man=no", checked], { encoding: "utf8" });
    const security = execFileSync("systemd-analyze", ["security", "--offline=true", "--no-pager", checked], {
      encoding: "utf8",
    });

    expect(verified.stderr).toBe("");
    expect(Number(security.match(/exposure level for rolecall\.service: ([\d.]+)/)?.[1])).toBeLessThan(2);
  });

  it.skipIf(isSystemdThere)("systemd-analyze is not here: whether systemd understands the unit is left out", () => {});
});
