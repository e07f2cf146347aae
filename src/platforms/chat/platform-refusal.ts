import type { Failure } from "../../delivery/platform.ts";

/** An error whose meaning is known already: more than the platform's code says, or of our own making. */
export class PlatformRefusal extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, cause?: unknown) {
    super(`${failure.code}: ${failure.reason}`, { cause });
    this.failure = failure;
  }
}
