import { describe, expect, it } from "vitest";
import { dispatch } from "../../commands/dispatch.ts";
import { anAsker, aSubscription, memoryServices, theChannels } from "../doubles/services.ts";
import { said } from "./said.ts";

const asker = anAsker({ name: "Ann <!channel>", channels: theChannels() });

describe("a channel's subscription", () => {
  it("is made, and the channel is told of it in one line", async () => {
    const services = memoryServices();

    const reply = await dispatch("/jobs subscribe infra role:backend to:#jobs", asker, services);

    expect(services.stored.subscriptions[0]).toMatchObject({ destination: "chat:C1", query: "role:backend to:#jobs" });
    expect(reply.announcement).toEqual({
      destination: "chat:C1",
      text: "Ann <!channel> subscribed this channel to infra: Backend.",
    });
  });

  it("of one's own conversation is announced to nobody", async () => {
    const reply = await dispatch("/jobs subscribe infra role:backend", asker, memoryServices());

    expect(reply.announcement).toBeUndefined();
  });

  it.each([
    ["/jobs subscribe everything to:#jobs", "/jobs subscribe jobs everything to:#jobs"],
    [
      "/jobs subscribe all-of-it everything to:#jobs every:day",
      "/jobs subscribe all-of-it everything to:#jobs every:day",
    ],
    [
      "/jobs subscribe all-of-it Everything unknown:flag to:#jobs",
      "/jobs subscribe all-of-it everything to:#jobs unknown:flag",
    ],
  ])("may be for everything: %s", async (line, canonical) => {
    const services = memoryServices();

    const reply = said(await dispatch(line, asker, services));
    const again = said(await dispatch(canonical, asker, services));

    expect(reply).toContain(canonical);
    expect(again).toContain("already there, unchanged");
  });

  it.each([
    ["/jobs subscribe x to:#jobs", "say so: /jobs subscribe everything to:#jobs"],
    ["/jobs subscribe everything", "refused for a person"],
    ["/jobs subscribe everything role:backend to:#jobs", "everything alone"],
    ["/jobs subscribe x role:backend to:#secret", "There is no channel #secret that you may subscribe."],
  ])("is refused: %s", async (line, reason) => {
    expect(said(await dispatch(line, asker, memoryServices()))).toContain(reason);
  });

  it.each(["edit infra role:design", "resume infra"])("needs the right to it anew: %s", async (line) => {
    const lost = { ...theChannels(), destination: () => Promise.reject(new Error("never asked")) };
    const services = memoryServices({ subscriptions: [aSubscription({ query: "role:backend to:#gone" })] });

    const reply = said(await dispatch(`/jobs ${line}`, anAsker({ channels: theChannels() }), services));

    expect(reply).toContain("There is no channel #gone that you may subscribe.");
    await expect(dispatch(`/jobs ${line}`, anAsker({ channels: lost }), services)).rejects.toThrow("never asked");
  });
});
