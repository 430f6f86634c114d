// The feeds that this server's sockets follow in one organization, each with the last sequence that was emitted.
export interface FollowedFeeds {
  /** Counts a follower. */
  add(feed: string): void;
  remove(feed: string): void;
  /** Sets the mark unless there is one, or nobody follows any more. */
  begin(feed: string, seq: number): void;
  advance(feed: string, seq: number): void;
  markOf(feed: string): number | undefined;
  has(feed: string): boolean;
  marked(): string[];
  unmarked(): string[];
  readonly empty: boolean;
}

export function followedFeeds(): FollowedFeeds {
  const followers = new Map<string, number>();
  const marks = new Map<string, number>();
  return {
    add(feed) {
      followers.set(feed, (followers.get(feed) ?? 0) + 1);
    },
    remove(feed) {
      const left = (followers.get(feed) ?? 1) - 1;
      if (left > 0) {
        followers.set(feed, left);
      } else {
        followers.delete(feed);
        marks.delete(feed);
      }
    },
    begin(feed, seq) {
      if (followers.has(feed) && !marks.has(feed)) marks.set(feed, seq);
    },
    advance(feed, seq) {
      const mark = marks.get(feed);
      if (mark !== undefined) marks.set(feed, Math.max(mark, seq));
    },
    markOf: (feed) => marks.get(feed),
    has: (feed) => followers.has(feed),
    marked: () => [...marks.keys()],
    unmarked: () => [...followers.keys()].filter((feed) => !marks.has(feed)),
    get empty() {
      return followers.size === 0;
    },
  };
}
