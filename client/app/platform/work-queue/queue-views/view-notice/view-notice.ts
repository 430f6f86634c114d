import { Component, computed, inject, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { injectDispatch } from '@ngrx/signals/events';
import { QueueOnShow } from '../../queue-look/queue-on-show';
import { WORK_QUEUE } from '../../work-queue';
import { WorkQueueStore } from '../../work-queue-store';
import { viewPageEvents } from '../view-events';

/** The view that the address names is not there, or not to be read now. */
@Component({
  selector: 'app-view-notice',
  imports: [MatButton],
  template: `
    @if (words(); as words) {
      <p role="status">
        <span>{{ words }}</span>
        @if (onShow.isGone()) {
          @if (onShow.view()) {
            <button matButton type="button" (click)="copied.emit()">Save as a view…</button>
          }
          <button matButton type="button" (click)="onShow.choose(null)">
            Show all {{ queue.noun[1] }}
          </button>
        } @else {
          <button matButton type="button" (click)="retry()">Try again</button>
        }
      </p>
    }
  `,
  styleUrl: './view-notice.scss',
})
export class ViewNotice {
  readonly copied = output();

  readonly #dispatch = injectDispatch(viewPageEvents);
  readonly #store = inject(WorkQueueStore);
  protected readonly onShow = inject(QueueOnShow);
  protected readonly queue = inject(WORK_QUEUE);
  protected readonly words = computed(() => {
    if (this.onShow.isGone()) {
      const view = this.onShow.view();
      return view
        ? `The view “${view.name}” was removed. What you see stays as it is.`
        : 'This view is not there any more, or is not yours to see.';
    }
    return this.#store.viewsStatus() === 'failed' ? 'Saved views could not be read.' : '';
  });

  protected retry(): void {
    this.#dispatch.retried();
  }
}
