import { PermissionFlagsBits } from "discord.js";
import { everyComponent } from "./component-rules.ts";
import { componentKinds } from "./discord-numbers.ts";
import { textOf } from "./json.ts";
import { permissionsIn } from "./permissions.ts";
import type { DiscordMessage, World } from "./world.ts";

export interface CreatedMentions {
  readonly everyone: boolean;
  readonly users: readonly string[];
  readonly roles: readonly string[];
}

/**
 * Whom a message calls: those named in its text, as far as `allowed_mentions` lets it; without that, all of them. What is
 * named in embeds, or as code, calls nobody.
 */
export function createdMentions(world: World, message: DiscordMessage): CreatedMentions {
  const texts = everyComponent(message.components)
    .filter(({ component }) => component["type"] === componentKinds.textDisplay)
    .map(({ component }) => textOf(component["content"]));
  const text = [message.content, ...texts].join("\n").replace(/```[\s\S]*?```|`[^`]*`/g, "");
  const channel = world.channels.get(message.channel);
  const rights = channel === undefined ? 0n : permissionsIn(world, channel, message.author);
  const allowed = allowedBy(message.allowedMentions);
  const ids = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, id]) => id ?? ""))];
  return {
    everyone:
      /@(?:everyone|here)/.test(text) && allowed.everyone && (rights & PermissionFlagsBits.MentionEveryone) !== 0n,
    users: ids(/<@!?(\d+)>/g).filter((id) => world.users.has(id) && allowed.users(id)),
    roles: ids(/<@&(\d+)>/g).filter((id) => allowed.roles(id)),
  };
}

function allowedBy(mentions: DiscordMessage["allowedMentions"]) {
  const list = (name: string): readonly unknown[] => {
    const value = mentions?.[name];
    return Array.isArray(value) ? value : [];
  };
  const isOpen = mentions === undefined;
  const takes = (name: string) => (id: string) => isOpen || list("parse").includes(name) || list(name).includes(id);
  return { everyone: isOpen || list("parse").includes("everyone"), users: takes("users"), roles: takes("roles") };
}
