import { describe, expect, it } from "vitest";
import { createKnownCompanies } from "../../commands/known-companies.ts";
import { aPosting, dayMs, testNow } from "../builders.ts";
import { memoryServices } from "../doubles/services.ts";

function postingsOf(...companies: readonly (string | null)[]) {
  return companies.map((company, index) =>
    aPosting({ facts: { company }, externalId: String(index), company: "Named by the source" }),
  );
}

describe("known companies", () => {
  it("are those of the last 30 days, those with the most postings first, each once in any case", async () => {
    const old = aPosting({ facts: { company: "Long Gone" }, firstSeenAt: testNow - 31 * dayMs });
    const services = memoryServices({ postings: [...postingsOf("Initech", "Acme", "ACME", null), old] });

    expect(await createKnownCompanies(services)()).toEqual(["Acme", "Initech", "Named by the source"]);
  });

  it("are asked for anew after an hour, and not before", async () => {
    let now = testNow;
    const services = memoryServices({ postings: postingsOf("Acme") }, () => now);
    const companies = createKnownCompanies(services);
    await companies();

    services.stored.postings.push(...postingsOf("Initech", "Initech"));
    const before = await companies();
    now += 3_600_000;
    const after = await companies();

    expect(before).toEqual(["Acme"]);
    expect(after).toEqual(["Initech", "Acme"]);
  });

  it("are asked for anew at once where that failed", async () => {
    const services = memoryServices({ postings: postingsOf("Acme") });
    let fails = true;
    const companies = createKnownCompanies({
      now: () => testNow,
      postings: {
        ...services.postings,
        since(asker, time) {
          if (fails) throw new Error("the database is away");
          return services.postings.since(asker, time);
        },
      },
    });

    await expect(companies()).rejects.toThrow("away");
    fails = false;

    expect(await companies()).toEqual(["Acme"]);
  });
});
