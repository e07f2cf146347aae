import { invitedWith } from "./permissions.ts";

/** Where somebody invites the bot into a server, with the least rights that it needs. */
export function invitation(application: string): string {
  const query = new URLSearchParams({
    client_id: application,
    scope: "bot applications.commands",
    permissions: String(invitedWith),
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}

/** Where somebody installs the app for themselves alone, to use it anywhere. */
export function personalInstallation(application: string): string {
  const query = new URLSearchParams({ client_id: application, integration_type: "1", scope: "applications.commands" });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}
