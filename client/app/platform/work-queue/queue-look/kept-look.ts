// What the server remembers of how this person likes this queue. Several quick changes are one call.
import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import type { QueueLook } from '#contract/queue-look';
import { Session } from '../../session';
import { WORK_QUEUE } from '../work-queue';
import { standardLook } from './table-look';

const pauseMs = 800;

const untouched: QueueLook = { ...standardLook, draft: null, panelWidth: null, lastViews: {} };

@Injectable()
export class KeptLook {
  readonly #session = inject(Session);
  readonly #name = inject(WORK_QUEUE).name;
  readonly #unsent = signal<QueueLook | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly look = computed<QueueLook>(
    () => this.#unsent() ?? this.#session.preferences()?.queueLooks[this.#name] ?? untouched,
  );

  constructor() {
    // A page that is put away may not come back.
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') this.#send();
    };
    document.addEventListener('visibilitychange', hidden);
    inject(DestroyRef).onDestroy(() => {
      document.removeEventListener('visibilitychange', hidden);
      this.#send();
    });
  }

  change(wish: Partial<QueueLook>): void {
    this.#unsent.set({ ...this.look(), ...wish });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), pauseMs);
  }

  #send(): void {
    clearTimeout(this.#timer);
    const look = this.#unsent();
    if (!look || !this.#session.me()) return;
    void this.#session.changePreferences({ queueLooks: { [this.#name]: look } });
    this.#unsent.set(null);
  }
}
