import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./dockerfile.ts";

interface Bill {
  readonly bomFormat: string;
  readonly components: readonly {
    readonly purl: string;
    readonly properties?: readonly { readonly name: string; readonly value: string }[];
  }[];
}

it("npm run sbom lists what runs, and marks what only development needs", () => {
  const bill = JSON.parse(
    execFileSync("npm", ["run", "-s", "sbom"], { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 }),
  ) as Bill;

  const isForDevelopment = new Map(
    bill.components.map(({ purl, properties = [] }) => [
      decodeURIComponent(purl),
      properties.some(({ name }) => name === "cdx:npm:package:development"),
    ]),
  );
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    dependencies: Readonly<Record<string, string>>;
  };
  const purls = Object.entries(dependencies).map(([name, version]) => `pkg:npm/${name}@${version}`);
  expect(bill.bomFormat).toBe("CycloneDX");
  expect(purls.filter((purl) => isForDevelopment.get(purl) !== false)).toEqual([]);
  expect([...isForDevelopment].some(([purl, isDev]) => isDev && purl.startsWith("pkg:npm/vitest@"))).toBe(true);
});
