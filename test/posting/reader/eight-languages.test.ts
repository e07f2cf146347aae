/** The wordings in which postings of eight languages say the same, field by field. */
import { describe, expect, test } from "vitest";
import type { Facts } from "../../../src/posting/posting.ts";
import { read } from "../../../src/posting/reader/read.ts";

function factsOf(text: string): Facts {
  return read({ title: null, company: null, location: null, text, format: "plain" }).facts;
}

describe("modes", () => {
  test.each([
    "In our Lisbon office for at least two days a week, from home otherwise.",
    "You come to the office on Mondays and Wednesdays.",
    "Three days a week in one of our studios.",
    "Du bist an drei Tagen pro Woche im Büro.",
    "Zwei Tage in der Woche im Büro, sonst daheim.",
    "Deux jours par semaine au bureau.",
    "Tres días a la semana en la oficina de Vigo.",
    "Dois dias por semana no escritório.",
    "Drie dagen per week op kantoor.",
    "Dwa dni w tygodniu w biurze.",
    "Tri dana nedeljno u kancelariji.",
  ])("hybrid: %s", (text) => {
    expect(factsOf(text).modes).toEqual(["hybrid"]);
  });
});

describe("places of remote work", () => {
  test.each([
    ["Remote, worldwide.", []],
    ["Remote aus Österreich.", ["AT"]],
    ["Télétravail depuis la Belgique.", ["BE"]],
    ["Teletrabajo desde Portugal.", ["PT"]],
    ["Praca: zdalnie z Węgier.", ["HU"]],
    ["Zdalnie z Niemiec.", ["DE"]],
    ["Rad na daljinu iz Srbije.", ["RS"]],
    ["Thuiswerken vanuit Nederland.", ["NL"]],
  ])("%s", (text, countries) => {
    expect(factsOf(`Kellner\n\n${text}`).places.map(({ country }) => country)).toEqual(countries);
  });

  test.each(["Hybrid: two days in Graz, the rest from home", "Mode: hybrid, some days at home, most of them with us"])(
    "takes no small word for a town: %s",
    (text) => {
      expect(factsOf(text).places.map(({ city }) => city)).toEqual(text.includes("Graz") ? ["Graz"] : []);
    },
  );
});

describe("spoken languages", () => {
  test.each([
    ["Du sprichst gut Deutsch.", ["de"]],
    ["Sehr gute deutsche Sprachkenntnisse sind Pflicht.", ["de"]],
    ["Anglais courant, à l'écrit comme à l'oral.", ["en"]],
    ["Dominio del francés.", ["fr"]],
    ["Fluência em inglês.", ["en"]],
    ["Je spreekt vloeiend Nederlands.", ["nl"]],
    ["Język niemiecki w mowie i piśmie.", ["de"]],
    ["Znajomość języka angielskiego na poziomie B2.", ["en"]],
    ["Tečno govorite srpski.", ["sr"]],
    ["Odlično znanje engleskog jezika.", ["en"]],
    ["Spanish would be a plus.", []],
    ["Spanischkenntnisse sind von Vorteil.", []],
    ["L'allemand serait un plus.", []],
    ["El alemán no es necesario.", []],
    ["Znajomość języka francuskiego mile widziana.", []],
    ["Do you have to speak Dutch? No.", []],
    ["Is Dutch spoken at work? Yes, fluently.", ["nl"]],
  ])("%s", (line, expected) => {
    expect(factsOf(`Kellner\n\nRequirements\n- ${line}`).spoken).toEqual(expected);
  });
});

describe("a single sum", () => {
  test.each([
    ["Wir zahlen 19 € pro Stunde.", 19, 19, "hour"],
    ["Salaire : 14 € de l'heure.", 14, 14, "hour"],
    ["Salario: 1.900 € al mes.", 1900, 1900, "month"],
    ["Salário: 2.000 € por mês.", 2000, 2000, "month"],
    ["Salaris: 21 € per uur.", 21, 21, "hour"],
    ["Gehalt: ab 52.000 € im Jahr.", 52000, null, "year"],
    ["Salaire à partir de 35 000 € par an.", 35000, null, "year"],
    ["Salaris vanaf € 3.100 per maand.", 3100, null, "month"],
    ["Salary up to €80,000 a year.", null, 80000, "year"],
    ["Gehalt bis zu 64.000 € pro Jahr.", null, 64000, "year"],
    ["Salaire jusqu'à 41 000 € par an.", null, 41000, "year"],
    ["The salary is EUR 61,000 a year.", 61000, 61000, "year"],
  ])("%s", (text, min, max, period) => {
    expect(factsOf(text).pay).toEqual({ min, max, currency: "EUR", period });
  });
});

