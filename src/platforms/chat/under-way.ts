/** Work that was begun and nobody waits for, so that an end can. */
export interface UnderWay {
  track<Result>(work: Promise<Result>): Promise<Result>;
  /** Resolves once nothing is under way, whatever came of it. */
  settled(): Promise<void>;
}

export function createUnderWay(): UnderWay {
  const works = new Set<Promise<unknown>>();
  return {
    async track(work) {
      works.add(work);
      try {
        return await work;
      } finally {
        works.delete(work);
      }
    },
    async settled() {
      while (works.size > 0) await Promise.allSettled(works);
    },
  };
}
