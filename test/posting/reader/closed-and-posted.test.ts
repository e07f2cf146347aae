import { describe, expect, it } from "vitest";
import { readClosed } from "../../../src/posting/reader/closed.ts";
import { documentOf } from "../../../src/posting/reader/document.ts";
import { readPosted } from "../../../src/posting/reader/posted.ts";
import { documentOfText } from "./document-of-text.ts";

describe("readClosed", () => {
  it.each([
    "Applications are closed",
    "We are no longer accepting applications.",
    "We no longer accept applications.",
    "This job is no longer available.",
    "This position has been filled.",
    "Sorry, this posting has expired.",
    "Diese Stelle ist leider nicht mehr verfügbar.",
    "Cette offre n'est plus disponible.",
    "Esta oferta ya no está disponible.",
    "Deze vacature is vervuld.",
    "Oferta jest nieaktualna.",
    "Oglas je istekao.",
  ])("hears %j", (text) => {
    const { value, evidence } = readClosed(documentOfText(`Porter\n${text}\nOslo`));

    expect(value).toBe(true);
    expect(evidence).toHaveLength(1);
  });

  it.each([
    "We review applications until the position has been filled.",
    "Applications close on 3 May.",
    "We are a closed team of nine.",
    "Once applications are closed we will write to you.",
    "Requirements\n- Rope\n\nSimilar jobs\n\nBaker\n\nApplications are closed",
  ])("does not mistake %j", (text) => {
    expect(readClosed(documentOfText(text)).value).toBe(false);
  });
});

describe("readPosted, of a page with a known time of fetching", () => {
  const fetchedAt = Date.UTC(2026, 1, 20, 9);

  it.each([
    ["Posted 3 days ago", "2026-02-17"],
    ["Posted: today", "2026-02-20"],
    ["Posted yesterday", "2026-02-19"],
    ["Posted 2 weeks ago", "2026-02-06"],
    ["Posted 5 hours ago", "2026-02-20"],
    ["Veröffentlicht vor 3 Tagen", "2026-02-17"],
    ["Publié il y a 2 jours", "2026-02-18"],
    ["Publicado hace 4 días", "2026-02-16"],
    ["Geplaatst: 3 dagen geleden", "2026-02-17"],
    ["Opublikowano 3 dni temu", "2026-02-17"],
    ["Publicada há 2 dias", "2026-02-18"],
    ["Objavljeno pre 3 dana", "2026-02-17"],
    ["Posted: July 17, 2025", "2025-07-17"],
  ])("reads %j as %s", (text, expected) => {
    const document = documentOf({ title: null, company: null, location: null, text, format: "plain", fetchedAt });

    expect(readPosted(document).value).toBe(expected);
  });

  it.each(["Posted 30+ days ago", "Posted 2 months ago", "Posted by people who work 3 days a week"])(
    "says nothing of %j",
    (text) => {
      const document = documentOf({ title: null, company: null, location: null, text, format: "plain", fetchedAt });

      expect(readPosted(document).value).toBeNull();
    },
  );
});

describe("readPosted", () => {
  it.each([
    ["Posted onFeb 3, 2026", "2026-02-03"],
    ["Posted: July 17, 2026", "2026-07-17"],
    ["Date posted: 2026-02-03", "2026-02-03"],
    ["Published on 3 February 2026", "2026-02-03"],
    ["Posted 3rd of Feb 2026", "2026-02-03"],
    ["Veröffentlicht am 03.02.2026", "2026-02-03"],
    ["Veröffentlicht am: 3. März 2026", "2026-03-03"],
    ["Publié le 3 février 2026", "2026-02-03"],
    ["Publicado el 3 de enero de 2026", "2026-01-03"],
    ["Posted: 02/27/2026", "2026-02-27"],
    ["posted on\n2026-02-03", "2026-02-03"],
  ])("reads %j as %s", (text, expected) => {
    expect(readPosted(documentOfText(text)).value).toBe(expected);
  });

  it.each([
    "Jan 12",
    "Posted 3 days ago",
    "Posted on Feb 3",
    "Posted: 02/03/2026",
    "Posted: Feb 31, 2026",
    "Founded in 2003",
    "Apply by May 3, 2026",
  ])("says nothing of %j", (text) => {
    expect(readPosted(documentOfText(text)).value).toBeNull();
  });
});
