import { Component } from '@angular/core';
import type { Authorization } from '#contract/authorization-request';
import type { WorkItem } from '#contract/work';
import { provideWorkQueue } from '../platform/work-queue/provide-work-queue';
import { QueueShell } from '../platform/work-queue/queue-shell/queue-shell';
import { AuthorizationRecord } from './authorization-record/authorization-record';
import { authorizations } from './authorizations-queue';
import { QuickViews } from './quick-views/quick-views';

/** What payers must agree to first, and where each request stands. What is shown stands in the address. */
@Component({
  selector: 'app-authorizations-page',
  imports: [AuthorizationRecord, QueueShell, QuickViews],
  providers: [provideWorkQueue(authorizations)],
  templateUrl: './authorizations-page.html',
  styleUrl: './authorizations-page.scss',
})
export class AuthorizationsPage {
  protected asAuthorization(item: WorkItem): Authorization {
    return item as Authorization;
  }
}
