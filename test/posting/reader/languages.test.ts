import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLanguages } from "../../../src/posting/reader/languages.ts";
import { documentOfText } from "./document-of-text.ts";

function languagesOf(text: string, title: string | null = null): string {
  return readLanguages(documentOfText(text, title)).value.languages.join(" ");
}

function optionalOf(text: string): string {
  return readLanguages(documentOfText(text)).value.languagesOptional.join(" ");
}

describe("readLanguages", () => {
  it.each([
    ["We write our services in Go.", "Go"],
    ["Three years of golang or Rust.", "Go Rust"],
    ["Python, go and rust are what we use.", "Python Go Rust"],
    ["Experience with Go to build reliable APIs.", "Go"],
    ["Go developers join a team of four.", "Go"],
    ["Du kannst etwas Go.", "Go"],
    ["You write Go every day with a small crew.", "Go"],
    ["Ready to go? Apply now.", ""],
    ["You shape our go-to-market plan.", ""],
    ["Go to our page and have a look.", ""],
    ["Our studio brought Pokemon Go to Europe.", ""],
    ["Let's Go, Team Blue!", ""],
    ["Where do we Go from here? We use Java.", "Java"],
  ])("Go and the verb: %s", (text, expected) => {
    expect(languagesOf(text)).toBe(expected);
  });

  it.each([
    ["Solid C/C++ for small devices.", "C C++"],
    ["Some c/c++ helps.", "C C++"],
    ["Drivers are written in C.", "C"],
    ["Strong C, C++ and Python.", "C C++ Python"],
    ["C++17 or newer, C# on the desktop, F# in the lab.", "C++ C# F#"],
    ["Objective-C and Swift for the older apps.", "Objective-C Swift"],
    ["You talk to C-level people after our Series C.", ""],
    ["Vitamin C and a driving licence of class C.", ""],
    ["Heat up to 90 °C.", ""],
    ["Our platform runs on .NET and ASP.NET.", ""],
    ["C#/.NET services", "C#"],
  ])("C and its family: %s", (text, expected) => {
    expect(languagesOf(text)).toBe(expected);
  });

  it.each([
    ["Statistics in R or Python.", "R Python"],
    ["R programming for clinical trials", "R"],
    ["Knowledge of SQL, R, and SAS.", "SQL R SAS"],
    ["We invest in R&D every year.", ""],
    ["The R-12 line is being replaced.", ""],
    ["Reconcile A/R and A/P.", ""],
  ])("R and the letter: %s", (text, expected) => {
    expect(languagesOf(text)).toBe(expected);
  });

  it.each([
    ["A swift reply is promised.", ""],
    ["Swift decisions matter here.", ""],
    ["Native apps with Swift and Kotlin.", "Swift Kotlin"],
    ["We earn the trust of our users.", ""],
    ["Rust removal and painting of ships", ""],
    ["Deep expertise in Rust programming", "Rust"],
    ["Your mentor Julia will welcome you.", ""],
    ["Models in Julia, MATLAB or Fortran", "Julia MATLAB Fortran"],
    ["Assembly of gear boxes on line 4", ""],
    ["x86 assembly language and C", "Assembly C"],
    ["Lean manufacturing and Six Sigma", ""],
    ["A crystal clear plan, a dart board and a groovy office", ""],
    ["Data pipelines in Scala and Groovy scripts", "Scala Groovy"],
    ["JavaScript everywhere", "JavaScript"],
    ["Java (not the island) on the server", "Java"],
    ["React, Node.js, Vue.js and Next.js", ""],
    ["Ruby on Rails for five years", ""],
    ["Ruby or Elixir", "Ruby Elixir"],
    ["ADA compliant premises", ""],
  ])("everyday words: %s", (text, expected) => {
    expect(languagesOf(text)).toBe(expected);
  });

  it.each([
    ["Java (not JavaScript)", "Java"],
    ["Solidity smart contracts", "Solidity"],
    ["T-SQL and PL/SQL procedures", "SQL"],
    ["Experience with SQL databases", "SQL"],
    ["MySQL, PostgreSQL and SQL Server", ""],
    ["Stores of any kind, SQL or NoSQL", ""],
    ["A text-to-SQL assistant", ""],
    ["Automation by shell scripting", "Bash"],
    ["Verilog/System Verilog and Tcl", "Verilog SystemVerilog Tcl"],
    ["Tooling in Perl, e, and VHDL", "Perl e VHDL"],
    ["Conhecimento de Python e Java", "Python Java"],
    ["Kenntnisse in Python, Kotlin oder Go", "Python Kotlin Go"],
    ["Python3, PHP8 and Java 17", "Python PHP Java"],
    ["See https://example.com/python-jobs for more", ""],
  ])("families and other languages: %s", (text, expected) => {
    expect(languagesOf(text)).toBe(expected);
  });

  it("reads the title that came with the posting", () => {
    const found = readLanguages(documentOfText("Join us in Graz.", "Senior Go Engineer"));

    expect(found.value.languages).toEqual(["Go"]);
    expect(found.evidence).toEqual([
      { field: "languages", value: "Go", origin: "title", start: 7, end: 9, quote: "Go", rule: "language-cue" },
    ]);
  });

  it("keeps the order of the first mention, each language once", () => {
    expect(languagesOf("Kotlin first.\nThen Python, then Kotlin again.")).toBe("Kotlin Python");
  });
});

