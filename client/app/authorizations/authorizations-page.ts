import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { Authorization } from '#contract/authorization-request';
import type { WorkItem } from '#contract/work';
import { Session } from '../platform/session';
import { provideWorkQueue } from '../platform/work-queue/provide-work-queue';
import { QueueShell } from '../platform/work-queue/queue-shell/queue-shell';
import { QuickViews, type QuickView } from '../platform/work-queue/quick-views/quick-views';
import { AskDialog } from './ask-dialog/ask-dialog';
import { AuthorizationRecord } from './authorization-record/authorization-record';
import { authorizations } from './authorizations-queue';

/** What the clinic has to do first, and what was denied. */
const quickViews: readonly QuickView[] = [
  { title: 'All', part: {} },
  { title: 'To check', part: { status: 'need-check' } },
  { title: 'Needs documents', part: { status: 'gathering' } },
  { title: 'Pended', part: { status: 'pended' } },
  { title: 'Denied', part: { status: 'denied' } },
];

/** What payers must agree to first, and where each request stands. What is shown stands in the address. */
@Component({
  selector: 'app-authorizations-page',
  imports: [AskDialog, AuthorizationRecord, MatButton, QueueShell, QuickViews, RouterLink],
  providers: [provideWorkQueue(authorizations)],
  templateUrl: './authorizations-page.html',
  styleUrl: './authorizations-page.scss',
})
export class AuthorizationsPage {
  readonly #session = inject(Session);

  protected readonly clinicId = computed(() => this.#session.clinic()?.id ?? null);
  protected readonly mayAsk = computed(() => this.#session.can('authorization:open'));
  protected readonly isAsking = signal(false);

  protected readonly quickViews = quickViews;

  protected asAuthorization(item: WorkItem): Authorization {
    return item as Authorization;
  }
}
