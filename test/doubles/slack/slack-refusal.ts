/** An answer of Slack's that is no success, with what else stands in it. */
export class SlackRefused extends Error {
  readonly code: string;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(code: string, more: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.more = more;
  }
}

export function refuse(code: string, more?: Readonly<Record<string, unknown>>): never {
  throw new SlackRefused(code, more);
}
