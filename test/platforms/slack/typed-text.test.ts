import { describe, expect, it } from "vitest";
import { textOfMessage } from "../../../src/platforms/slack/message-text.ts";
import { typedText } from "../../../src/platforms/slack/typed-text.ts";

describe("what was typed", () => {
  it.each([
    ["role:backend to:<#C1|jobs-go>", "role:backend to:#jobs-go"],
    ["to:<#C1|>", "to:#C1"],
    ["to:<#C1>", "to:#C1"],
    ["<@U1|ann> and <@U2>", "@ann and @U2"],
    ["<!subteam^S1|@devs> <!here> <!subteam^S2>", "@devs @here @subteam"],
    ["pay:&gt;=80k/yr,eur text:&quot;R&amp;D&quot;", "pay:>=80k/yr,eur text:&quot;R&D&quot;"],
    ["to:<https://a.slack.com/archives/C1/p1|https://a.slack.com/…>", "to:https://a.slack.com/archives/C1/p1"],
    ["to:<https://a.example/?a=1&amp;b=2>", "to:https://a.example/?a=1&b=2"],
    ["<mailto:a@b.example|a@b.example>", "a@b.example"],
    ["&lt;#C1|jobs&gt;", "<#C1|jobs>"],
    ["&amp;lt;", "&lt;"],
    ["pay:>=80k <nothing", "pay:>=80k <nothing"],
    ["", ""],
  ])("%s means %s", (raw, text) => {
    expect(typedText(raw).text).toBe(text);
  });

  it("names the channels that it holds", () => {
    expect(typedText("to:<#C1|jobs> <#C2|> <#C3|more-jobs>").channels).toEqual([
      { id: "C1", name: "jobs" },
      { id: "C3", name: "more-jobs" },
    ]);
  });
});

describe("the text of a message", () => {
  it("is what people read, wherever it stands", () => {
    const text = textOfMessage({
      text: "Hiring &amp; growing",
      blocks: [
        { type: "section", text: { type: "mrkdwn", text: "Go in <https://x.example|Berlin>" } },
        { type: "divider" },
      ],
      attachments: [{ title: "Backend", text: "Rust" }, {}],
    });

    for (const words of ["Hiring & growing", "Go in", "Backend", "Rust"]) expect(text).toContain(words);
  });

  it("is also what stands in rich text, fields and what is attached, and no button", () => {
    const said = (text: string) => ({ type: "text", text });
    const text = textOfMessage({
      text: "New opening",
      blocks: [
        {
          type: "rich_text",
          elements: [
            { type: "rich_text_section", elements: [said("Senior "), said("Go"), { type: "link", url: "https://x" }] },
            { type: "rich_text_list", elements: [{ type: "rich_text_section", elements: [said("Berlin")] }] },
          ],
        },
        { type: "section", fields: [{ type: "mrkdwn", text: "Remote" }] },
        { type: "actions", elements: [{ type: "button", text: { type: "plain_text", text: "Apply in Rust" } }] },
      ],
      attachments: [
        { pretext: "From a board", fields: [{ title: "Team", value: "Infra" }] },
        { blocks: [{ type: "header", text: { type: "plain_text", text: "Shared" } }] },
      ],
    });

    expect(text).toBe("New opening\nSenior Go\nBerlin\nRemote\nFrom a board\nTeam\nInfra\nShared");
  });

  it.each([[undefined], [null], [{}], [{ text: null, blocks: "no" }], ["text"]])("of %j is empty", (given) => {
    expect(textOfMessage(given)).toBe("");
  });
});
