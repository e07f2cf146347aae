import * as fc from "fast-check";
import { MessageFlags } from "discord.js";
import { describe, expect, it } from "vitest";
import {
  card,
  choices,
  dashboard,
  failure,
  file,
  info,
  line,
  list,
  type Reply,
  type ReplyPart,
  table,
  text,
} from "../../../commands/reply.ts";
import { chosenOpening } from "../../../src/platforms/discord/chosen-opening.ts";
import { readPressed } from "../../../src/platforms/discord/custom-id.ts";
import { asEdit, renderReply } from "../../../src/platforms/discord/render-reply.ts";
import { aDashboard } from "../../charts/a-dashboard.ts";
import { aCard, anyCard, anyText, hostileTexts } from "../a-card.ts";
import { componentsOf, customIdsOf, effectsOf, readOf, refusedOf } from "./a-body.ts";

/** What is kept behind buttons, by key. */
function aMemory() {
  const kept: string[] = [];
  return {
    kept,
    remember: async (said: string) => {
      kept.push(said);
      return `k${kept.length - 1}`;
    },
  };
}

async function render(reply: Reply) {
  return await renderReply(reply, aMemory().remember);
}

describe("an answer", () => {
  it("is for the asker alone, and in order", async () => {
    const reply = info(
      text("Subscribed infra (#k3f):"),
      line("/jobs subscribe infra role:backend text:*x*"),
      list(["one", "two *2*"]),
      table([
        ["role", "The kind of work"],
        ["lang", "", "go"],
      ]),
    );

    const [message, ...more] = await render(reply);

    expect(more).toEqual([]);
    expect(message?.flags).toBe(MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral);
    expect(message?.components).toMatchObject([
      { content: "Subscribed infra (#k3f):" },
      { content: "```\n/jobs subscribe infra role:backend text:*x*\n```" },
      { content: "- one\n- two \\*2\\*" },
      { content: "- **role** · The kind of work\n- **lang** · go" },
    ]);
  });

  it("shows a picture with its words beside it and for who does not see it", async () => {
    const picture = new Uint8Array([1, 2, 3]);

    const [message, ...more] = await render(info({ ...dashboard(aDashboard()), picture }));

    expect(more).toEqual([]);
    expect(message?.files).toEqual([{ name: "chart-1.png", data: picture }]);
    expect(message?.components).toMatchObject([
      { content: "role\\:backend: 212 openings since 14 Sep 2026." },
      { content: expect.stringContaining("- Places: Berlin, DE (84)") },
      {
        items: [
          {
            media: { url: "attachment://chart-1.png" },
            description: expect.stringMatching(/^role:backend\. New a week: 14 Sep 12\./),
          },
        ],
      },
    ]);
  });

  it("has only the words of a picture that was not drawn", async () => {
    const [message] = await render(info(dashboard(aDashboard())));

    expect(message?.components).toHaveLength(2);
    expect(message).not.toHaveProperty("files");
  });

  it("shows lines to be copied each on its own, however many", async () => {
    const lines = Array.from(
      { length: 60 },
      (_, index) => `/jobs subscribe s${index} role:backend text:"${"x".repeat(80)}"`,
    );

    const messages = await render(info(line(lines.join("\n"))));

    const shown = JSON.stringify(messages.map(({ components }) => components));
    expect(lines.filter((one) => !shown.includes(JSON.stringify(one).slice(1, -1)))).toEqual([]);
  });

  it("says of an error that it is one, and where the mistake is", async () => {
    const reply = failure("Expected a role.", { kind: "mistake", text: "role:bakend", caret: "     ^" });

    const [message] = await render(reply);

    expect(message?.components).toMatchObject([
      { content: "**Error:** Expected a role." },
      { content: "```\nrole:bakend\n     ^\n```" },
    ]);
  });

  it("shows cards with their own buttons, as many to a message as fit", async () => {
    const cards = Array.from({ length: 10 }, (_, index) =>
      card(aCard({ postingId: `p${index}`, title: `Engineer ${index}` })),
    );

    const messages = await render(info(text("41 matched:"), ...cards));

    expect(messages).toHaveLength(3);
    const ids = messages.flatMap(customIdsOf);
    expect(ids).toHaveLength(50);
    expect(readPressed(ids[49] ?? "")).toEqual({ kind: "line", line: "/jobs why p9" });
    expect(messages.map(readOf).join("\n")).toContain("Engineer 9");
  });

  it("keeps the lines of its choices behind keys", async () => {
    const { kept, remember } = aMemory();
    const long = `/jobs edit #k3f ${"company:-acme ".repeat(100)}`;
    const reply = info(
      text("What would keep them away:"),
      choices([
        { label: "Not at Acme", line: long },
        { label: "End it", line: "/jobs unsubscribe infra", isDanger: true },
      ]),
    );

    const [message] = await renderReply(reply, remember);

    const ids = message === undefined ? [] : customIdsOf(message);
    expect(ids.map(readPressed)).toEqual([
      { kind: "kept", key: "k0" },
      { kind: "sure", key: "k1" },
    ]);
    expect(kept).toEqual([long, "/jobs unsubscribe infra"]);
    expect(message === undefined ? [] : componentsOf(message)).toMatchObject([{}, {}, { style: 2 }, { style: 4 }]);
  });

  it("lays many choices out in rows of five", async () => {
    const many = Array.from({ length: 11 }, (_, index) => ({ label: `Choice ${index}`, line: "/jobs list" }));

    const [message] = await render(info(choices(many)));

    expect(message?.components.map((row) => ("components" in row ? row.components.length : 0))).toEqual([5, 5, 1]);
  });

  it("offers the form again with what was typed into it", async () => {
    const { kept, remember } = aMemory();

    const [message] = await renderReply(failure("Expected a role."), remember, { form: "the draft" });

    expect(message === undefined ? [] : customIdsOf(message).map(readPressed)).toEqual([{ kind: "again", key: "k0" }]);
    expect(kept).toEqual(["the draft"]);
  });

  it("says how much is left out of what is too long", async () => {
    const messages = await render(info(...Array.from({ length: 40 }, () => text("word ".repeat(700)))));

    expect(messages).toHaveLength(5);
    expect(messages.slice(4).map(readOf)).toEqual(["\n36 more parts do not fit here."]);
  });

  it("says something even where there is nothing to say", async () => {
    const [message] = await render(info());

    expect(message?.components).toMatchObject([{ content: "Done." }]);
  });

  it("as the edit of a deferred answer asks for nothing that was fixed before", async () => {
    const [message] = await render(info(text("Done.")));

    expect(message && asEdit(message).flags).toBe(MessageFlags.IsComponentsV2);
  });
});

