import { Component, computed, inject } from '@angular/core';
import type { WorkFilter } from '#contract/work';
import { QueueOnShow } from '../../platform/work-queue/queue-look/queue-on-show';

type Part = Pick<WorkFilter, 'owner' | 'level' | 'priority' | 'status'>;
const parts = ['owner', 'level', 'priority', 'status'] as const;

interface Quick {
  title: string;
  part: Part;
}

/** What is asked for most: one's own, what has to be called, what nobody could match, whom to tell, what is late. */
@Component({
  selector: 'app-quick-views',
  template: `
    <div class="segments" role="group" aria-label="Which results">
      @for (each of quick; track each.title) {
        <button type="button" [attr.aria-pressed]="isOn(each)" (click)="show(each)">
          {{ each.title }}
        </button>
      }
    </div>
  `,
  styleUrl: './quick-views.scss',
})
export class QuickViews {
  readonly #onShow = inject(QueueOnShow);
  readonly #filter = computed(() => this.#onShow.filter());

  protected readonly quick: readonly Quick[] = [
    { title: 'All', part: {} },
    { title: 'Mine', part: { owner: 'me' } },
    { title: 'Critical', part: { priority: 'stat' } },
    { title: 'To match', part: { status: 'unmatched' } },
    { title: 'Recalls', part: { status: 'to-recall' } },
    { title: 'Overdue', part: { level: 'late' } },
  ];

  protected isOn({ part }: Quick): boolean {
    return parts.every((name) => this.#filter()[name] === part[name]);
  }

  protected show({ part }: Quick): void {
    this.#onShow.narrow({ owner: null, level: null, priority: null, status: null, ...part });
  }
}
