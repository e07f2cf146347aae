import { describe, expect, it } from "vitest";
import { choices, info, line, type Reply, text } from "../../../commands/reply.ts";
import { renderReply } from "../../../src/platforms/slack/render-reply.ts";
import { linesOf, readOf, refusedOf } from "./a-message.ts";

function readAll(reply: Reply): string {
  return renderReply(reply).map(readOf).join("\n");
}

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
