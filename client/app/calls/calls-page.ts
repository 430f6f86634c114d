import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { injectDispatch } from '@ngrx/signals/events';
import type { Call } from '#contract/calls';
import { listName } from '#contract/patients';
import type { WorkItem } from '#contract/work';
import { Session } from '../platform/session';
import { Toasts } from '../platform/toasts';
import { provideWorkQueue } from '../platform/work-queue/provide-work-queue';
import { QueueShell } from '../platform/work-queue/queue-shell/queue-shell';
import { queueServerEvents } from '../platform/work-queue/work-queue-events';
import { AddCallDialog } from './add-call-dialog/add-call-dialog';
import { CallRecord } from './call-record/call-record';
import { calls } from './calls-queue';

/** Who must be reached by phone. What is shown and which call is open stands in the address. */
@Component({
  selector: 'app-calls-page',
  imports: [AddCallDialog, CallRecord, MatButton, QueueShell],
  providers: [provideWorkQueue(calls)],
  templateUrl: './calls-page.html',
  styleUrl: './calls-page.scss',
})
export class CallsPage {
  readonly #router = inject(Router);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);
  readonly #told = injectDispatch(queueServerEvents);

  protected readonly clinicId = computed(() => this.#session.clinic()?.id ?? null);
  protected readonly mayWork = computed(() => this.#session.can('call:work'));
  protected readonly isAdding = signal(false);

  protected asCall(item: WorkItem): Call {
    return item as Call;
  }

  protected added(call: Call): void {
    this.#told.added({ item: call });
    this.#toasts.show({
      message: `${listName(call.patient)} is on the list`,
      action: {
        label: 'Open',
        run: () =>
          void this.#router.navigate(['/calls', call.id], { queryParamsHandling: 'preserve' }),
      },
    });
  }
}
