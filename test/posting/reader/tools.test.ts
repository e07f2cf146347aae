import { describe, expect, it } from "vitest";
import { read } from "../../../src/posting/reader/read.ts";
import { everydayTools, toolVocabulary } from "../../../src/posting/vocabulary/tools.ts";

function toolsIn(text: string, company: string | null = null): readonly string[] {
  return read({ title: null, company, location: null, text, format: "plain" }).facts.tools;
}

describe("tools", () => {
  it.each<[string, string[]]>([
    ["We run k8s on AWS with Terraform.", ["Kubernetes", "AWS", "Terraform"]],
    ["C# on .NET, or .net core", [".NET", ".NET Core"]],
    ["React.js, NodeJS and Postgres", ["React", "Node.js", "PostgreSQL"]],
    ["Apache Airflow and dbt feed BigQuery.", ["Airflow", "dbt", "BigQuery"]],
    ["Requirements\n- scikit-learn\n- Vault", ["scikit-learn", "Vault"]],
    ["You have experience with Segment.", ["Segment"]],
    ["Python, Flask, Celery and Redis", ["Flask", "Celery", "Redis"]],
  ])("are read by any of their spellings: %s", (text, expected) => {
    expect(toolsIn(text)).toEqual(expected);
  });

  it.each([
    "You react quickly and excel at your work; spring is our season.",
    "The market segment of chefs is ours. Express yourself!",
    "Join us in Spring 2027.",
    "Slack off on Fridays. Notion of time is loose.",
    "Our head chef wants a puppet for the stage.",
  ])("are not everyday words: %s", (text) => {
    expect(toolsIn(text)).toEqual([]);
  });

  it("are not what the company itself makes", () => {
    expect(toolsIn("Requirements\n- You know Grafana and Redis", "Grafana Labs")).toEqual(["Redis"]);
  });

  it("are at least 300, and what is said of everyday words speaks of known ones", () => {
    expect(toolVocabulary.names.length).toBeGreaterThanOrEqual(300);
    expect([...everydayTools].filter((spelling) => toolVocabulary.resolve(spelling) === undefined)).toEqual([]);
  });
});
