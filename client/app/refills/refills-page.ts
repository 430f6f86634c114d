import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { injectDispatch } from '@ngrx/signals/events';
import type { Refill } from '#contract/refill-request';
import type { WorkItem } from '#contract/work';
import { Session } from '../platform/session';
import { Toasts } from '../platform/toasts';
import { provideWorkQueue } from '../platform/work-queue/provide-work-queue';
import { QueueShell } from '../platform/work-queue/queue-shell/queue-shell';
import { queueServerEvents } from '../platform/work-queue/work-queue-events';
import { OutlookSwitch } from './outlook-switch/outlook-switch';
import { RefillRecord } from './refill-record/refill-record';
import { personOf } from './refill-words';
import { refills } from './refills-queue';
import { TakeInDialog, type TakenIn } from './take-in-dialog/take-in-dialog';

/** Whose supply ends, and who asks for more. What is shown and which request is open stands in the address. */
@Component({
  selector: 'app-refills-page',
  imports: [MatButton, OutlookSwitch, QueueShell, RefillRecord, RouterLink, TakeInDialog],
  providers: [provideWorkQueue(refills)],
  templateUrl: './refills-page.html',
  styleUrl: './refills-page.scss',
})
export class RefillsPage {
  readonly #router = inject(Router);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);
  readonly #told = injectDispatch(queueServerEvents);

  protected readonly clinicId = computed(() => this.#session.clinic()?.id ?? null);
  protected readonly mayTakeIn = computed(() => this.#session.can('refill:take-in'));
  protected readonly isTakingIn = signal(false);

  protected asRefill(item: WorkItem): Refill {
    return item as Refill;
  }

  protected takenIn({ item, joined }: TakenIn): void {
    this.#told.added({ item });
    const name = personOf(item);
    this.#toasts.show({
      message: joined ? `${name}: the same request waits already` : `${name} is on the list`,
      action: {
        label: 'Open',
        run: () =>
          void this.#router.navigate(['/refills', item.id], { queryParamsHandling: 'preserve' }),
      },
    });
  }
}
