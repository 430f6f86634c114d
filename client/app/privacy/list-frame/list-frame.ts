import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import type { PagedList } from '../paged-list';

/** A table in its states: on its way, empty, refused, out of date; more of it at the end. */
@Component({
  selector: 'app-list-frame',
  imports: [EmptyState, ErrorState, MatButton, Skeleton],
  template: `
    @if (list().message(); as message) {
      <app-error-state [message]="message" (retry)="list().reload()" />
    } @else if (!list().isLoaded()) {
      <app-skeleton [lines]="8" />
    } @else if (list().items().length === 0) {
      <app-empty-state [title]="emptyTitle()" [text]="emptyText()" />
    } @else {
      <div class="body" [class.stale]="isStale()">
        <ng-content />
        @if (list().hasMore()) {
          <button
            matButton
            type="button"
            [disabled]="list().isLoadingMore()"
            (click)="list().more()"
          >
            Show more
          </button>
        }
      </div>
    }
  `,
  styleUrl: './list-frame.scss',
})
export class ListFrame {
  readonly list = input.required<PagedList<unknown>>();
  readonly emptyTitle = input.required<string>();
  readonly emptyText = input('');

  readonly #feed = inject(RealtimeFeed);
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
}
