interface NewSource {
  readonly key: string;
  readonly kind: string;
  /** Whether its postings are for every workspace. */
  readonly isShared: boolean;
  readonly now: number;
  readonly firstPollAt: number;
}

/** The row of a source that is to be polled and was not yet. */
export function newSource({ key, kind, isShared, now, firstPollAt }: NewSource) {
  return {
    key,
    kind,
    created_at: now,
    configured: 1,
    is_shared: isShared ? 1 : 0,
    next_poll_at: firstPollAt,
    not_before: 0,
    snapshots: 0,
    has_baseline: 0,
    is_sweeping: 0,
    failures: 0,
    dropped: 0,
  };
}
