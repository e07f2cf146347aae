import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderPost } from "../../../src/platforms/discord/render-post.ts";
import { anyMessage, cardEntry, cardMessage, digestMessage } from "../a-digest.ts";
import { refusedOf } from "./a-body.ts";

function tagged(...names: readonly string[]) {
  return names.map((name) => ({ id: name, name, isModerated: name.endsWith("!") }));
}

function aDigestMessage(...titles: readonly string[]) {
  const entries = titles.map((title) => cardEntry({ title }));
  return digestMessage({ total: titles.length, groups: [{ heading: "Openings", entries }] });
}

const free = { tags: [], needsTag: false };

describe("a post in a forum", () => {
  it("is named after the opening", () => {
    expect(renderPost(cardMessage(), "k1", free).name).toBe("Backend Engineer — Acme");
    expect(renderPost(cardMessage({ state: "closed", company: null }), "k1", free).name).toBe(
      "Closed: Backend Engineer",
    );
    expect(renderPost(digestMessage(), "k1", free).name).toBe("2 new for infra");
  });

  it.each([
    ["by role, in another spelling", ["Back-end", "Frontend"], ["Back-end"]],
    ["by the place and what it lies in", ["Serbia", "Europe", "Germany", "belgrade"], ["Serbia", "Europe", "belgrade"]],
    ["by language, nice to have included", ["Golang", "Rust", "Java"], ["Golang", "Rust"]],
    [
      "by level, mode and kind of employment",
      ["Full-time", "Hybrid", "Senior", "Remote"],
      ["Senior", "Hybrid", "Full-time"],
    ],
    [
      "by five at most, the role first",
      ["Hybrid", "Senior", "Go", "Rust", "Serbia", "Backend"],
      ["Backend", "Serbia", "Go", "Rust", "Senior"],
    ],
    ["by none that moderators keep for themselves", ["Backend", "Go!"], ["Backend"]],
    ["by none that says nothing of it", ["Discussion", "Meta"], []],
  ])("is tagged %s", (_, names, wanted) => {
    const card = cardMessage({ facts: [...aCardFacts] });

    expect(renderPost(card, "k1", { tags: tagged(...names), needsTag: false }).applied_tags).toEqual(wanted);
  });

  it("has some tag where the forum asks for one, and none else where tags are switched off", () => {
    const forum = { tags: tagged("Moderators!", "Meta", "Backend"), needsTag: true };

    expect(renderPost(cardMessage(), "k1", forum).applied_tags).toEqual(["Backend"]);
    expect(renderPost(cardMessage({ title: "Chef" }), "k1", forum).applied_tags).toEqual(["Meta"]);
    expect(renderPost(aDigestMessage("Chef", "Cook"), "k1", forum).applied_tags).toEqual(["Meta"]);
    expect(renderPost(cardMessage(), "k1", forum, { hasTags: false }).applied_tags).toEqual(["Meta"]);
    expect(renderPost(cardMessage(), "k1", { ...forum, needsTag: false }, { hasTags: false }).applied_tags).toEqual([]);
    expect(renderPost(cardMessage(), "k1", { ...forum, needsTag: false }, { isPlain: true }).applied_tags).toEqual([]);
    expect(renderPost(cardMessage(), "k1", forum, { isPlain: true }).applied_tags).toEqual(["Meta"]);
  });

  it("of a digest is tagged by what most of its openings say", () => {
    const digest = aDigestMessage("Chef", "Frontend Engineer", "Backend Engineer", "Senior Backend Engineer");
    const tags = tagged("Frontend", "Backend", "Meta");

    expect(renderPost(digest, "k1", { tags, needsTag: false }).applied_tags).toEqual(["Backend", "Frontend"]);
  });

  it("is one that Discord takes, whatever it is about", () => {
    fc.assert(
      fc.property(anyMessage, fc.boolean(), (message, isPlain) => {
        const post = renderPost(message, "k1", free, { isPlain });

        expect(post.name.trim()).not.toBe("");
        expect(post.name.length).toBeLessThanOrEqual(100);
        expect(post.name).not.toMatch(/[\p{Cf}\p{Cc}]/u);
        expect(refusedOf(post.message)).toEqual([]);
      }),
    );
  });
});

const aCardFacts = [
  { name: "place", value: "Belgrade, RS · hybrid" },
  { name: "level", value: "senior" },
  { name: "type", value: "full-time" },
  { name: "languages", value: "Go, Rust (nice to have)" },
] as const;