describe("readLanguages, optional", () => {
  it.each([
    ["Nice to have: Golang", "Go"],
    ["Experiencia con C# y valorable Python.", "Python"],
    ["Znasz Javę i SQL, mile widziany Kotlin.", "Kotlin"],
    ["Koristimo Python i Go, prednost je Rust.", "Rust"],
    ["Vous maîtrisez PHP, idéalement Go.", "Go"],
    ["Python is required, Rust a plus.", "Rust"],
    ["Strong SQL; experience with Python is a plus.", "Python"],
    ["Java is a must. You ideally know some Kotlin.", "Kotlin"],
    ["Ability to read C++ code preferred", "C++"],
    ["RTL in Verilog/SystemVerilog - strong advantage", "Verilog SystemVerilog"],
    ["Golang (preferred) or Python", ""],
    ["One of Java, Kotlin or Scala is required", ""],
    ["Strong Python skills, cloud experience a plus", ""],
    ["Java; Kenntnisse in Kotlin von Vorteil", "Kotlin"],
    ["Python obligatoire, Rust est un plus", "Rust"],
  ])("%s", (text, expected) => {
    expect(optionalOf(text)).toBe(expected);
  });

  it("takes a section of extras at its word, unless the requirements name the language", () => {
    const text = "Requirements\n- Python\n- Linux\n\nNice to have\n- Python packaging\n- TypeScript";

    const { value } = readLanguages(documentOfText(text));

    expect(value.languages).toEqual(["Python", "TypeScript"]);
    expect(value.languagesOptional).toEqual(["TypeScript"]);
  });
});

describe("readLanguages, properties", () => {
  const words = fc.constantFrom(
    "Go",
    "go",
    "C",
    "C++",
    "R",
    "SQL",
    "Rust",
    "a plus",
    "in",
    ",",
    "/",
    ".",
    "(",
    ")",
    "e",
    "\n",
    "to",
    "- ",
  );

  it("proves every language with words of the text, and optional ones are languages", () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
        const document = documentOfText(parts.join(" "));

        const { value, evidence } = readLanguages(document);

        expect(value.languages).toEqual([...new Set(value.languages)]);
        expect(value.languages).toEqual(expect.arrayContaining(value.languagesOptional));
        expect(evidence.filter(({ field }) => field === "languages").map((one) => one.value)).toEqual(value.languages);
        for (const { start, end, quote } of evidence) expect(document.text.slice(start, end)).toBe(quote);
      }),
    );
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => void readLanguages(documentOfText(text))),
    );
  });
});
