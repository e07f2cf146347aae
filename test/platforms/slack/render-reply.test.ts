import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  card,
  choices,
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
import { renderReply } from "../../../src/platforms/slack/render-reply.ts";
import { aCard, anyCard, anyText, hostileTexts } from "../a-card.ts";
import { effectsOf, linesOf, readOf, refusedOf } from "./a-message.ts";

function readAll(reply: Reply): string {
  return renderReply(reply).map(readOf).join("\n");
}

describe("an answer", () => {
  it("is in order, each part as it is read best", () => {
    const reply = info(
      text("Subscribed infra (#k3f):\nand more"),
      line("/jobs subscribe infra role:backend text:*x*"),
      list(["one", "two *2*"]),
      table([
        ["role", "The kind of work"],
        ["lang", "", "go"],
      ]),
    );

    const [message, ...more] = renderReply(reply);

    expect(more).toEqual([]);
    expect(message?.text).toBe(
      "Subscribed infra (#k3f): and more /jobs subscribe infra role:backend text:*x* one; two *2* role · The kind of work; lang · go",
    );
    expect(readAll(reply)).toBe(
      [
        "Subscribed infra (#k3f):",
        "and more",
        "/jobs subscribe infra role:backend text:*x*",
        "• one",
        "• two *2*",
        "• role · The kind of work",
        "• lang · go",
      ].join("\n"),
    );
  });

  it("says of an error that it is one, and where the mistake is", () => {
    const reply = failure("Expected a role.", { kind: "mistake", text: "role:bakend", caret: "     ^" });

    expect(renderReply(reply)[0]?.text).toBe("Error: Expected a role. You typed: role:bakend");
    expect(readAll(reply)).toBe("Error: Expected a role.\nrole:bakend\n     ^");
  });

  it("shows cards with their own buttons, as many to a message as fit", () => {
    const cards = Array.from({ length: 30 }, (_, index) =>
      card(aCard({ postingId: `p${index}`, title: `Engineer ${index}` })),
    );

    const messages = renderReply(info(text("41 matched:"), ...cards));

    expect(messages.length).toBeLessThanOrEqual(3);
    expect(messages.flatMap(refusedOf)).toEqual([]);
    expect(messages.flatMap(linesOf).filter((one) => one.startsWith("/jobs why"))).toHaveLength(30);
  });

  it("says in each message's text what that message shows", () => {
    const cards = Array.from({ length: 30 }, (_, index) =>
      card(aCard({ postingId: `p${index}`, title: `Engineer ${index}` })),
    );
    const items = Array.from({ length: 30 }, (_, index) => `Point ${index},`);

    const messages = renderReply(info(list(items), ...cards, choices([{ label: "More", line: "/jobs search go" }])));

    expect(messages.length).toBeGreaterThan(2);
    for (const message of messages) {
      const shown = readOf(message).match(/Point \d+,|Engineer \d+/g) ?? [];
      expect(message.text.match(/Point \d+,|Engineer \d+/g)).toEqual(shown);
    }
    expect(messages.at(-1)?.text).toMatch(/More: \/jobs search go$/);
  });

  it("shows a file whole, in pieces that can be copied", () => {
    const lines = Array.from({ length: 150 }, (_, index) => `saved,Engineer ${index},"${"x".repeat(200)}"`);

    const messages = renderReply(info(text("Saved:"), file("saved.csv", `\u{FEFF}${lines.join("\r\n")}\r\n`)));

    expect(messages.flatMap(refusedOf)).toEqual([]);
    expect(messages.map(readOf).join("\n")).toBe(["Saved:", ...lines].join("\n"));
  });

  it("shows lines to be copied each on its own, however many", () => {
    const lines = Array.from(
      { length: 60 },
      (_, index) => `/jobs subscribe s${index} role:backend text:"${"x".repeat(80)}"`,
    );

    const messages = renderReply(info(line(lines.join("\n"))));

    expect(messages.flatMap(refusedOf)).toEqual([]);
    expect(messages.map(readOf).join("\n")).toBe(lines.join("\n"));
  });

  it("says how much is left out of what is too long", () => {
    const messages = renderReply(info(...Array.from({ length: 40 }, () => text("word ".repeat(700)))));

    expect(messages).toHaveLength(5);
    expect(messages.flatMap(refusedOf)).toEqual([]);
    expect(messages.map(readOf).join("\n")).toMatch(/\d+ more parts do not fit here\.$/);
  });

  it("says something even where there is nothing to say", () => {
    expect(readAll(info())).toBe("Done.");
  });
});

describe("choices", () => {
  it("are buttons, and what is too long for one is shown to be typed", () => {
    const long = `/jobs edit #k3f company:${"-acme,".repeat(400)}-umbrella`;
    const reply = info(
      text("What would keep them away:"),
      choices([
        { label: "Not at Acme", line: long },
        { label: "End it", line: "/jobs unsubscribe infra", isDanger: true },
      ]),
    );

    const messages = renderReply(reply);

    expect(messages.flatMap(refusedOf)).toEqual([]);
    expect(messages.flatMap(linesOf)).toEqual(["/jobs unsubscribe infra"]);
    expect(readAll(reply)).toContain(`Not at Acme: too long for a button. To do it, type this:\n${long}`);
  });

  it("are all there, in rows of 25", () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ label: `Choice ${index}`, line: `/jobs why p${index}` }));

    const messages = renderReply(info(choices(many)));

    expect(messages.flatMap(refusedOf)).toEqual([]);
    expect(messages.flatMap(linesOf)).toEqual(many.map((choice) => choice.line));
  });
});

describe("a canonical line", () => {
  it("is shown whole, to be copied", () => {
    const long = `/jobs subscribe infra company:${"umbrella,".repeat(800)}acme`;

    expect(readAll(info(line(long)))).toBe(long);
  });
});

const anyPart: fc.Arbitrary<ReplyPart> = fc.oneof(
  anyText.map(text),
  anyText.map(line),
  fc.record({ kind: fc.constant("mistake" as const), text: anyText, caret: anyText }),
  fc.array(anyText, { maxLength: 40 }).map(list),
  fc.array(fc.array(anyText, { maxLength: 4 }), { maxLength: 40 }).map(table),
  anyCard.map(card),
  fc.array(anyText, { maxLength: 40 }).map((lines) => file("saved.csv", lines.join("\r\n"))),
  fc.array(fc.record({ label: anyText, line: anyText, isDanger: fc.boolean() }), { maxLength: 60 }).map(choices),
);

describe("any answer", () => {
  it("is one to five messages that Slack takes, and strangers' words in them do nothing", () => {
    fc.assert(
      fc.property(fc.array(anyPart, { maxLength: 12 }), fc.constantFrom("info", "error"), (parts, tone) => {
        const messages = renderReply({ tone: tone === "error" ? "error" : "info", parts });

        expect(messages.length).toBeGreaterThanOrEqual(1);
        expect(messages.length).toBeLessThanOrEqual(5);
        expect(messages.flatMap(refusedOf)).toEqual([]);
        expect(messages.flatMap(effectsOf)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it.each(hostileTexts.map((said) => [said]))("quotes inertly: %j", (said) => {
    const messages = renderReply(info(text(`${said} is already there.`)));

    expect(messages.flatMap(refusedOf)).toEqual([]);
    expect(messages.flatMap(effectsOf)).toEqual([]);
  });
});
