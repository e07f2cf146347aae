import { ComponentType } from "discord.js";
import type { Card } from "../../delivery/card/card.ts";
import type { Digest } from "../../delivery/card/digest.ts";
import { inert } from "../../delivery/card/inert.ts";
import { type Row, rowOf } from "./card-buttons.ts";
import { isPostingId, openingsId } from "./custom-id.ts";
import { limits } from "./discord-message.ts";

/**
 * The openings of a digest to choose from: whoever chooses one is told why it is here, and what can be made of it. Several menus
 * where one is full; none where there is nothing to choose.
 */
export function openingsMenus({ groups }: Digest, key: string): readonly Row[] {
  const openings = groups.flatMap((group) =>
    group.entries.map((entry) =>
      entry.kind === "card" ? { ...entry.card, about: aboutCard(entry.card) } : entry.line,
    ),
  );
  const known = new Map(openings.filter(({ postingId }) => isPostingId(postingId)).map((one) => [one.postingId, one]));
  const options = Array.from(known.values(), ({ postingId, title, about }) => {
    const description = inert(about, limits.optionText);
    return {
      label: inert(title, limits.optionText) || postingId,
      value: postingId,
      ...(description === "" ? {} : { description }),
    };
  });
  const menus = Array.from({ length: Math.ceil(options.length / limits.menuOptions) }, (_, index) =>
    options.slice(index * limits.menuOptions, (index + 1) * limits.menuOptions),
  ).slice(0, limits.rows);
  return menus.map((some, index) =>
    rowOf([
      {
        type: ComponentType.StringSelect,
        custom_id: openingsId(index, key),
        placeholder: "Save, hide or ask why: choose one of these",
        options: some,
      },
    ]),
  );
}

function aboutCard({ company, facts }: Card): string {
  const place = facts.find(({ name }) => name === "place")?.value;
  return [company, place].filter(Boolean).join(" — ");
}
