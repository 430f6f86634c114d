import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { FollowUp } from '#contract/claim-follow-up';
import type { WorkItem } from '#contract/work';
import { provideWorkQueue } from '../platform/work-queue/provide-work-queue';
import { QueueShell } from '../platform/work-queue/queue-shell/queue-shell';
import { ClaimRecord } from './claim-record/claim-record';
import { claims } from './claims-queue';
import { QuickViews } from './quick-views/quick-views';

/** What stands between a claim and its money, by what is lost first. What is shown stands in the address. */
@Component({
  selector: 'app-claims-page',
  imports: [ClaimRecord, MatButton, QueueShell, QuickViews, RouterLink],
  providers: [provideWorkQueue(claims)],
  templateUrl: './claims-page.html',
  styleUrl: './claims-page.scss',
})
export class ClaimsPage {
  protected asFollowUp(item: WorkItem): FollowUp {
    return item as FollowUp;
  }
}