const anyPart: fc.Arbitrary<ReplyPart> = fc.oneof(
  anyText.map(text),
  anyText.map(line),
  fc.record({ kind: fc.constant("mistake" as const), text: anyText, caret: anyText }),
  fc.array(anyText, { maxLength: 40 }).map(list),
  fc.array(fc.array(anyText, { maxLength: 4 }), { maxLength: 40 }).map(table),
  anyCard.map(card),
  anyText.map((said) => file("saved.csv", said)),
  fc.array(fc.record({ label: anyText, line: anyText, isDanger: fc.boolean() }), { maxLength: 12 }).map(choices),
);

describe("a file", () => {
  it("is attached to the message that shows it", async () => {
    const [message, ...more] = await render(info(text("Saved:"), file("saved.csv", "a,b\r\n")));

    expect(more).toEqual([]);
    expect(message?.files).toEqual([{ name: "saved.csv", data: "a,b\r\n" }]);
    expect(message?.components.at(-1)).toEqual({ type: 13, file: { url: "attachment://saved.csv" } });
  });
});

describe("any answer", () => {
  it("is one to five messages that Discord takes, and strangers' words in them do nothing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPart, { maxLength: 12 }), fc.constantFrom("info", "error"), async (parts, tone) => {
        const messages = await render({ tone: tone === "error" ? "error" : "info", parts });

        expect(messages.length).toBeGreaterThanOrEqual(1);
        expect(messages.length).toBeLessThanOrEqual(5);
        const ours: readonly string[] = ["bold", "point", "link", "code", "heading"];
        for (const message of messages) {
          expect(refusedOf(message)).toEqual([]);
          expect(effectsOf(message).filter(({ kind }) => !ours.includes(kind))).toEqual([]);
          expect(effectsOf(message).filter(({ target = "https:" }) => !/^https?:/.test(target))).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each(hostileTexts.map((said) => [said]))("quotes inertly: %j", async (said) => {
    const [message] = await render(info(text(`${said} is already there.`)));

    expect(message === undefined ? [] : effectsOf(message)).toEqual([]);
  });
});

describe("an opening chosen from a digest", () => {
  it("is explained, with the buttons that its card would have", async () => {
    const lines: string[] = [];

    const reply = await chosenOpening("p2abc", async (said) => {
      lines.push(said);
      return info(text("It matches."));
    });

    expect(lines).toEqual(["/jobs why p2abc"]);
    expect(reply.parts[1]).toMatchObject({ choices: [{ label: "Save" }, {}, {}, { line: "/jobs less p2abc" }] });
  });

  it("is only the mistake where there is none of that id", async () => {
    const mistake = failure("There is no posting p2abc.");

    expect(await chosenOpening("p2abc", async () => mistake)).toBe(mistake);
  });
});
