import { assert, array, constantFrom, property, record, stringMatching } from "fast-check";
import { expect, it } from "vitest";
import { parseLines, printLines } from "../../src/cli/subscription-lines.ts";

const word = stringMatching(/^[A-Za-z0-9:_/.-]{1,20}$/);
const query = stringMatching(/^[a-z:,-]{1,20}( [a-z:,-]{1,20}){0,3}$/);

it("what is printed is read as it was", () => {
  const destination = stringMatching(/^(?:slack|discord|terminal):[A-Za-z0-9:_/.-]{1,20}$/);
  // Slack still says the names of old.
  const zone = constantFrom("UTC", "Europe/Berlin", "Asia/Calcutta");
  const one = record({ workspace: word, owner: word, destination, zone, name: word, query });

  assert(
    property(array(one), (subscriptions) => {
      expect(parseLines(printLines(subscriptions))).toEqual(subscriptions);
    }),
  );
});

it.each([
  ["/jobs subscribe a lang:go\n", "line 1: expected a heading"],
  ["# workspace=w\n", "line 1: expected # workspace=… owner=…"],
  [
    "# workspace=w owner=o to=C1 zone=UTC\n",
    "line 1: expected to=PLATFORM:ADDRESS with one of slack, discord, terminal",
  ],
  ["# workspace=w owner=o to=slak:C1 zone=UTC\n", "line 1: expected to=PLATFORM:ADDRESS"],
  ["# workspace=w owner=o to=slack: zone=UTC\n", "line 1: expected to=PLATFORM:ADDRESS"],
  ["# workspace=w owner=o to=slack:C1 zone=Mars/Base\n", "line 1: expected zone=… to be one such as Europe/Berlin"],
  ["\n# workspace=w owner=o to=slack:D zone=UTC\n/jobs list\n", "line 3: expected /jobs subscribe NAME QUERY"],
])("%j is refused with its line", (text, words) => {
  expect(() => parseLines(text)).toThrow(words);
});
