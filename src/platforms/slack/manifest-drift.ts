import { z } from "zod";
import { botEvents, likeThisShortcut, missingScopes, requiredScopes } from "./requirements.ts";
import type { SlackSettings } from "./slack-settings.ts";

/** What Slack exports of an app, as far as the bot lives by it. */
export const exportedManifest = z.looseObject({
  features: z
    .looseObject({
      shortcuts: z.array(z.looseObject({ callback_id: z.string().optional() })).default([]),
      slash_commands: z
        .array(z.looseObject({ should_escape: z.boolean().default(false), url: z.string().optional() }))
        .default([]),
      app_home: z
        .looseObject({
          home_tab_enabled: z.boolean().default(false),
          messages_tab_enabled: z.boolean().default(false),
        })
        .prefault({}),
    })
    .prefault({}),
  oauth_config: z
    .looseObject({
      scopes: z.looseObject({ bot: z.array(z.string()).default([]) }).prefault({}),
      redirect_urls: z.array(z.string()).default([]),
    })
    .prefault({}),
  settings: z
    .looseObject({
      event_subscriptions: z
        .looseObject({ bot_events: z.array(z.string()).default([]), request_url: z.string().optional() })
        .prefault({}),
      interactivity: z
        .looseObject({
          is_enabled: z.boolean().default(false),
          request_url: z.string().optional(),
          message_menu_options_url: z.string().optional(),
        })
        .prefault({}),
      socket_mode_enabled: z.boolean().default(false),
      token_rotation_enabled: z.boolean().default(false),
    })
    .prefault({}),
});

export type ExportedManifest = z.output<typeof exportedManifest>;

/** What to change in the app so that it is as `config/slack-manifest*.yaml` has it, one thing each. */
export function manifestDrift(manifest: ExportedManifest, current: SlackSettings): readonly string[] {
  const { features, oauth_config: oauth, settings } = manifest;
  const isSocket = current.way.kind === "socket";
  const scopes = missingScopes(requiredScopes, oauth.scopes.bot);
  const events = botEvents.filter((event) => !settings.event_subscriptions.bot_events.includes(event));
  return [
    ...unless(scopes.length === 0, `add the scopes ${scopes.join(", ")}`),
    ...unless(events.length === 0, `subscribe to the events ${events.join(", ")}`),
    ...unless(settings.interactivity.is_enabled, "switch interactivity on"),
    ...unless(settings.socket_mode_enabled === isSocket, `switch Socket Mode ${isSocket ? "on" : "off"}`),
    ...unless(features.app_home.home_tab_enabled, "switch the Home tab on"),
    ...unless(features.app_home.messages_tab_enabled, "switch the Messages tab on, without which to:me reaches nobody"),
    ...unless(
      features.slash_commands.some(({ should_escape: escapes }) => escapes),
      "let the slash command escape channels and users",
    ),
    ...unless(
      features.shortcuts.some(({ callback_id: id }) => id === likeThisShortcut),
      `add the shortcut ${likeThisShortcut}`,
    ),
    ...rotationDrift(settings.token_rotation_enabled, current),
    ...(isSocket ? [] : addressDrift(manifest, current)),
    ...redirectDrift(oauth.redirect_urls, current),
  ];
}

function unless(isRight: boolean, what: string): readonly string[] {
  return isRight ? [] : [what];
}

/** Slack lets nobody switch it off again. */
function rotationDrift(isOn: boolean, { tenancy }: SlackSettings): readonly string[] {
  if (tenancy.kind === "many") return unless(isOn, "switch token rotation on");
  return unless(
    !isOn,
    "make the app anew without token rotation: SLACK_BOT_TOKEN would run out after twelve hours, and nobody renews it",
  );
}

/** Slack sends nothing at all, or no choices of menus, where one of these leads elsewhere. */
function addressDrift({ features, settings }: ExportedManifest, current: SlackSettings): readonly string[] {
  const { event_subscriptions: events, interactivity } = settings;
  const addresses: readonly (readonly [what: string, address: string | undefined])[] = [
    ["the slash command's address", features.slash_commands[0]?.url],
    ["the events' request address", events.request_url],
    ["the interactivity's request address", interactivity.request_url],
    ["the interactivity's address for the options of menus", interactivity.message_menu_options_url],
  ];
  return addresses
    .filter(([, address]) => !leadsTo(address, current.http.path, current))
    .map(([what, address]) => `set ${what} to ${expected(current.http.path, current)}, not ${address ?? "nothing"}`);
}

function redirectDrift(redirects: readonly string[], current: SlackSettings): readonly string[] {
  if (current.tenancy.kind !== "many") return [];
  const path = `${current.http.installPath}/callback`;
  return unless(
    redirects.some((address) => leadsTo(address, path, current)),
    `add the redirect address ${expected(path, current)}`,
  );
}

/** Without a public address only the path can be compared. */
function leadsTo(address: string | undefined, path: string, { publicUrl }: SlackSettings): boolean {
  if (address === undefined || !URL.canParse(address)) return false;
  return publicUrl === null ? new URL(address).pathname.endsWith(path) : address === `${publicUrl}${path}`;
}

function expected(path: string, { publicUrl }: SlackSettings): string {
  return `${publicUrl ?? "your public address"}${path}`;
}
