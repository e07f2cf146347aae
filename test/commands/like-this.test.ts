import { describe, expect, it } from "vitest";
import { queryLike } from "../../commands/like-this.ts";

describe("postings like this one", () => {
  it.each([
    [
      "Senior Backend Engineer\n\nAcme is hiring in Berlin, Germany. You write Go and Rust every day.",
      "role:backend level:senior location:berlin lang:go,rust",
    ],
    ["Data Scientist\n\nThis job is fully remote. Python is required.", "role:data-science mode:remote lang:python"],
  ])("%j", (text, query) => {
    expect(queryLike(text)).toBe(query);
  });

  it("are not looked for where a text says nothing of a job", () => {
    expect(() => queryLike("Lunch at twelve?")).toThrow(/no role, level, place or programming language/);
  });
});
