/** Anything can be thrown, and every platform has to make something of it. */
export const strangeErrors: readonly (readonly [name: string, error: unknown])[] = [
  ["undefined", undefined],
  ["null", null],
  ["a text", "boom"],
  ["a number", 42],
  ["a symbol", Symbol("boom")],
  ["an empty object", {}],
  ["an error", new Error("boom")],
  ["an error without words", new Error("")],
  ["an error with a strange code", Object.assign(new Error("boom"), { code: { toString: () => "x" } })],
  ["an error with an empty code", Object.assign(new Error("boom"), { code: "" })],
  ["a reset", Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" })],
  ["an abort", new DOMException("aborted", "AbortError")],
  ["errors in one", new AggregateError([new Error("a"), new Error("b")], "both")],
  ["an error in a circle", circular()],
  [
    "what throws when it is looked at",
    new Proxy(new Error("boom"), {
      get() {
        throw new Error("get");
      },
      has() {
        throw new Error("has");
      },
    }),
  ],
];

function circular(): Error {
  const error = new Error("boom");
  error.cause = error;
  return error;
}
