import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { Result } from '#contract/result-report';
import type { WorkItem } from '#contract/work';
import { provideWorkQueue } from '../platform/work-queue/provide-work-queue';
import { QueueShell } from '../platform/work-queue/queue-shell/queue-shell';
import { QuickViews } from './quick-views/quick-views';
import { ResultRecord } from './result-record/result-record';
import { results } from './results-queue';

/** What laboratories answered or owe, whom it presses, and who sees it. What is shown stands in the address. */
@Component({
  selector: 'app-results-page',
  imports: [MatButton, QueueShell, QuickViews, ResultRecord, RouterLink],
  providers: [provideWorkQueue(results)],
  templateUrl: './results-page.html',
  styleUrl: './results-page.scss',
})
export class ResultsPage {
  protected asResult(item: WorkItem): Result {
    return item as Result;
  }
}
