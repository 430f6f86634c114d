import { computed, DestroyRef, inject, Service, signal, type Signal } from '@angular/core';

const tickMs = 1000;

/** The server's time as far as this console knows it; office computers are often minutes off. */
@Service()
export class Clock {
  readonly #aheadMs = signal(0);
  readonly #ticked = signal(Date.now());

  /** UTC with milliseconds, so that it compares with the contract's instants as text; moves each second. */
  readonly now: Signal<string> = computed(() =>
    new Date(this.#ticked() + this.#aheadMs()).toISOString(),
  );

  constructor() {
    const timer = setInterval(() => this.#ticked.set(Date.now()), tickMs);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  /** The time at this very moment, for timers rather than for screens. */
  exact(): number {
    return Date.now() + this.#aheadMs();
  }

  /** The server has just said what time it is. */
  correct(serverTime: string): void {
    this.#aheadMs.set(Date.parse(serverTime) - Date.now());
    this.#ticked.set(Date.now());
  }
}

/** The minute that it is, for screens that are drawn anew once a minute and not each second. */
export function minuteOf(clock: Clock): Signal<string> {
  return computed(() => `${clock.now().slice(0, 16)}:00.000Z`);
}
