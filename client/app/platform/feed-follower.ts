// One page's place in one feed: what it has, what waits for its first load, what waits for the next frame.
import type { ChangeEnvelope } from '#contract/realtime';

/** A page that never loads must not hold a day of changes; what is dropped here is fetched by `resume`. */
const heldAtMost = 2000;

export interface Follower {
  /** Changes in order, each once; called at most once per animation frame. */
  apply: (changes: ChangeEnvelope[]) => void;
  /** What the page has is too old to be brought up to date by changes: load afresh, then call `loaded`. */
  reload: () => void;
}

export class FeedFollower {
  readonly #page: Follower;
  /** The last change that the page has or will have with the next frame; `null` until it has loaded. */
  #at: number | null = null;
  readonly #ahead = new Map<number, ChangeEnvelope>();
  #due: ChangeEnvelope[] = [];

  constructor(page: Follower) {
    this.#page = page;
  }

  get at(): number | null {
    return this.#at;
  }

  isBehind(head: number): boolean {
    return this.#at !== null && this.#at < head;
  }

  loaded(asOf: number): void {
    this.#due = [];
    this.#at = asOf;
    this.#advance();
  }

  take(changes: readonly ChangeEnvelope[]): void {
    if (this.#ahead.size + changes.length > heldAtMost) this.#ahead.clear();
    for (const change of changes) {
      if (this.#at === null || change.seq > this.#at) this.#ahead.set(change.seq, change);
    }
    this.#advance();
  }

  /** Nothing is left to come up to this point. */
  caughtUp(head: number): void {
    if (this.isBehind(head)) this.#at = head;
    this.#advance();
  }

  startAfresh(): void {
    this.#at = null;
    this.#due = [];
    this.#page.reload();
  }

  flush(): void {
    if (this.#due.length === 0) return;
    const due = this.#due;
    this.#due = [];
    this.#page.apply(due);
  }

  #advance(): void {
    if (this.#at === null) return;
    for (const seq of this.#ahead.keys()) if (seq <= this.#at) this.#ahead.delete(seq);
    for (let next = this.#ahead.get(this.#at + 1); next; next = this.#ahead.get(this.#at + 1)) {
      this.#due.push(next);
      this.#at = next.seq;
      this.#ahead.delete(next.seq);
    }
  }
}
