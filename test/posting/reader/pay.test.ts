import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Place } from "../../../src/posting/posting.ts";
import { readPay } from "../../../src/posting/reader/pay.ts";
import { documentOfText } from "./document-of-text.ts";

function payOf(text: string, ...countries: string[]): string | null {
  const places = countries.map((country): Place => ({ city: null, region: null, country }));
  const { value } = readPay(documentOfText(text), places);
  return value && `${value.min ?? ""}-${value.max ?? ""} ${value.currency}/${value.period}`;
}

describe("readPay", () => {
  it.each([
    ["Salary: €70–85k", "70000-85000 EUR/year"],
    ["70.000 – 85.000 € brutto/Jahr", "70000-85000 EUR/year"],
    ["Das Jahresgehalt liegt zwischen 60.000 und 75.000 EUR.", "60000-75000 EUR/year"],
    ["We pay $65/hr.", "65-65 USD/hour"],
    ["The range is 110,000 to 140,000 US dollars per year.", "110000-140000 USD/year"],
    ["OTE $240k, base $120k", "120000-120000 USD/year"],
    ["€120-150k DOE", "120000-150000 EUR/year"],
    ["$60/hr - $80/hr", "60-80 USD/hour"],
    ["Salary CHF 120'000", "120000-120000 CHF/year"],
    ["Wynagrodzenie: 15 000 PLN netto + VAT", "15000-15000 PLN/month"],
    ["Acme | Developer | 200k USD base", "200000-200000 USD/year"],
    ["Acme | Developer | SALARY:$95K-145K+ | Remote", "95000-145000 USD/year"],
    ["Acme | Developer | $300-600k AUD", "300000-600000 AUD/year"],
    ["Acme | Developer | $200K USD+", "200000- USD/year"],
    ["Up to £65k + bonus", "-65000 GBP/year"],
    ["Base salary from $90,000", "90000- USD/year"],
    ["USD$190,000 per year - USD$211,000 per year.", "190000-211000 USD/year"],
    ["Compensation is CA$165K – CA$195K annually.", "165000-195000 CAD/year"],
    ["Base pay ranges from $38.50 to $46 per hour.", "38.5-46 USD/hour"],
    ["Das Gehalt beträgt 3.200 EUR pro Monat.", "3200-3200 EUR/month"],
    ["Rémunération : 45 à 55 k€ brut annuel", "45000-55000 EUR/year"],
    ["O salário é de R$12.000 por mês.", "12000-12000 BRL/month"],
    ["Salario: 32.000 - 46.000 euros", "32000-46000 EUR/year"],
    ["Mzda 210 Kč za hodinu", "210-210 CZK/hour"],
    ["年収は600万円から900万円です。", "6000000-9000000 JPY/year"],
    ["Tagessatz 600 €", "600-600 EUR/day"],
    ["€75–90k OTE", "75000-90000 EUR/year"],
    ["$120k - $130k + 10% bonus + 401k", "120000-130000 USD/year"],
    ["We offer equity and a base salary of $90k-110k.", "90000-110000 USD/year"],
  ])("%s", (text, expected) => {
    expect(payOf(text)).toBe(expected);
  });

  it.each([
    ["We raised $50M in our Series B."],
    ["Funding: $14.4 million"],
    ["Over $10 million in annual revenue"],
    ["An annual $1,000 learning budget"],
    ["€540 home office stipend"],
    ["$5,000 sign-on bonus"],
    ["0.5% - 1.5% equity"],
    ["We match contributions up to a maximum of $10,000 per year."],
    ["Our traders move $250bn a day."],
    ["Competitive salary and 25 days off"],
    ["Call 555 120 400 or see room 12-14"],
    ["More than 2,500 companies rely on us"],
  ])("is no pay: %s", (text) => {
    expect(payOf(text)).toBeNull();
  });

  it("takes the widest span of several locations", () => {
    const text = "Zone 1: $136,000 - $187,000\nZone 2: $122,000 - $168,000";

    expect(payOf(text)).toBe("122000-187000 USD/year");
  });

  it("takes the currency of the posting's place where several are stated", () => {
    const text = "Canada: CAD 150,000 - 170,000 salary\nGermany: EUR 80,000 - 95,000 salary";

    expect(payOf(text, "DE")).toBe("80000-95000 EUR/year");
    expect(payOf(text, "CA")).toBe("150000-170000 CAD/year");
  });

  it("reads a shared sign by the place", () => {
    expect(payOf("Salary: $90k-110k", "AU")).toBe("90000-110000 AUD/year");
    expect(payOf("Salary: 45 000 - 60 000 kr per month", "DK")).toBe("45000-60000 DKK/month");
    expect(payOf("Salary: $90k-110k", "AU", "US")).toBe("90000-110000 USD/year");
  });

  it("leaves totals aside where a base is stated", () => {
    expect(payOf("Acme | Engineer | $200k Salary - $400k Total Compensation")).toBe("200000-200000 USD/year");
  });

  it("does not read the pay of other postings on the page", () => {
    const text = "We look for a tester in Porto.\n\nSimilar jobs\n\nBaker\n\n€30k – €35k Yearly";

    expect(payOf(text)).toBeNull();
  });

  it("quotes the figures", () => {
    const document = documentOfText("Salary: €70–85k a year");

    const { evidence } = readPay(document, []);

    expect(evidence).toEqual([
      {
        field: "pay",
        value: "70000-85000 EUR/year",
        origin: "text",
        start: 8,
        end: 15,
        quote: "€70–85k",
        rule: expect.any(String),
      },
    ]);
  });
});

describe("readPay, properties", () => {
  const ends = fc.tuple(fc.integer({ min: 20, max: 150 }), fc.integer({ min: 1, max: 100 }));

  it("reads any range in thousands alike, however it is grouped", () => {
    fc.assert(
      fc.property(ends, fc.constantFrom(",", ".", "'", " "), ([low, more], group) => {
        const high = low + more;

        expect(payOf(`Salary: EUR ${low}${group}000 - ${high}${group}000 per year`)).toBe(
          payOf(`Salary: €${low}-${high}k`),
        );
      }),
    );
  });

  it("never throws, and has its lower end first", () => {
    const words = fc.constantFrom(
      "$",
      "€",
      "12",
      "90k",
      "100,000",
      "-",
      "to",
      "per",
      "hour",
      "salary",
      "EUR",
      "\n",
      "|",
      "+",
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), (parts) => {
        const { value } = readPay(documentOfText(parts.join(" ")), []);

        if (value?.min != null && value.max != null) expect(value.min).toBeLessThanOrEqual(value.max);
      }),
    );
  });
});
