/** One thing that doctor looked at: what it is like, or what to do about it. */
export interface Check {
  readonly name: string;
  readonly isOk: boolean;
  readonly text: string;
}

export function ok(name: string, text: string): Check {
  return { name, isOk: true, text };
}

export function wrong(name: string, text: string): Check {
  return { name, isOk: false, text };
}
