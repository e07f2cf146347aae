/** Runs work once what came before it has ended, well or not, and passes on what comes of it. */
export type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** One after another, in order: for changes that read what they write. */
export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}
