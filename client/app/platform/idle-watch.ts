// Keeps the session open while a person works, and warns before it ends. Only input counts, never the socket.
import { computed, DestroyRef, effect, inject, Service, signal } from '@angular/core';
import { Clock } from './clock';
import { Session } from './session';

/** Work extends the session at most this often. */
const extendEveryMs = 60_000;
/** How long before the end the warning comes. */
export const warnMs = 60_000;

const inputs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

@Service()
export class IdleWatch {
  readonly #session = inject(Session);
  readonly #clock = inject(Clock);
  readonly #isWarning = signal(false);
  #extendedAt = 0;

  readonly #endsAt = computed(() => {
    const me = this.#session.me();
    if (!me || this.#session.isLocked()) return null;
    return me.idleExpiresAt < me.absoluteExpiresAt ? me.idleExpiresAt : me.absoluteExpiresAt;
  });

  /** Work does not help against the absolute end. */
  readonly canExtend = computed(() => this.#endsAt() === this.#session.me()?.idleExpiresAt);

  /** Seconds until the session ends, while the warning stands; `null` otherwise. */
  readonly secondsLeft = computed(() => {
    const endsAt = this.#endsAt();
    if (!this.#isWarning() || !endsAt) return null;
    return Math.max(0, Math.round((Date.parse(endsAt) - Date.parse(this.#clock.now())) / 1000));
  });

  constructor() {
    effect((onCleanup) => {
      const endsAt = this.#endsAt();
      this.#isWarning.set(false);
      if (!endsAt) return;
      const left = Date.parse(endsAt) - this.#clock.exact();
      const timers = [
        setTimeout(() => void this.#warn(endsAt), Math.max(0, left - warnMs)),
        setTimeout(() => void this.#end(endsAt), Math.max(0, left) + 1000),
      ];
      onCleanup(() => timers.forEach((timer) => clearTimeout(timer)));
    });
    const worked = (): void => this.#worked();
    for (const input of inputs) document.addEventListener(input, worked, { passive: true });
    inject(DestroyRef).onDestroy(() => {
      for (const input of inputs) document.removeEventListener(input, worked);
    });
  }

  async extend(): Promise<void> {
    this.#extendedAt = this.#clock.exact();
    await this.#session.extend();
  }

  #worked(): void {
    // While the warning stands only its button counts: a sleeve on the keyboard is not a person.
    if (this.#isWarning() || !this.#session.me() || this.#session.isLocked()) return;
    if (this.#clock.exact() - this.#extendedAt < extendEveryMs) return;
    this.extend().catch(() => undefined);
  }

  /** Another tab may have worked meanwhile; then there is nothing to warn of. */
  async #warn(endsAt: string): Promise<void> {
    await this.#askAnew();
    if (this.#endsAt() === endsAt) this.#isWarning.set(true);
  }

  async #end(endsAt: string): Promise<void> {
    await this.#askAnew();
    // Past the absolute end nothing can be unlocked: the server says which of the two it is.
    if (this.#endsAt() === endsAt) await this.#session.refused();
  }

  async #askAnew(): Promise<void> {
    const stands = await this.#session.reload().catch(() => true);
    if (!stands) await this.#session.refused();
  }
}
