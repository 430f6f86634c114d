import { Component, computed, inject, input } from '@angular/core';
import type { ResultRecord } from '#contract/result-record';
import { TimeFormat } from '../../platform/time-format';

/** What was written to the patient. */
@Component({
  selector: 'app-letter-list',
  template: `
    <ol>
      @for (letter of lines(); track letter.id) {
        <li>
          <span class="meta">{{ letter.meta }}</span>
          <p>{{ letter.text }}</p>
        </li>
      }
    </ol>
  `,
  styleUrl: './letter-list.scss',
})
export class LetterList {
  readonly letters = input.required<ResultRecord['letters']>();
  readonly nameOf = input.required<(staffId: string) => string>();

  readonly #format = inject(TimeFormat);

  protected readonly lines = computed(() =>
    this.letters().map(({ id, byId, at, text }) => ({
      ...{ id, text },
      meta: `${this.nameOf()(byId)}, ${this.#format.dayAndTime(at)}`,
    })),
  );
}
