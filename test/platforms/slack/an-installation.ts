import type { Installation } from "../../../src/platforms/slack/installations.ts";

/** Of one workspace, with a token that lives for ever, of which a test names only what it is about. */
export function anInstallation(installation: Partial<Installation> = {}): Installation {
  return {
    teamId: "T1",
    enterpriseId: null,
    name: "Acme",
    appId: "A1",
    botId: "B1",
    botUserId: "UBOT",
    token: "xoxb-first",
    refreshToken: null,
    expiresAt: null,
    scopes: [],
    installedAt: 0,
    ...installation,
  };
}
