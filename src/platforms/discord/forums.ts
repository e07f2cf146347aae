import { Routes } from "discord.js";
import { z } from "zod";
import type { Message } from "../../delivery/card/digest.ts";
import type { SendOptions } from "../../delivery/platform.ts";
import type { MessageReference } from "./address.ts";
import type { Api } from "./api.ts";
import { discordCode } from "./classify.ts";
import type { DiscordMessage } from "./discord-message.ts";
import type { Place } from "./place.ts";
import type { Places } from "./places.ts";
import { type ForumPost, renderPost } from "./render-post.ts";

/** Forums, in which every opening is a post of its own. */
export interface Forums {
  /** @throws What Discord answers. */
  post(forum: string, message: Message, key: string, options?: SendOptions): Promise<MessageReference>;
  /** A few words outside of any opening. @throws What Discord answers. */
  say(forum: string, message: DiscordMessage): Promise<void>;
}

const posted = z.looseObject({ id: z.string() });
const tagNeeded = 40067;
/** What Discord says of tags that are gone or not for the bot to set; of some only that the post is not as it should be. */
const aboutTags: ReadonlySet<number> = new Set([tagNeeded, 10087, 40066, 50013, 50035]);

export function createForums(api: Api, places: Places, { hasTags }: { readonly hasTags: boolean }): Forums {
  /** As the forum is known, and once more as it is now where its tags changed since: Discord refused clearly, so nothing is there twice. */
  async function create(id: string, render: (forum: Place) => ForumPost): Promise<string> {
    const post = render(await places.find(id));
    try {
      return posted.parse(await api.post(Routes.threads(id), post)).id;
    } catch (error) {
      const code = discordCode(error) ?? 0;
      if (!aboutTags.has(code) || (code !== tagNeeded && post.applied_tags.length === 0)) throw error;
      const again = render(await places.look(id));
      if (again.applied_tags.join() === post.applied_tags.join()) throw error;
      return posted.parse(await api.post(Routes.threads(id), again)).id;
    }
  }

  return {
    async post(id, message, key, options) {
      const thread = await create(id, (forum) => renderPost(message, key, forum, { ...options, hasTags }));
      // The first message of a post has the post's id.
      return { channel: thread, message: thread, key };
    },
    async say(id, message) {
      await create(id, ({ tags, needsTag }) => {
        const free = needsTag ? tags.filter(({ isModerated }) => !isModerated).slice(0, 1) : [];
        return { name: "Rolecall", applied_tags: free.map((tag) => tag.id), message };
      });
    },
  };
}
