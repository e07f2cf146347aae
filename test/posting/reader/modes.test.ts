import { describe, expect, it } from "vitest";
import { documentOf } from "../../../src/posting/reader/document.ts";
import { readModes } from "../../../src/posting/reader/modes.ts";
import { documentOfText } from "./document-of-text.ts";

describe("readModes, of forms and head lines", () => {
  it.each([
    ["Location: Oslo (Hybrid)", "hybrid"],
    ["LocationOslo, Norway | Bergen, Norway (On-site)", "onsite"],
    ["Location: Hamburg, Germany (Telecommute)", "remote"],
    ["remote type\nHybrid", "hybrid"],
    ["Work model: Hybrid (3 days onsite per week)", "hybrid"],
    ["Nordwind | Porter | REMOTE (US) | Full-time", "remote"],
    ["Nordwind | Porter | Oslo | ONSITE", "onsite"],
    ["Nordwind | Porter | Oslo or Remote | Full-time", "remote onsite"],
    ["Nordwind | Porter | Remote and NYC | Full-time", "remote onsite"],
    ["Nordwind | Porter | ONSITE (Hybrid OK), REMOTE (US) | Full-time", "remote hybrid onsite"],
    ["Nordwind | Porter | Oslo | Full-time", ""],
    ["Porter\nOslo / Sales – Pier / Permanent / Hybrid", "hybrid"],
  ])("reads %j as %j", (text, expected) => {
    expect(readModes(documentOfText(text)).value.join(" ")).toBe(expected);
  });

  it.each([
    ["Remote - Norway", "remote"],
    ["Oslo (Hybrid)", "hybrid"],
    ["Köln oder remote", "remote onsite"],
    ["Oslo Remote", "remote"],
    ["Oslo, Norway", ""],
  ])("reads the location %j as %j", (location, expected) => {
    const document = documentOf({ title: "Porter", company: null, location, text: "Count boats.", format: "plain" });

    expect(readModes(document).value.join(" ")).toBe(expected);
  });

  it("lets a stated form silence the prose about the company", () => {
    const document = documentOfText("Nordwind | Porter | REMOTE | Full-time\nWe work from our office on site in Oslo.");

    expect(readModes(document).value).toEqual(["remote"]);
  });

  it("hears a policy of days in the office beside a form", () => {
    const document = documentOfText(
      "Work arrangement: On-Site\nBenefits\n- Flexible working (3 days weekly in-office)",
    );

    expect(readModes(document).value).toEqual(["hybrid", "onsite"]);
  });
});

describe("readModes, of prose", () => {
  it.each([
    ["This role is fully remote.", "remote"],
    ["You will work remotely with a small crew.", "remote"],
    ["This is a remote position within Norway.", "remote"],
    ["#LI-Remote", "remote"],
    ["We work in a hybrid model.", "hybrid"],
    ["You are expected in the office three days per week.", "hybrid"],
    ["At least 2 days a week in our Oslo office.", "hybrid"],
    ["Expect to spend at least half of your time in the office.", "hybrid"],
    ["Expect to be in the office most of the time.", "hybrid"],
    ["We meet in the office twice a week.", "hybrid"],
    ["Mindestens die Hälfte der Zeit im Büro.", "hybrid"],
    ["Au moins la moitié du temps au bureau.", "hybrid"],
    ["La mitad del tiempo en la oficina.", "hybrid"],
    ["Minstens de helft van de tijd op kantoor.", "hybrid"],
    ["Co najmniej połowę czasu w biurze.", "hybrid"],
    ["Pelo menos metade do tempo no escritório.", "hybrid"],
    ["Najmanje pola vremena u kancelariji.", "hybrid"],
    ["You can work remotely one day a week.", "hybrid"],
    ["Work from wherever you like.", "remote"],
    ["All roles remote (US/Canada).", "remote"],
    ["Based in Warsaw or Kraków, hybrid.", "hybrid"],
    ["Remote work up to 50% of the year.", "hybrid"],
    ["In-person attendance expected at least 3 days per week.", "hybrid"],
    ["This internship requires in-person presence in the Oslo office.", "onsite"],
    ["You must be able to work on site in Oslo.", "onsite"],
    ["This position requires being onsite - remote work not considered.", "onsite"],
    ["Hybrid or remote work will not be considered; this role requires you to be onsite.", "onsite"],
    ["Homeoffice ist an zwei Tagen pro Woche möglich.", "hybrid"],
    ["Télétravail partiel, deux jours sur site.", "hybrid"],
    ["Trabajo 100% en remoto.", "remote"],
    ["Modelo híbrido con dos días en la oficina.", "hybrid"],
    ["Praca zdalna lub z biura.", "remote"],
    ["Hybride werken is bij ons normaal.", "hybrid"],
    ["Trabalho remoto para todo o Brasil.", "remote"],
  ])("reads %j as %j", (text, expected) => {
    expect(readModes(documentOfText(text)).value.join(" ")).toBe(expected);
  });

  it.each([
    "We maintain hybrid cloud platforms.",
    "You build a hybrid C++ and Python stack.",
    "Our office is in Oslo.",
    "You will meet remote teams and remote sensing experts.",
    "We are a remote-friendly crew of forty.",
    "The interview is held onsite interviews included.",
    "Flexible working hours.",
    "Unless formally approved to work fully remotely, nothing changes.",
  ])("says nothing of %j", (text) => {
    expect(readModes(documentOfText(text)).value).toEqual([]);
  });
});
