import type { ModalView } from "@slack/types";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalQuery } from "../../../commands/subscription-ref.ts";
import { readQuery } from "../../../commands/read-query.ts";
import type { DeliverySettings } from "../../../src/filter/delivery-settings.ts";
import { printQuery } from "../../../src/filter/print.ts";
import { parseQuery } from "../../../src/filter/parse.ts";
import { readModal, type SubmittedView } from "../../../src/platforms/slack/read-modal.ts";
import { subscribeModal } from "../../../src/platforms/slack/subscribe-modal.ts";
import { problemsOfView } from "../../doubles/slack/block-kit.ts";
import { type Filled, stateOf } from "../../doubles/slack/form-state.ts";
import { deliveries, sensibleFilters } from "../../filter/arbitraries.ts";

/** The form as it comes back, with what somebody filled in. */
function submit(view: ModalView, filled: Filled = {}) {
  expect(problemsOfView(view)).toEqual([]);
  const { callback_id: kind = "", private_metadata: kept = "" } = view;
  const state = stateOf(JSON.parse(JSON.stringify(view)), filled, new Map(), () => ({})) as SubmittedView["state"];
  const read = readModal({ callback_id: kind, private_metadata: kept, state });
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return read;
}

function elementOf({ blocks }: ModalView, id: string): object {
  const block = blocks.find((one) => one.block_id === id);
  return block !== undefined && "element" in block ? block.element : {};
}

describe("the form of a new subscription", () => {
  it.each(["level", "mode", "type", "visa"])("offers all there is for %s, and its opposite", (key) => {
    const element = elementOf(subscribeModal({}), key);

    expect(element).toMatchObject({ type: "multi_static_select" });
    expect(JSON.stringify(element)).toContain('"value":"-');
  });

  it("asks where to by choice: the asker, or a channel that is picked, at first the current one", () => {
    const view = subscribeModal({});

    expect(elementOf(view, "to")).toMatchObject({
      type: "static_select",
      options: [{ value: "me" }, { value: "channel" }],
    });
    expect(elementOf(view, "channel")).toMatchObject({
      type: "conversations_select",
      default_to_current_conversation: true,
      filter: { include: ["public", "private"] },
    });
    expect(elementOf(view, "channel")).not.toHaveProperty("response_url_enabled");
  });

  it("asks for what was filled in", () => {
    const { options, channel } = submit(subscribeModal({ prefill: "role:backend" }), {
      name: "eu-go",
      level: ["senior", "-intern"],
      visa: ["yes"],
      to: "channel",
      channel: "C1234567",
      rest: "remote every:day",
    });

    expect(options).toEqual({
      name: "eu-go",
      query: "role:backend level:senior,-intern mode:remote visa:yes every:day",
    });
    expect(channel).toBe("C1234567");
  });

  it("takes no channel that stands there where none is meant", () => {
    expect(submit(subscribeModal({}), { channel: "C1234567", rest: "lang:go" })).toEqual({
      ok: true,
      command: "subscribe",
      options: { query: "lang:go" },
    });
  });

  it("begins with everything where that is asked for", () => {
    expect(submit(subscribeModal({ prefill: "everything to:#jobs" })).options).toEqual({
      query: "everything to:#jobs",
    });
  });

  it("that would need more room than Slack has is refused", () => {
    expect(() => subscribeModal({ prefill: `text:"${"x".repeat(3_001)}"` })).toThrow(
      /holds 3,000 characters.*use \/jobs edit/,
    );
  });
});

describe("any form", () => {
  it("gives back the query that it was drawn from, and Slack takes it", () => {
    fc.assert(
      fc.property(sensibleFilters, deliveries, (filter, delivery) => {
        const query = canonicalQuery({ query: printQuery({ filter, delivery }) });
        fc.pre(query.length <= 3_000);

        const { options } = submit(subscribeModal({ prefill: query }));

        expect(options["query"] ?? "").toBe(query);
        expect(printQuery(readQuery(query).query)).toBe(printQuery({ filter, delivery }));
      }),
      { numRuns: 300 },
    );
  });

  it("of a subscription edits nothing, but for what somebody changed in it", () => {
    fc.assert(
      fc.property(sensibleFilters, deliveries, (filter, settings) => {
        const { to: _, ...delivery }: DeliverySettings = settings;
        const query = printQuery({ filter, delivery });
        fc.pre(query.length <= 3_000);

        const { options } = submit(subscribeModal({ subscription: { id: "k3f", name: "infra", query } }));

        expect(options).toEqual({ subscription: "#k3f", query });
        expect(printQuery(parseQuery(options["query"] ?? ""))).toBe(query);
      }),
      { numRuns: 200 },
    );
  });
});
