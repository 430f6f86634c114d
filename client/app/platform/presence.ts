// Who looks at what just now (docs/realtime.md). It is told and heard only, never kept.
import { computed, DestroyRef, effect, inject, Service, signal, untracked } from '@angular/core';
import type { Signal } from '@angular/core';
import type { MovingTo, Presence as Sign } from '#contract/realtime';
import { Clock } from './clock';
import { RealtimeFeed } from './realtime-feed';
import { Session } from './session';

/** A sign is repeated this often; who gives none for longer than the second has gone. */
export const signMs = 30_000;
export const fadeMs = 45_000;

/** Who moves something says so this often, and is forgotten sooner: a ghost that stays hides what is true. */
export const movingSignMs = 10_000;
export const movingFadeMs = 30_000;

interface Seen extends Sign {
  at: number;
}

/** What a colleague has in hand, and where it would go. */
export interface Moving {
  staffId: string;
  name: string;
  entity: string;
  to: MovingTo;
}

@Service()
export class Presence {
  readonly #clock = inject(Clock);
  readonly #feed = inject(RealtimeFeed);
  readonly #session = inject(Session);
  readonly #seen = signal<readonly Seen[]>([]);
  readonly #isVisible = signal(document.visibilityState !== 'hidden');
  #answerTo: { entity: string; tell: () => void } | null = null;

  constructor() {
    const looked = (): void => this.#isVisible.set(document.visibilityState !== 'hidden');
    document.addEventListener('visibilitychange', looked);
    const heard = this.#feed.presence.subscribe((sign) => this.#heard(sign));
    inject(DestroyRef).onDestroy(() => {
      document.removeEventListener('visibilitychange', looked);
      heard.unsubscribe();
    });
  }

  /** The colleagues who look at the entity now, by name. */
  others(entity: Signal<string | null>): Signal<Sign[]> {
    return computed(
      () => {
        const since = Date.parse(this.#clock.now()) - fadeMs;
        return this.#seen()
          .filter((seen) => seen.entity === entity() && seen.at > since)
          .map(({ staffId, name, entity: what, mode }) => ({ staffId, name, entity: what, mode }))
          .sort((a, b) => a.name.localeCompare(b.name));
      },
      { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
    );
  }

  readonly moving: Signal<Moving[]> = computed(
    () => {
      const since = Date.parse(this.#clock.now()) - movingFadeMs;
      return this.#seen().flatMap(({ staffId, name, entity, mode, to, at }) =>
        mode === 'moving' && to && at > since ? [{ staffId, name, entity, to }] : [],
      );
    },
    { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );

  tellMoving(entity: string, to: MovingTo): void {
    this.#feed.tellPresence({ entity, mode: 'moving', to });
  }

  /** Dropped or put back; who has it open still looks at it. */
  tellMoved(entity: string): void {
    if (this.#answerTo?.entity === entity) this.#answerTo.tell();
    else this.#feed.tellPresence({ entity, mode: 'gone' });
  }

  /** Tells the colleagues, for as long as the caller lives, that this person looks at the entity or changes it. */
  tell(entity: Signal<string | null>, mode: Signal<'viewing' | 'editing'>): void {
    effect((onCleanup) => {
      const sign = { entity: entity(), mode: mode() };
      if (sign.entity === null || !this.#isVisible() || this.#feed.status() === 'offline') return;
      const tell = (): void =>
        this.#feed.tellPresence({ entity: sign.entity ?? '', mode: sign.mode });
      untracked(tell);
      this.#answerTo = { entity: sign.entity, tell };
      const timer = setInterval(tell, signMs);
      onCleanup(() => {
        clearInterval(timer);
        this.#answerTo = null;
      });
    });
  }

  #heard(sign: Sign): void {
    if (sign.staffId === this.#session.me()?.staffId) return;
    const at = this.#clock.exact();
    const fresh = this.#seen().filter((seen) => seen.at > at - fadeMs);
    const isSame = (seen: Seen): boolean =>
      seen.staffId === sign.staffId && seen.entity === sign.entity;
    const isNew = sign.mode !== 'gone' && !fresh.some(isSame);
    const others = fresh.filter((seen) => !isSame(seen));
    this.#seen.set(sign.mode === 'gone' ? others : [...others, { ...sign, at }]);
    // Who has just come would otherwise learn only with the next sign that they are not alone.
    if (isNew && this.#answerTo?.entity === sign.entity) this.#answerTo.tell();
  }
}
