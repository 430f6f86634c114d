import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { Authorization } from '#contract/authorization-request';
import type { WorkItem } from '#contract/work';
import { Session } from '../platform/session';
import { provideWorkQueue } from '../platform/work-queue/provide-work-queue';
import { QueueShell } from '../platform/work-queue/queue-shell/queue-shell';
import { AskDialog } from './ask-dialog/ask-dialog';
import { AuthorizationRecord } from './authorization-record/authorization-record';
import { authorizations } from './authorizations-queue';
import { QuickViews } from './quick-views/quick-views';

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

  protected asAuthorization(item: WorkItem): Authorization {
    return item as Authorization;
  }
}
