import type { Destination, Platform } from "../../../src/delivery/platform.ts";

/** Takes everything at once and keeps nothing, so that only the core is measured. */
export function createDiscardingPlatform(onSend: (destination: Destination) => void = () => {}): Platform {
  let sent = 0;
  return {
    id: "discard",
    capabilities: { editsInPlace: true, findsByKey: true, digest: { cards: 10, lines: 40, characters: 6_000 } },
    async send(destination) {
      onSend(destination);
      sent += 1;
      return `m${sent}`;
    },
    async edit() {},
    find: async () => ({ kind: "absent" }),
    async notify() {},
    openDirect: async ({ user }) => ({ platform: "discard", address: user }),
    classify: () => ({ class: "process", code: "fault", reason: "The bench itself failed." }),
  };
}
