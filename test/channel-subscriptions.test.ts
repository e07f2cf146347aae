import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dispatch } from "../commands/dispatch.ts";
import type { Asker } from "../commands/services.ts";
import { UserError } from "../src/errors.ts";
import { aBot, type Bot } from "./doubles/bot.ts";

const channel = "null:C1";
/** Who may subscribe #jobs at the moment. */
let allowed: Set<string>;
/** Whether admins see that channel. */
let isSeen: boolean;
/** Which channel is called #jobs. */
let jobs: string;
let bot: Bot;

beforeEach(async () => {
  jobs = channel;
  isSeen = true;
  allowed = new Set(["ann", "root"]);
  bot = await aBot({ startAt: Date.UTC(2026, 4, 20, 10) });
  await ask("/jobs subscribe infra role:backend to:#jobs", "ann");
});

afterEach(() => bot.close());

function person(user: string): Asker {
  return {
    ...bot.person(user),
    name: `${user} <!channel>`,
    channels: {
      isAdmin: user === "root",
      sees: async (destinations) => new Set(isSeen ? destinations : []),
      async destination(reference) {
        if (reference === "#jobs" && allowed.has(user)) return jobs;
        throw new UserError("channel", `You may not subscribe ${reference}.`, { key: "to" });
      },
    },
  };
}

async function ask(line: string, user: string): Promise<string> {
  return await bot.answer(line, person(user));
}

