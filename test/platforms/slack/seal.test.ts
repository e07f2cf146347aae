import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { systemRandom } from "../../../src/clock.ts";
import { createSeal, readSealKeys } from "../../../src/platforms/slack/seal.ts";

const [old, fresh] = [randomBytes(32).toString("base64"), randomBytes(32).toString("hex")];

function sealWith(keys: string) {
  return createSeal(readSealKeys(keys), systemRandom);
}

describe("a seal", () => {
  it("opens what it closed, and shows nothing of it", () => {
    const seal = sealWith(old);

    const sealed = seal.close("xoxb-canary", "T1");

    expect(seal.open(sealed, "T1")).toBe("xoxb-canary");
    expect(sealed).not.toContain("canary");
    expect(Buffer.from(sealed.split(".")[2] ?? "", "base64url").toString("latin1")).not.toContain("canary");
    expect(seal.close("xoxb-canary", "T1")).not.toBe(sealed);
  });

  it("opens with a key that is being replaced, and closes with the new one", () => {
    const before = sealWith(old).close("token", "T1");
    const rotating = sealWith(`${fresh}, ${old}`);

    expect(rotating.open(before, "T1")).toBe("token");
    expect([rotating.isCurrent(before), rotating.isCurrent(rotating.close("token", "T1"))]).toEqual([false, true]);
    expect(sealWith(fresh).open(rotating.close("token", "T1"), "T1")).toBe("token");
  });

  it("names the key that is missing", () => {
    const sealed = sealWith(old).close("token", "T1");
    const id = readSealKeys(old)[0].id;

    expect(() => sealWith(fresh).open(sealed, "T1")).toThrow(new RegExp(`key ${id}, which is not given`));
  });

  it("opens nothing that was altered, cut or put elsewhere", () => {
    const seal = sealWith(old);
    const sealed = seal.close("token", "T1");
    const [version, id, payload = ""] = sealed.split(".");
    const bytes = Buffer.from(payload, "base64url");

    for (let at = 0; at < bytes.length; at++) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(() => seal.open(`${version}.${id}.${altered.toString("base64url")}`, "T1")).toThrow(/altered/);
    }
    for (const length of [0, 5, 12, 20, bytes.length - 1]) {
      const cut = bytes.subarray(0, length).toString("base64url");
      expect(() => seal.open(`${version}.${id}.${cut}`, "T1")).toThrow(/altered/);
    }
    expect(() => seal.open(sealed, "T2")).toThrow(/altered or belongs elsewhere/);
    expect(() => seal.open("nonsense", "T1")).toThrow(/not given/);
  });
});
