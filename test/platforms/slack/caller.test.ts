import { describe, expect, it } from "vitest";
import { callerOf } from "../../../src/platforms/slack/caller.ts";

describe("who did something", () => {
  it.each([
    ["a command", { team_id: "T1", user_id: "U1" }, "U1", ["T1"]],
    ["a command in an organisation", { team_id: "T1", enterprise_id: "E1", user_id: "U1" }, "U1", ["T1", "E1"]],
    ["a press", { type: "block_actions", team: { id: "T1" }, user: { id: "U1", team_id: "T1" } }, "U1", ["T1"]],
    [
      "a press by somebody of another organisation on a card of ours",
      { type: "block_actions", team: { id: "T2" }, user: { id: "U2", team_id: "T2" }, message: { team: "T1" } },
      "U2",
      ["T1", "T2"],
    ],
    [
      "a shortcut on a message that somebody of another organisation wrote",
      { type: "message_action", team: { id: "T1" }, user: { id: "U1", team_id: "T1" }, message: { team: "T2" } },
      "U1",
      ["T1"],
    ],
    [
      "a form in an app of a whole organisation",
      {
        type: "view_submission",
        team: null,
        enterprise: { id: "E1" },
        user: { id: "U1", team_id: "T1" },
        view: { app_installed_team_id: "E1" },
      },
      "U1",
      ["E1", "T1"],
    ],
  ])("%s", (_, body, user, teams) => {
    const caller = callerOf(body);

    expect(caller?.user).toBe(user);
    expect(caller?.places.map(({ team }) => team)).toEqual(teams);
  });

  it.each([
    ["in a channel", { message: { ts: "2.1" } }, { channel: "C1", thread: null, isEphemeral: false }],
    [
      "in a channel, with a thread below it",
      { message: { ts: "2.1", thread_ts: "2.1" } },
      { channel: "C1", thread: null, isEphemeral: false },
    ],
    ["in a thread", { message: { ts: "2.2", thread_ts: "2.1" } }, { channel: "C1", thread: "2.1", isEphemeral: false }],
    [
      "in a thread, for one person alone",
      { container: { message_ts: "2.2", thread_ts: "2.1", is_ephemeral: true } },
      { channel: "C1", thread: "2.1", isEphemeral: true },
    ],
  ])("pressed a button of a message %s", (_, more, place) => {
    const press = { type: "block_actions", team: { id: "T1" }, user: { id: "U1" }, channel: { id: "C1" } };

    expect(callerOf({ ...press, ...more })?.pressedIn).toEqual(place);
    expect(callerOf({ ...press, ...more, type: "message_action" })?.pressedIn).toBeUndefined();
    for (const type of ["block_actions", "message_action"]) {
      const thread = place.thread === null ? undefined : { channel: "C1", ts: place.thread };
      expect(callerOf({ ...press, ...more, type })?.thread).toEqual(thread);
    }
  });

  it.each([[undefined], [{}], [{ user_id: "U1" }], [{ team_id: "T1" }], [{ team: 5 }]])("%j is nobody", (body) => {
    expect(callerOf(body)).toBeNull();
  });
});
