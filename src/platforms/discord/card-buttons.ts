import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from "discord.js";
import { cardChoice } from "../../../commands/card-buttons.ts";
import type { Card } from "../../delivery/card/card.ts";
import { cardButtonId, listId, subscribeId } from "./custom-id.ts";
import { limits } from "./discord-message.ts";

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** The buttons of a card, undefined where it has none. @param key Of the delivery; in answers anything that occurs once. */
export function cardRow({ buttons, postingId }: Pick<Card, "buttons" | "postingId">, key: string): Row | undefined {
  const drawn = [...new Set(buttons)].flatMap((button) => {
    const id = cardButtonId(button, postingId, key);
    return id === undefined ? [] : [buttonOf(cardChoice(button, postingId).label, id)];
  });
  return drawn.length === 0 ? undefined : rowOf(drawn.slice(0, limits.buttonsInRow));
}

/** A row for messages that have nothing else to be found by. */
export function listRow(key: string): Row {
  return rowOf([buttonOf("My subscriptions", listId(key)), buttonOf("New subscription", subscribeId)]);
}

export function buttonOf(label: string, id: string, isDanger = false): APIComponentInMessageActionRow {
  return {
    type: ComponentType.Button,
    style: isDanger ? ButtonStyle.Danger : ButtonStyle.Secondary,
    label,
    custom_id: id,
  };
}

export function rowOf(components: readonly APIComponentInMessageActionRow[]): Row {
  return { type: ComponentType.ActionRow, components: [...components] };
}
