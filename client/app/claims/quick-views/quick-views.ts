import { Component, computed, inject } from '@angular/core';
import type { WorkFilter } from '#contract/work';
import { QueueOnShow } from '../../platform/work-queue/queue-look/queue-on-show';

type Part = Pick<WorkFilter, 'owner' | 'level' | 'priority' | 'status'>;
const parts = ['owner', 'level', 'priority', 'status'] as const;

interface Quick {
  title: string;
  part: Part;
}

/** What is asked for most: one's own, what is lost first, what a colleague asks to write off, what is lost already. */
@Component({
  selector: 'app-quick-views',
  template: `
    <div class="segments" role="group" aria-label="Which follow-ups">
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
    // The server orders by bands and says the first two by their priority.
    { title: '2 days', part: { priority: 'asap' } },
    { title: '5 days', part: { priority: 'urgent' } },
    { title: 'To approve', part: { status: 'to-approve' } },
    { title: 'Expired', part: { level: 'late' } },
  ];

  protected isOn({ part }: Quick): boolean {
    return parts.every((name) => this.#filter()[name] === part[name]);
  }

  protected show({ part }: Quick): void {
    this.#onShow.narrow({ owner: null, level: null, priority: null, status: null, ...part });
  }
}
