import { describe, expect, it } from "vitest";
import { readWritten } from "../../../src/posting/reader/written.ts";
import { documentOfText } from "./document-of-text.ts";

describe("readWritten", () => {
  it.each([
    ["en", "You will count the boats and write down what they carry for the harbour master."],
    ["de", "Du zählst die Boote und schreibst auf, was sie für den Hafenmeister geladen haben."],
    ["fr", "Vous comptez les bateaux et notez ce que le capitaine du port doit savoir pour la nuit."],
    ["es", "Contarás los barcos y anotarás lo que llevan para el capitán del puerto con nuestro equipo."],
    ["pt", "Você vai contar os barcos e anotar o que eles levam para o capitão do porto com uma equipe."],
    ["nl", "Je telt de boten en schrijft op wat ze voor de havenmeester hebben geladen met het team."],
    ["pl", "Będziesz liczyć łodzie oraz zapisywać, co wiozą do portu, i pracować z nami na nabrzeżu."],
    ["sr", "Brojaćeš čamce i zapisivati šta nose za kapetana luke, a naš tim će raditi sa tobom na doku."],
    ["it", "Conterai le barche e annoterai che cosa portano per il capitano del porto con il nostro gruppo."],
    ["ru", "Вы будете считать лодки и записывать, что они везут для капитана порта."],
    ["ja", "港長のために船を数え、積み荷を書き留める仕事です。よろしくお願いします。"],
  ])("tells %s", (code, text) => {
    expect(readWritten(documentOfText(text)).value).toBe(code);
  });

  it("tells a German text with English words of the trade", () => {
    const text =
      "Senior Backend Engineer (m/w/d)\nDeine Aufgaben\n- Du entwickelst unsere Cloud Services mit Kubernetes und Go\n- Code Reviews und Pair Programming im Team";

    expect(readWritten(documentOfText(text)).value).toBe("de");
  });

  it("tells a head line of English trade words", () => {
    expect(readWritten(documentOfText("Nordwind | Harbour Engineer | Oslo | Remote | Full-time")).value).toBe("en");
  });

  it.each(["", "Oslo", "12345 67890", "Kvaløya Tromsdalen Håkøybotn Ersfjord"])("does not tell %j", (text) => {
    expect(readWritten(documentOfText(text)).value).toBeNull();
  });
});
