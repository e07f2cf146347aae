import { expect, test } from "vitest";
import { read } from "../../src/posting/reader/read.ts";
import { remoteLocation } from "../../src/sources/remote-location.ts";

test.each([
  [["Worldwide"], "Remote (Worldwide)", ["worldwide"]],
  [["Europe, Canada"], "Remote (Europe, Canada)", ["europe", "CA"]],
  [["Nepal", "India", "Nepal"], "Remote (Nepal | India)", ["NP", "IN"]],
  [["USA (remote)"], "USA (remote)", ["US"]],
  [[" ", null, undefined], "Remote", []],
])("%j on a board of remote work is %j", (places, location, remoteFrom) => {
  const { facts } = read({ title: "Clerk", company: "Acme", location, text: "Files.", format: "plain" });

  expect(remoteLocation(places)).toBe(location);
  expect(facts).toMatchObject({ modes: ["remote"], remoteFrom });
});
