import { expect, it } from "vitest";
import { companiesAt, companiesFor, companiesLike } from "../../commands/known-companies.ts";
import { aPosting } from "../builders.ts";
import { memoryServices } from "../doubles/services.ts";

const services = memoryServices({
  postings: ["Initech", "Acme Robotics", "Acme Robotics", "Bank of America"].map((company) =>
    aPosting({ facts: { company } }),
  ),
});

it.each([
  ["", ["Acme Robotics", "Initech", "Bank of America"]],
  ["ini", ["Initech"]],
  ["robo", ["Acme Robotics"]],
  ["acme,-amer", ["Bank of America"]],
  ['acme,"bank', ["Bank of America"]],
])("%j may mean %j", async (typed, names) => {
  expect(await companiesLike(typed, services)).toEqual(names);
});

it.each([
  ["role:backend company:ini", ["Initech"]],
  ['-company:"bank', ["Bank of America"]],
  ["company:acme ro", []],
  ["role:ini", []],
  ["ini", []],
])("at the end of %j stands %j", async (typed, names) => {
  expect(await companiesAt(typed, services)).toEqual(names);
});

it("words of a query may name any of them, keys none", async () => {
  expect(await companiesFor("backend at initech", services)).toContain("Initech");
  expect(await companiesFor("role:backend lang:go", services)).toEqual([]);
});