describe("a channel's subscription", () => {
  it("is told to the channel in one line, and to nobody but its owner otherwise", async () => {
    const reply = await dispatch("/jobs subscribe rust lang:rust to:#jobs", person("ann"), bot.services);
    const own = await dispatch("/jobs subscribe own lang:rust", person("ann"), bot.services);

    const imported = await dispatch("/jobs import /jobs subscribe go lang:go to:#jobs", person("ann"), bot.services);

    expect(reply.announcements).toEqual([
      { destination: channel, text: "ann <!channel> subscribed this channel to rust: Rust." },
    ]);
    expect(own.announcements).toBeUndefined();
    expect(imported.announcements).toEqual([
      { destination: channel, text: "ann <!channel> subscribed this channel to go: Go." },
    ]);
  });

  it.each(["edit infra level:senior", "pause infra", "resume infra", "unsubscribe infra"])(
    "%s asks again whether its owner may",
    async (line) => {
      if (line.startsWith("resume")) await ask("/jobs pause infra", "ann");
      const before = await bot.services.subscriptions.list(person("ann"));
      allowed.delete("ann");

      const answer = await ask(`/jobs ${line}`, "ann");

      expect(answer).toContain("You may not subscribe #jobs.");
      expect(await bot.services.subscriptions.list(person("ann"))).toEqual(before);
    },
  );

  it.each(["edit infra level:senior", "pause infra", "resume infra", "unsubscribe infra"])(
    "%s asks for rights over its own channel, not over another that has its name now",
    async (line) => {
      if (line.startsWith("resume")) await ask("/jobs pause infra", "ann");
      const before = await bot.services.subscriptions.list(person("ann"));
      jobs = "null:C2";

      const answers = [await ask(`/jobs ${line}`, "ann"), await ask(`/jobs ${line}`, "root")];

      expect(answers).toEqual(answers.map(() => expect.stringContaining("#jobs is another channel now")));
      expect(await bot.services.subscriptions.list(person("ann"))).toEqual(before);
    },
  );

  it("is a matter of the channel and not of its name, where the platform can tell", async () => {
    const asked: string[] = [];
    const ann = person("ann");
    jobs = "null:C2";

    const reply = await bot.answer("/jobs edit infra level:senior", {
      ...ann,
      channels: {
        isAdmin: false,
        destination: () => Promise.reject(new Error("expected nobody to ask by the name")),
        permit: async (destination, name) => void asked.push(`${destination} ${name}`),
      },
    });

    expect(reply).toContain("Changed infra");
    expect(asked).toEqual(["null:C1 #jobs"]);
  });

  it.each(["pause infra", "unsubscribe infra"])("%s is always possible where nothing gets through", async (line) => {
    await bot.host.held(channel, "the channel is archived");
    allowed.delete("ann");

    expect(await ask(`/jobs ${line}`, "ann")).not.toContain("You may not");
  });

  it("is seen by admins, who may change, pause and end it", async () => {
    const list = await ask("/jobs list", "root");
    const id = /#(?<id>\w+)/.exec(list)?.groups?.["id"];

    await ask(`/jobs edit #${id} level:senior`, "root");
    await ask("/jobs pause infra", "root");
    const changed = await ask("/jobs list", "ann");
    await ask("/jobs resume infra", "root");
    await ask("/jobs unsubscribe infra", "root");

    expect(list).toContain("infra (of another) | role:backend to:#jobs");
    expect(changed).toMatch(/infra \| role:backend level:senior to:#jobs \| .*paused until resumed/);
    expect(await ask("/jobs list", "ann")).toContain("You have no subscriptions yet");
  });

  it("is neither seen nor changed by other members", async () => {
    allowed.add("bob");

    expect(await ask("/jobs list", "bob")).toContain("You have no subscriptions yet");
    expect(await ask("/jobs pause infra", "bob")).toContain("There is no subscription infra");
  });

  it("of a private channel that an admin is not in is neither shown to them nor explained", async () => {
    const id = await bot.finds({ title: "One" });
    await bot.tick();
    isSeen = false;

    const answers = [await ask("/jobs list", "root"), await ask(`/jobs why ${id}`, "root")];
    const own = await ask("/jobs list", "ann");

    expect(answers.join()).not.toMatch(/#jobs|infra/);
    expect(own).toContain("infra");
  });

  it("whose owner does not see the channel any more is theirs to end, and its name is told to them no more", async () => {
    const { channels } = person("ann");
    if (channels === undefined) throw new Error("expected channels");
    const ann: Asker = { ...person("ann"), channels: { ...channels, unnamed: () => "https://chat.example/C1" } };
    isSeen = false;
    await bot.host.renamed(channel, "#layoffs");
    await bot.host.held(channel, "the channel is archived");

    const answers = [await bot.answer("/jobs list", ann), await bot.answer("/jobs unsubscribe infra", ann)];

    expect(answers.join()).not.toContain("#layoffs");
    expect(answers[0]).toContain("infra | role:backend to:https://chat.example/C1");
    expect(answers[1]).toContain("Ended infra");
  });

  it("does not let admins see what people follow for themselves", async () => {
    await ask("/jobs subscribe own lang:go", "ann");

    expect(await ask("/jobs list", "root")).not.toContain("own");
  });

  it("leaves its name to others", async () => {
    const answer = await ask("/jobs subscribe infra lang:go", "root");

    expect(answer).toContain("Subscribed infra");
  });

  it("is explained by why, by the channel's name", async () => {
    const id = await bot.finds({ title: "One" });
    await bot.tick();

    expect(await ask(`/jobs why ${id}`, "ann")).toContain("Sent to #jobs just now, for infra.");
    expect(await ask(`/jobs why ${id}`, "bob")).not.toContain("Sent to");
  });

  it("is explained, narrowed and shown to an admin as its owner's settings have it, not as the admin's", async () => {
    await ask("/jobs settings unknown:hide quiet:22-07", "ann");
    const id = await bot.finds({ title: "One", roles: ["backend"] });
    await ask("/jobs edit infra pay:>=80k/yr,eur", "ann");
    await bot.tick();

    expect(await ask(`/jobs why ${id}`, "root")).toContain("infra does not match");
    expect(await ask(`/jobs less ${id}`, "root")).toContain("No subscription of yours brings it");
    expect(await ask("/jobs list", "root")).toContain("quiet from 22:00 to 07:00");
    expect(await ask("/jobs edit infra level:senior", "root")).toContain("uiet from 22:00 to 07:00");
  });

  it.each([
    ["nothing of their own", undefined],
    ["something else of their own", "java lang:java"],
  ])("is explained on its card to whoever is there, with %s", async (_, own) => {
    if (own !== undefined) await ask(`/jobs subscribe ${own}`, "bob");
    const id = await bot.finds({ title: "One" });
    await bot.tick();
    const there = { ...person("bob"), at: ["null:C1/1", channel] };

    const answer = await bot.answer(`/jobs why ${id}`, there);
    await ask("/jobs unsubscribe infra", "ann");
    const ended = await bot.answer(`/jobs why ${id}`, there);
    const changing = await bot.answer("/jobs pause infra", there);

    expect(answer).toContain("infra matches");
    expect(answer).toContain("Sent to #jobs just now, for infra.");
    expect(ended).toContain("Sent to this channel just now, for infra.");
    expect(changing).toContain("There is no subscription infra");
    for (const one of [answer, ended]) expect(one).not.toMatch(/Nothing was sent|You have no/);
  });

  it("is explained by what its owner has set, not by what whoever presses has", async () => {
    await ask("/jobs edit infra pay:>=80k/yr,eur", "ann");
    await ask("/jobs settings unknown:hide", "bob");
    const id = await bot.finds({ title: "One" });
    await bot.tick();

    const answer = await bot.answer(`/jobs why ${id}`, { ...person("bob"), at: [channel] });

    expect(answer).toContain("infra matches");
  });
});
