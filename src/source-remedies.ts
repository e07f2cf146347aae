const checked = "look at its address (npm run -s cli -- check-source ADDRESS)";

/** What whoever runs the bot does about each coded reason. */
const remedies: Readonly<Record<string, string>> = {
  unreachable: `It is tried again by itself; where that does not help, ${checked} from this machine.`,
  blocked: "Set polling.contact, ask it less often (every: in the configuration), or write to whoever runs the board.",
  "not-found": `The board has moved or is empty: ${checked}, and correct the configuration.`,
  gone: "It is not asked again: take it out of the configuration.",
  "too-large": "Name a smaller board, or a feed of it, in the configuration.",
  schema: "Its form has changed: update Rolecall, and tell its makers if that does not help.",
  "not-a-feed": `Something else is at its address by now: ${checked}.`,
  internal: "A fault of ours: the log has it; tell the makers of Rolecall.",
};

/** What to do about a source that fails for a coded reason, as a sentence. */
export function sourceRemedy(errorCode: string | null): string {
  return remedies[errorCode ?? ""] ?? "The log says more.";
}
