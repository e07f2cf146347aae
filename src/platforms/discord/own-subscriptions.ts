import { ComponentType } from "discord.js";
import { choices, info, line, type Reply, text } from "../../../commands/reply.ts";
import type { Subscription } from "../../../commands/services.ts";
import { canonicalLine, canonicalQuery, isPaused, printReference } from "../../../commands/subscription-ref.ts";
import { inert } from "../../delivery/card/inert.ts";
import { type Row, rowOf } from "./card-buttons.ts";
import { ownId } from "./custom-id.ts";
import { limits } from "./discord-message.ts";

/** More than a hundred are found by name. */
const mostMenus = 4;

/** Somebody's subscriptions to choose from, beside their list. @param guild That they belong to; null outside of servers. */
export function ownMenus(subscriptions: readonly Subscription[], guild: string | null): readonly Row[] {
  const options = subscriptions.map((subscription) => {
    const description = inert(canonicalQuery(subscription), limits.optionText);
    return {
      label: inert(subscription.name, limits.optionText) || subscription.id,
      value: `#${subscription.id}`,
      ...(description === "" ? {} : { description }),
    };
  });
  const menus = Array.from({ length: Math.ceil(options.length / limits.menuOptions) }, (_, index) =>
    options.slice(index * limits.menuOptions, (index + 1) * limits.menuOptions),
  ).slice(0, mostMenus);
  return menus.map((some, index) =>
    rowOf([
      {
        type: ComponentType.StringSelect,
        custom_id: ownId(index, guild),
        placeholder: "Edit, pause or end: choose one of these",
        options: some,
      },
    ]),
  );
}

/** One of them, with what can be made of it. */
export function ownSubscription(subscription: Subscription, now: number): Reply {
  const verb = isPaused(subscription, now) ? "resume" : "pause";
  const reference = `#${subscription.id}`;
  return info(
    text(`${printReference(subscription)}:`),
    line(canonicalLine(subscription)),
    choices([
      { label: "Edit", line: `/jobs edit ${reference}` },
      { label: verb === "pause" ? "Pause" : "Resume", line: `/jobs ${verb} ${reference}` },
      { label: "End", line: `/jobs unsubscribe ${reference}`, isDanger: true },
    ]),
  );
}

const editing = /^\/jobs edit (?<reference>#\w+)$/;

/** The subscription that a line opens the form for, since it does not say what to change; undefined for any other line. */
export function editedBy(text: string): string | undefined {
  return editing.exec(text)?.groups?.["reference"];
}
