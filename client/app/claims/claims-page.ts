import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { FollowUp } from '#contract/claim-follow-up';
import type { WorkItem } from '#contract/work';
import { provideWorkQueue } from '../platform/work-queue/provide-work-queue';
import { QueueShell } from '../platform/work-queue/queue-shell/queue-shell';
import { QuickViews, type QuickView } from '../platform/work-queue/quick-views/quick-views';
import { ClaimRecord } from './claim-record/claim-record';
import { claims } from './claims-queue';

/** One’s own, what is lost first, what a colleague asks to write off, what is lost already. */
const quickViews: readonly QuickView[] = [
  { title: 'All', part: {} },
  { title: 'Mine', part: { owner: 'me' } },
  // The server orders by bands and says the first two by their priority.
  { title: '2 days', part: { priority: 'asap' } },
  { title: '5 days', part: { priority: 'urgent' } },
  { title: 'To approve', part: { status: 'to-approve' } },
  { title: 'Expired', part: { level: 'late' } },
];

/** What stands between a claim and its money, by what is lost first. What is shown stands in the address. */
@Component({
  selector: 'app-claims-page',
  imports: [ClaimRecord, MatButton, QueueShell, QuickViews, RouterLink],
  providers: [provideWorkQueue(claims)],
  templateUrl: './claims-page.html',
  styleUrl: './claims-page.scss',
})
export class ClaimsPage {
  protected readonly quickViews = quickViews;

  protected asFollowUp(item: WorkItem): FollowUp {
    return item as FollowUp;
  }
}
