import { Component, computed, inject, input } from '@angular/core';
import type { WorkFilter } from '#contract/work';
import { QueueOnShow } from '../queue-look/queue-on-show';

const parts = ['owner', 'level', 'priority', 'status'] as const;

export interface QuickView {
  title: string;
  /** What the list is narrowed to; none of it = all. */
  part: Pick<WorkFilter, (typeof parts)[number]>;
}

/** What is asked for most in a queue, one click each, in the order in which it is worked. */
@Component({
  selector: 'app-quick-views',
  template: `
    <div class="segments" role="group" [attr.aria-label]="label()">
      @for (each of views(); track each.title) {
        <button type="button" [attr.aria-pressed]="isOn(each)" (click)="show(each)">
          {{ each.title }}
        </button>
      }
    </div>
  `,
  styleUrl: './quick-views.scss',
})
export class QuickViews {
  /** As `Which results`. */
  readonly label = input.required<string>();
  readonly views = input.required<readonly QuickView[]>();

  readonly #onShow = inject(QueueOnShow);
  readonly #filter = computed(() => this.#onShow.filter());

  protected isOn({ part }: QuickView): boolean {
    return parts.every((name) => this.#filter()[name] === part[name]);
  }

  protected show({ part }: QuickView): void {
    this.#onShow.narrow({ owner: null, level: null, priority: null, status: null, ...part });
  }
}