describe("extras among languages", () => {
  test.each([
    ["La connaissance de R est un atout", ["R"]],
    ["Rust is welcome", ["Rust"]],
    ["Kenntnisse in Kotlin wären von Vorteil", ["Kotlin"]],
    ["Scala serait un plus", ["Scala"]],
    ["Perl sería un plus", ["Perl"]],
    ["Ruby é um diferencial", ["Ruby"]],
    ["Kennis van PHP is een pluspunt", ["PHP"]],
    ["Mile widziana znajomość Pythona", ["Python"]],
    ["Poznavanje Kotlina je prednost", ["Kotlin"]],
    ["You know Python", []],
    ["Piszesz w Pythonie", []],
  ])("%s", (line, expected) => {
    const { languages, languagesOptional } = factsOf(`Kellner\n\nRequirements\n- ${line}`);

    expect(languagesOptional).toEqual(expected);
    expect(languages).toHaveLength(1);
  });
});

describe("years in words", () => {
  test.each([
    ["Nurse for three years or longer, with experience of night shifts", "mid"],
    ["You have worked with cranes for six years", "senior"],
    ["Mindestens zwei Jahre Erfahrung", "mid"],
    ["Fünfjährige Berufserfahrung", "senior"],
    ["Au moins trois ans d'expérience", "mid"],
    ["Dos años de experiencia", "mid"],
    ["Minimaal drie jaar ervaring", "mid"],
    ["Trzyletnie doświadczenie", "mid"],
    ["Dvogodišnje iskustvo", "mid"],
    ["Cinco anos de experiência", "senior"],
  ])("%s", (line, level) => {
    expect(factsOf(`Kellner\n\nRequirements\n- ${line}`).levels).toEqual([level]);
  });
});

describe("dates of publication", () => {
  test.each([
    ["Date de publication : 6 novembre 2026", "2026-11-06"],
    ["Fecha de publicación: 3 de noviembre de 2026", "2026-11-03"],
    ["Veröffentlicht: 14. Dezember 2026", "2026-12-14"],
    ["Data publikacji: 14 października 2026", "2026-10-14"],
    ["Data de publicação: 2 de abril de 2026", "2026-04-02"],
    ["Geplaatst op 9 maart 2026", "2026-03-09"],
    ["Datum objave: 5. jun 2026", "2026-06-05"],
    ["Aug 14, 2026", "2026-08-14"],
    ["Beginn: 1. März 2027", null],
    ["Apply before\nAug 14, 2026", null],
    ["Date limite : 3 mai 2026", null],
  ])("%s", (line, posted) => {
    expect(factsOf(`Kellner\nNordwind\n${line}\n\nWe serve tea.`).posted).toBe(posted);
  });
});

describe("titles and companies above fields", () => {
  test.each([
    ["Kassiererin\nFirma: Nordwind\nOrt: Kiel", "Kassiererin", "Nordwind"],
    ["Inżynier mechanik\nPracodawca: Nordwind\nLokalizacja: Gdańsk", "Inżynier mechanik", "Nordwind"],
    ["Fleuriste\nEntreprise : Nordwind\nLieu : Rennes", "Fleuriste", "Nordwind"],
    ["Camarero\nEmpresa: Nordwind\nLugar: Cádiz", "Camarero", "Nordwind"],
    ["Home › Jobs › Oslo › Harbour Engineer\nCompany: Nordwind", "Harbour Engineer", "Nordwind"],
    ["Jobs > Bergen > Crane Operator\nCompany: Nordwind", "Crane Operator", "Nordwind"],
    ["Harbour Engineer - all genders\nCompany: Nordwind", "Harbour Engineer", "Nordwind"],
    ["Harbour Engineer (m/w/d)\nCompany: Nordwind", "Harbour Engineer", "Nordwind"],
    ["Harbour Engineer | Careers at Nordwind\n\nCount boats.", "Harbour Engineer", "Nordwind"],
  ])("%j", (text, title, company) => {
    expect(factsOf(text)).toMatchObject({ title, company });
  });

  test.each([
    "Ziel ist es, Boote zu zählen. Beginn ist am 1. Mai.",
    "Arbeitsort ist Kiel. Teilzeit ist möglich.",
    "Count boats. Travel is a part of it.",
    "Le télétravail est possible. Expérience est demandée.",
  ])("takes no noun for a company: %s", (text) => {
    expect(factsOf(`Harbour Engineer\n\n${text}`).company).toBeNull();
  });

  test.each([
    ["Who we are\nNordwind carries crates. Mail: jobs@nordwind.example", "Nordwind"],
    ["Über uns\nNordwind baut Boote.\n\nNordwind, Kiel", "Nordwind"],
    ["About us\nQuality makes boats. We like it.", null],
  ])("%j", (text, company) => {
    expect(factsOf(text).company).toBe(company);
  });
});

describe("employment", () => {
  test.each([
    ["Contract: permanent, full-time", ["full-time"]],
    ["Contract: part-time", ["part-time"]],
    ["Type de contrat : CDI", ["full-time"]],
    ["Rodzaj umowy: kontrakt B2B", ["contract"]],
    ["Werkstudent Logistik\n\nTeilzeit", ["part-time"]],
  ])("%j", (text, expected) => {
    expect(factsOf(text).employment).toEqual(expected);
  });
});
