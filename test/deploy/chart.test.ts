import { StatefulSet } from "kubernetes-models/apps/v1";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1";
import { ConfigMap, Service } from "kubernetes-models/v1";
import ipaddr from "ipaddr.js";
import { describe, expect, it } from "vitest";
import { variables } from "../../config/environment.ts";
import { type ChartObject, renderChart } from "./render-chart.ts";

const models = { StatefulSet, NetworkPolicy, PodDisruptionBudget, ConfigMap, Service };

const secretName = "rolecall";
const cases = {
  "one on SQLite": { secretName },
  "three on PostgreSQL": {
    secretName,
    replicas: 3,
    database: { enabled: true },
    config: "sources:\n  - ashby: { board: demo }\n",
    metrics: { serviceMonitor: { enabled: true, labels: { release: "prometheus" } } },
    slack: { http: { enabled: true } },
    networkPolicy: { egress: [{ cidr: "10.20.0.5/32", port: 5432 }] },
  },
  "all that can be off": {
    secretName,
    metrics: { enabled: false },
    discord: { shards: false },
    networkPolicy: { enabled: false },
  },
};

describe.each(Object.entries(cases))("the chart, %s", (_name, values) => {
  it("makes objects that Kubernetes knows", async () => {
    for (const object of await renderChart(values)) {
      if (object.kind === "ServiceMonitor") continue;
      const Model = models[object.kind as keyof typeof models];
      new Model(object as never).validate();
    }
  });

  it("runs without rights", async () => {
    const { spec } = await setOf(values);
    const pod = spec?.template?.spec;
    const [container] = pod?.containers ?? [];

    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
    });
    expect(container?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("mounts each volume that it has, and has each that it mounts", async () => {
    const { spec } = await setOf(values);
    const volumes = [
      ...(spec?.template?.spec?.volumes ?? []).map(({ name }) => name),
      ...(spec?.volumeClaimTemplates ?? []).map(({ metadata }) => metadata?.name ?? ""),
    ];
    const mounts = (spec?.template?.spec?.containers?.[0]?.volumeMounts ?? []).map(({ name }) => name);

    expect(volumes.toSorted()).toEqual(mounts.toSorted());
  });

  it("sets variables that the bot knows, and no secret among them", async () => {
    const { spec } = await setOf(values);
    const [container] = spec?.template?.spec?.containers ?? [];
    const names = (container?.env ?? []).map(({ name }) => name).filter((name) => name !== "POD_INDEX");

    expect(names.filter((name) => !(name in variables))).toEqual([]);
    expect(names.filter((name) => /TOKEN|SECRET|KEY|DATABASE/.test(name))).toEqual([]);
    expect(container?.envFrom).toEqual([{ secretRef: { name: "rolecall" } }]);
  });

  it("names ports that the container has, and selects its own pods", async () => {
    const objects = await renderChart(values);
    const { spec } = await setOf(values);
    const [container] = spec?.template?.spec?.containers ?? [];
    const ports = new Set((container?.ports ?? []).map(({ name }) => name));
    const service = objects.find(({ kind }) => kind === "Service")?.spec as {
      selector: object;
      ports: { targetPort: string }[];
    };

    for (const { targetPort } of service.ports) expect(ports).toContain(targetPort);
    for (const probe of [container?.livenessProbe, container?.readinessProbe, container?.startupProbe]) {
      expect(ports).toContain(probe?.httpGet?.port);
    }
    expect(spec?.template?.metadata?.labels).toMatchObject(service.selector);
    expect(spec?.selector.matchLabels).toEqual(service.selector);
  });
});

describe("the chart", () => {
  it("lets tables be brought up to date for ten minutes before it starts a pod again", async () => {
    const { startupProbe } = (await setOf(cases["one on SQLite"])).spec?.template?.spec?.containers[0] ?? {};

    expect((startupProbe?.periodSeconds ?? 0) * (startupProbe?.failureThreshold ?? 0)).toBe(600);
  });

  it("keeps SQLite on a volume of its own, and nothing where PostgreSQL does", async () => {
    const [alone, shared] = [await setOf(cases["one on SQLite"]), await setOf(cases["three on PostgreSQL"])];

    expect(alone.spec?.volumeClaimTemplates).toHaveLength(1);
    expect(shared.spec?.volumeClaimTemplates).toBeUndefined();
  });

  it("gives each of several a shard of its own, and one alone all of them", async () => {
    const shardsOf = async (values: object) => {
      const env = (await setOf(values)).spec?.template?.spec?.containers[0]?.env ?? [];
      return env.find(({ name }) => name === "DISCORD_SHARDS")?.value;
    };

    expect(await shardsOf(cases["three on PostgreSQL"])).toBe("$(POD_INDEX)/3");
    expect(await shardsOf(cases["one on SQLite"])).toBeUndefined();
  });

  it("lets several be drained one after the other, and one alone whenever it must", async () => {
    const budgets = async (values: object) =>
      (await renderChart({ ...values })).filter(({ kind }) => kind === "PodDisruptionBudget");

    expect(await budgets(cases["three on PostgreSQL"])).toMatchObject([{ spec: { maxUnavailable: 1 } }]);
    expect(await budgets(cases["one on SQLite"])).toEqual([]);
  });

  it("starts its pods again for another configuration, and for nothing else", async () => {
    const annotated = async (config: string) => {
      const { spec } = await setOf({ secretName, config, podAnnotations: { "a/b": 'said "so"' } });
      return spec?.template?.metadata?.annotations;
    };
    const [one, same, other] = [await annotated("a: 1\n"), await annotated("a: 1\n"), await annotated("a: 2\n")];

    expect(one).toEqual({ "a/b": 'said "so"', "checksum/config": expect.stringMatching(/^[\da-f]{64}$/) });
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it("writes the configuration as it was given", async () => {
    const config = 'sources: # "{{ no template }}"\n  - ashby: { board: demo }\n';

    const objects = await renderChart({ secretName, config });

    expect(objects.find(({ kind }) => kind === "ConfigMap")).toMatchObject({ data: { "rolecall.yaml": config } });
  });

  it.each([
    ["no Secret", {}],
    ["two on SQLite", { secretName, replicas: 2 }],
    ["an unknown value", { secretName, replica: 2 }],
    ["a port of the system", { secretName, metrics: { port: 80 } }],
    ["a policy for nobody, which would be one for everybody", { secretName, networkPolicy: { from: [] } }],
    ["an address without a size", { secretName, networkPolicy: { egress: [{ cidr: "10.0.0.1", port: 5432 }] } }],
  ])("refuses %s", async (_what, values) => {
    await expect(renderChart(values)).rejects.toThrow(/^values: /);
  });
});

describe("what the network policy lets out", () => {
  it.each([
    ["169.254.169.254", false],
    ["fd00:ec2::254", false],
    ["168.63.129.16", false],
    ["127.0.0.1", false],
    ["10.1.2.3", false],
    ["172.20.0.1", false],
    ["192.168.1.1", false],
    ["100.64.0.1", false],
    ["fe80::1", false],
    ["::1", false],
    ["2002:a9fe:a9fe::1", false],
    ["104.16.0.1", true],
    ["2606:4700::1", true],
  ])("%s over HTTPS: %s", async (address, isAllowed) => {
    const blocks = await blocksFor(443);

    expect(blocks.some((block) => isWithin(address, block))).toBe(isAllowed);
  });

  it("the named database, by its port alone", async () => {
    const isOpen = async (port: number) => (await blocksFor(port)).some((block) => isWithin("10.20.0.5", block));

    expect([await isOpen(5432), await isOpen(443)]).toEqual([true, false]);
  });
});

interface Block {
  readonly cidr: string;
  readonly except?: readonly string[];
}

async function blocksFor(port: number): Promise<readonly Block[]> {
  const policy = (await renderChart(cases["three on PostgreSQL"])).find(({ kind }) => kind === "NetworkPolicy");
  const spec = policy?.spec as { egress: { to: { ipBlock?: Block }[]; ports: { port: number }[] }[] } | undefined;
  return (spec?.egress ?? [])
    .filter(({ ports }) => ports.some((one) => one.port === port))
    .flatMap(({ to }) => to.flatMap(({ ipBlock }) => ipBlock ?? []));
}

function isWithin(address: string, { cidr, except = [] }: Block): boolean {
  const matches = (range: string) => {
    const [one, [network, bits]] = [ipaddr.parse(address), ipaddr.parseCIDR(range)];
    return one.kind() === network.kind() && one.match(network, bits);
  };
  return matches(cidr) && !except.some(matches);
}

async function setOf(values: object): Promise<StatefulSet> {
  const objects: readonly ChartObject[] = await renderChart({ ...values });
  return objects.find(({ kind }) => kind === "StatefulSet") as unknown as StatefulSet;
}
