import { Component, computed, inject } from '@angular/core';
import type { AuthorizationStatus } from '#contract/authorization-workflow';
import { QueueOnShow } from '../../platform/work-queue/queue-look/queue-on-show';

interface Quick {
  title: string;
  status: AuthorizationStatus | null;
}

/** What is asked for most: everything, what the clinic has to do first, and what was denied. */
@Component({
  selector: 'app-quick-views',
  template: `
    <div class="segments" role="group" aria-label="Which authorizations">
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
  readonly #status = computed(() => this.#onShow.filter().status ?? null);

  protected readonly quick: readonly Quick[] = [
    { title: 'All', status: null },
    { title: 'To check', status: 'need-check' },
    { title: 'Needs documents', status: 'gathering' },
    { title: 'Pended', status: 'pended' },
    { title: 'Denied', status: 'denied' },
  ];

  protected isOn({ status }: Quick): boolean {
    return this.#status() === status;
  }

  protected show({ status }: Quick): void {
    this.#onShow.narrow({ status });
  }
}
