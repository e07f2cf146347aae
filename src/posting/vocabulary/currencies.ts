/** Currencies by ISO 4217 code: how figures are marked with them, where they are paid, and from when a figure can be a year's pay. */
export interface Currency {
  readonly code: string;
  /** Signs and words beside a figure. One that several currencies share (`$`, `kr`, `¥`) is settled by the posting's place. */
  readonly marks: readonly string[];
  /** ISO 3166-1 alpha-2 codes of the countries that pay in it. */
  readonly countries: readonly string[];
  /** The least that is plausible for a year of full-time work; a lower figure without a period is a month's, day's or hour's. */
  readonly yearFloor: number;
  /** Words that mark it where a person says what they want; in running text they are weights, animals and the like. */
  readonly spoken: readonly string[];
}

const euroCountries = "AT BE HR CY DE EE ES FI FR GR IE IT LT LU LV MT NL PT SI SK ME XK AD MC SM";

/** `marks` and `spoken` are divided by spaces; one that holds a space has `_` for it. */
function currency(code: string, marks: string, countries: string, yearFloor: number, spoken = ""): Currency {
  return {
    code,
    marks: [code, ...divided(marks)],
    countries: countries.split(" "),
    yearFloor,
    spoken: divided(spoken),
  };
}

function divided(words: string): readonly string[] {
  return words
    .split(" ")
    .filter(Boolean)
    .map((word) => word.replace("_", " "));
}

/** The first that claims a mark is meant where no place decides. */
export const currencies: readonly Currency[] = [
  currency("USD", "US$ U$ $ dollars dollar US-Dollar US_dollars U.S._dollars", "US PR EC SV PA", 9_000, "bucks"),
  currency("EUR", "€ euros euro eur. EURO EUROS", euroCountries, 9_000),
  currency("GBP", "£ pounds", "GB", 9_000, "pound quid"),
  currency("CHF", "Fr. SFr. SFr Franken francs", "CH LI", 20_000, "franc"),
  currency("CAD", "CA$ C$ CDN$ $", "CA", 9_000),
  currency("AUD", "A$ AU$ $", "AU", 12_000),
  currency("NZD", "NZ$ $", "NZ", 12_000),
  currency("SGD", "S$ SG$ $", "SG", 15_000),
  currency("HKD", "HK$ $", "HK", 60_000),
  currency("TWD", "NT$ NTD $", "TW", 200_000),
  currency("MXN", "MX$ MEX$ $ pesos", "MX", 60_000),
  currency("BRL", "R$ reais", "BR", 15_000),
  currency("ARS", "AR$ $ pesos", "AR", 500_000),
  currency("CLP", "CLP$ $ pesos", "CL", 3_000_000),
  currency("COP", "COP$ $ pesos", "CO", 9_000_000),
  currency("PEN", "S/ soles", "PE", 10_000),
  currency("PLN", "zł zl złotych PLN/mies", "PL", 40_000, "zloty zlotys zlotych"),
  currency("CZK", "Kč Kc korun", "CZ", 150_000),
  currency("HUF", "Ft forint", "HU", 2_000_000),
  currency("RON", "lei leu", "RO", 25_000),
  currency("BGN", "лв лв. лева leva", "BG", 8_000),
  currency("RSD", "din din. dinara динара", "RS", 500_000),
  currency("BAM", "KM", "BA", 7_000),
  currency("MKD", "ден ден.", "MK", 200_000),
  currency("SEK", "kr kr. kronor SKr", "SE", 150_000),
  currency("NOK", "kr kr. kroner", "NO", 150_000),
  currency("DKK", "kr kr. kroner", "DK", 100_000),
  currency("ISK", "kr kr. krónur", "IS", 2_000_000),
  currency("UAH", "₴ грн грн. hrn", "UA", 90_000),
  currency("RUB", "₽ руб руб. рублей", "RU", 300_000),
  currency("TRY", "₺ TL", "TR", 150_000),
  currency("ILS", "₪ NIS shekels", "IL", 40_000),
  currency("JPY", "¥ 円 yen JP¥", "JP", 1_000_000),
  currency("CNY", "¥ 元 RMB CN¥", "CN", 40_000),
  currency("KRW", "₩ 원 won", "KR", 10_000_000),
  currency("INR", "₹ Rs Rs. rupees", "IN", 100_000, "rupee"),
  currency("PKR", "Rs Rs.", "PK", 250_000),
  currency("IDR", "Rp Rp.", "ID", 20_000_000),
  currency("MYR", "RM ringgit", "MY", 12_000),
  currency("PHP", "₱ Php", "PH", 100_000),
  currency("THB", "฿ baht", "TH", 100_000),
  currency("VND", "₫ đ VNĐ", "VN", 40_000_000),
  currency("AED", "Dhs dirhams", "AE", 20_000),
  currency("SAR", "", "SA", 25_000),
  currency("QAR", "", "QA", 20_000),
  currency("EGP", "E£", "EG", 40_000),
  currency("ZAR", "R rand", "ZA", 50_000),
  currency("KES", "KSh Ksh", "KE", 200_000),
  currency("NGN", "₦", "NG", 500_000),
  currency("GEL", "₾", "GE", 8_000),
];

const byMark = new Map<string, readonly Currency[]>();
for (const one of currencies) {
  for (const mark of one.marks) byMark.set(mark.toLowerCase(), [...(byMark.get(mark.toLowerCase()) ?? []), one]);
}

/** Every mark, the longest first, as they are written. */
export const currencyMarks: readonly string[] = [...new Set(currencies.flatMap(({ marks }) => marks))].sort(
  (a, b) => b.length - a.length,
);

/** The currency that a mark means to somebody in these countries; undefined for what marks no currency. */
export function currencyOf(mark: string, countries: readonly string[]): Currency | undefined {
  const meant = byMark.get(mark.trim().toLowerCase()) ?? [];
  const here = meant.find(
    (one) => countries.length > 0 && countries.every((country) => one.countries.includes(country)),
  );
  return here ?? meant[0];
}

/** What is paid in a country. */
export function currencyIn(country: string): Currency | undefined {
  return currencies.find(({ countries }) => countries.includes(country));
}
