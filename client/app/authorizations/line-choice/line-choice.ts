import { Component, computed, input, linkedSignal, untracked } from '@angular/core';
import type { AuthorizationLine } from '#contract/authorization-line';

let count = 0;

/** Which lines a step is about: all of them at first, or one of them. A single one needs no choice. */
@Component({
  selector: 'app-line-choice',
  template: `
    @if (lines().length > 1) {
      <fieldset>
        <legend>{{ single() ? 'Which line' : 'Which lines' }}</legend>
        @for (line of lines(); track line.id) {
          <label>
            <input
              [type]="single() ? 'radio' : 'checkbox'"
              [name]="name"
              [attr.data-line]="line.id"
              [checked]="chosen().includes(line.id)"
              (change)="toggle(line.id)"
            />
            {{ line.description }}
          </label>
        }
      </fieldset>
    }
  `,
  styleUrl: './line-choice.scss',
})
export class LineChoice {
  readonly lines = input.required<readonly AuthorizationLine[]>();
  readonly single = input(false);

  protected readonly name = `line-choice-${++count}`;
  /** As long as the same lines are there, a choice stays. */
  readonly #key = computed(() =>
    this.lines()
      .map(({ id }) => id)
      .join(' '),
  );
  readonly chosen = linkedSignal<string, readonly string[]>({
    source: this.#key,
    computation: () => {
      const ids = untracked(this.lines).map(({ id }) => id);
      return untracked(this.single) ? ids.slice(0, 1) : ids;
    },
  });

  protected toggle(lineId: string): void {
    if (this.single()) this.chosen.set([lineId]);
    else
      this.chosen.update((ids) =>
        ids.includes(lineId) ? ids.filter((id) => id !== lineId) : [...ids, lineId],
      );
  }
}
