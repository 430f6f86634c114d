import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { Result } from '#contract/result-report';
import type { WorkItem } from '#contract/work';
import { provideWorkQueue } from '../platform/work-queue/provide-work-queue';
import { QueueShell } from '../platform/work-queue/queue-shell/queue-shell';
import { QuickViews, type QuickView } from '../platform/work-queue/quick-views/quick-views';
import { ResultRecord } from './result-record/result-record';
import { results } from './results-queue';

/** One’s own, what has to be called, what nobody could match, whom to tell, what is late. */
const quickViews: readonly QuickView[] = [
  { title: 'All', part: {} },
  { title: 'Mine', part: { owner: 'me' } },
  { title: 'Critical', part: { priority: 'stat' } },
  { title: 'To match', part: { status: 'unmatched' } },
  { title: 'Recalls', part: { status: 'to-recall' } },
  { title: 'Overdue', part: { level: 'late' } },
];

/** What laboratories answered or owe, whom it presses, and who sees it. What is shown stands in the address. */
@Component({
  selector: 'app-results-page',
  imports: [MatButton, QueueShell, QuickViews, ResultRecord, RouterLink],
  providers: [provideWorkQueue(results)],
  templateUrl: './results-page.html',
  styleUrl: './results-page.scss',
})
export class ResultsPage {
  protected readonly quickViews = quickViews;

  protected asResult(item: WorkItem): Result {
    return item as Result;
  }
}
