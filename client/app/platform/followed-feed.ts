// One feed that at least one page follows: its head as far as known, and who is behind it.
import type { ChangeEnvelope, ResumeAnswer } from '#contract/realtime';
import { FeedFollower, type Follower } from './feed-follower';

/** What has changed since the last time, or `null` where something was missed. */
export type Hearer = (changes: readonly ChangeEnvelope[] | null) => void;

/** Somebody who only hears. */
interface Hearing {
  /** The head that they have been told of. */
  told: number;
  /** Whether what they ask for is asked for once the feed has opened, or before. */
  readonly loads: 'at-once' | 'once-opened';
}

export class FollowedFeed {
  readonly #followers = new Set<FeedFollower>();
  readonly #hearers = new Map<Hearer, Hearing>();
  /** For those who only hear; by their number. */
  readonly #heard = new Map<number, ChangeEnvelope>();
  #head: number;

  constructor(head: number) {
    this.#head = head;
  }

  get isFollowed(): boolean {
    return this.#followers.size + this.#hearers.size > 0;
  }

  follow(page: Follower): FeedFollower {
    const follower = new FeedFollower(page);
    this.#followers.add(follower);
    return follower;
  }

  leave(follower: FeedFollower): void {
    this.#followers.delete(follower);
  }

  hear(notify: Hearer, loads: Hearing['loads'] = 'at-once'): void {
    this.#hearers.set(notify, { told: this.#head, loads });
  }

  unhear(notify: Hearer): void {
    this.#hearers.delete(notify);
  }

  headIs(head: number): void {
    this.#head = Math.max(this.#head, head);
  }

  /** Where the feed stands as nothing was loaded yet by those who wait for it. */
  opensAt(head: number): void {
    this.headIs(head);
    for (const hearing of this.#hearers.values())
      if (hearing.loads === 'once-opened') hearing.told = this.#head;
  }

  receive(changes: readonly ChangeEnvelope[]): void {
    for (const change of changes) {
      this.headIs(change.seq);
      if (this.#hearers.size > 0) this.#heard.set(change.seq, change);
    }
    for (const follower of this.#followers) follower.take(changes);
  }

  /** Where the one furthest behind stands; `null` when nobody who has loaded lacks anything. */
  get missingFrom(): number | null {
    return least([...this.#followers].filter((follower) => follower.isBehind(this.#head)));
  }

  /** Where everybody who has loaded stands at least, whether or not something is known to be missing. */
  get lowest(): number | null {
    return least([...this.#followers]);
  }

  /** The answer holds what comes after `from`; a page that loaded meanwhile may stand before that. */
  resumed(answer: ResumeAnswer[string], from: number): void {
    switch (answer.status) {
      case 'changes': {
        const asked = [...this.#followers].filter(({ at }) => at !== null && at >= from);
        this.receive(answer.changes);
        this.headIs(answer.head);
        if (answer.more && answer.changes.length > 0) break;
        for (const follower of asked) follower.caughtUp(answer.head);
        break;
      }
      case 'too-old':
        this.headIs(answer.head);
        this.#startAfresh();
        break;
      // The right to read was taken away: the page asks anew and is told so by the server.
      case 'not-found':
        this.#startAfresh();
        break;
    }
  }

  flush(): void {
    for (const follower of this.#followers) follower.flush();
    const heard = [...this.#heard.values()];
    this.#heard.clear();
    for (const [notify, hearing] of this.#hearers) {
      const { told } = hearing;
      if (told === this.#head) continue;
      hearing.told = this.#head;
      const changes = heard.filter(({ seq }) => seq > told);
      notify(changes.length === this.#head - told ? changes : null);
    }
  }

  #startAfresh(): void {
    for (const follower of this.#followers) if (follower.at !== null) follower.startAfresh();
  }
}

function least(followers: readonly FeedFollower[]): number | null {
  const places = followers.map(({ at }) => at).filter((at) => at !== null);
  return places.length > 0 ? Math.min(...places) : null;
}
