/** One thing that doctor looked at: what it is like, or what to do about it. */
export interface Check {
  readonly name: string;
  /** `note`: it works, and could be better. */
  readonly state: "ok" | "note" | "wrong";
  readonly text: string;
}

export function ok(name: string, text: string): Check {
  return { name, state: "ok", text };
}

export function note(name: string, text: string): Check {
  return { name, state: "note", text };
}

export function wrong(name: string, text: string): Check {
  return { name, state: "wrong", text };
}
