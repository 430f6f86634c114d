import { afterNextRender, inject, Injector, Service } from '@angular/core';
import { Router } from '@angular/router';
import { injectDispatch } from '@ngrx/signals/events';
import type { Notification } from '#contract/notifications';
import { Session } from '../../platform/session';
import { bellEvents } from './notification-events';
import { notificationUrl } from './notification-words';

/** Leads to what a notification is about, in its clinic; with that it is read. It outlives the panel, which it closes. */
@Service()
export class OpenNotification {
  readonly #dispatch = injectDispatch(bellEvents);
  readonly #injector = inject(Injector);
  readonly #router = inject(Router);
  readonly #session = inject(Session);

  async open(notification: Notification): Promise<void> {
    const { id, clinicId, queue, itemId, readAt } = notification;
    this.#dispatch.closed();
    if (readAt === null) this.#dispatch.readOne({ id });
    if (this.#session.clinic()?.id !== clinicId) {
      // A page lets go of what it has in hand when the clinic changes: it would let go of this item as well.
      await this.#router.navigateByUrl(`/${queue}`);
      this.#session.pickClinic(clinicId);
      await this.#rendered();
    }
    await this.#router.navigateByUrl(notificationUrl(notification));
    if (itemId === null) return;
    await this.#rendered();
    document.querySelector<HTMLElement>('main aside h2[tabindex]')?.focus();
  }

  #rendered(): Promise<void> {
    return new Promise((resolve) =>
      afterNextRender({ read: () => resolve() }, { injector: this.#injector }),
    );
  }
}
