import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { slackConfig } from "../../../src/platforms/slack/slack-settings.ts";
import {
  botEvents,
  likeThisShortcut,
  optionalScopes,
  requiredScopes,
} from "../../../src/platforms/slack/requirements.ts";

const root = join(import.meta.dirname, "../../..");
/** Slack's own description of manifests, which does not come with this repository. */
const schemaFile = join(root, "../shared/specs/slack-manifest.schema.json");

const manifestSchema = z.looseObject({
  features: z.looseObject({
    shortcuts: z.array(z.looseObject({ callback_id: z.string(), type: z.string(), name: z.string() })),
    slash_commands: z.array(
      z.looseObject({ command: z.string(), should_escape: z.boolean(), url: z.string().optional() }),
    ),
  }),
  oauth_config: z.looseObject({
    redirect_urls: z.array(z.string()).optional(),
    scopes: z.looseObject({ bot: z.array(z.string()), bot_optional: z.array(z.string()) }),
  }),
  settings: z.looseObject({
    event_subscriptions: z.looseObject({ bot_events: z.array(z.string()), request_url: z.string().optional() }),
    interactivity: z.looseObject({ is_enabled: z.boolean(), request_url: z.string().optional() }),
    socket_mode_enabled: z.boolean(),
  }),
});

function read(name: string): unknown {
  return parse(readFileSync(join(root, "config", name), "utf8"));
}

const names = ["slack-manifest.yaml", "slack-manifest-http.yaml"];

describe.each(names)("%s", (name) => {
  it("asks for what the code uses, and for no more", () => {
    const { features, oauth_config: oauth, settings } = manifestSchema.parse(read(name));

    const { bot, bot_optional: optional } = oauth.scopes;
    expect(bot.toSorted()).toEqual([...Object.keys(requiredScopes), ...Object.keys(optionalScopes)].toSorted());
    expect(optional.toSorted()).toEqual(Object.keys(optionalScopes).toSorted());
    expect(settings.event_subscriptions.bot_events.toSorted()).toEqual([...botEvents].toSorted());
    expect(settings.interactivity.is_enabled).toBe(true);
    expect(features.shortcuts).toMatchObject([
      { callback_id: likeThisShortcut, type: "message", name: "Find jobs like this" },
    ]);
    expect(features.slash_commands).toMatchObject([{ command: "/jobs", should_escape: true }]);
  });

  if (existsSync(schemaFile)) {
    it("is a manifest by Slack's schema", () => {
      const ajv = new Ajv({ strict: false, allErrors: true });
      addFormats.default(ajv);
      const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, "utf8")));

      const isValid = validate(read(name));

      expect(validate.errors ?? []).toEqual([]);
      expect(isValid).toBe(true);
    });
  } else {
    it(`is read, but cannot be compared with Slack's schema: ${schemaFile} is missing`, () => {
      expect(manifestSchema.safeParse(read(name)).success).toBe(true);
    });
  }
});

describe("the ways of the two manifests", () => {
  it("differ in how Slack reaches the bot, at the addresses of the default configuration", () => {
    const [socket, http] = names.map((name) => manifestSchema.parse(read(name)));
    const { path, installPath } = slackConfig.parse(undefined).http;

    expect(socket?.settings.socket_mode_enabled).toBe(true);
    expect(http?.settings.socket_mode_enabled).toBe(false);
    const addresses = [
      http?.features.slash_commands[0]?.url,
      http?.settings.event_subscriptions.request_url,
      http?.settings.interactivity.request_url,
    ];
    expect(addresses.map((address) => new URL(address ?? "").pathname)).toEqual([path, path, path]);
    expect(http?.oauth_config.redirect_urls?.map((url) => new URL(url).pathname)).toEqual([`${installPath}/callback`]);
  });
});
