import { Component, computed, input, model } from '@angular/core';
import { seriesReaches, type SeriesReach } from '#contract/visit-series';

const reaches = Object.entries(seriesReaches) as [SeriesReach, string][];

/** How far a change of a visit goes in its series. */
@Component({
  selector: 'app-reach-choice',
  template: `
    <fieldset>
      <legend class="label">Which visits of the series</legend>
      @for (one of choices(); track one.reach) {
        <label class="check">
          <input
            type="radio"
            name="reach"
            [value]="one.reach"
            [checked]="reach() === one.reach"
            [disabled]="one.count === 0"
            (change)="reach.set(one.reach)"
          />
          {{ one.words }}
        </label>
      }
    </fieldset>
  `,
  styleUrl: './reach-choice.scss',
})
export class ReachChoice {
  /** How many visits the wider ones reach. */
  readonly counts = input.required<Record<'following' | 'all', number>>();
  readonly reach = model.required<SeriesReach>();

  protected readonly choices = computed(() =>
    reaches.map(([reach, title]) => {
      const count = reach === 'this' ? 1 : this.counts()[reach];
      return { reach, count, words: reach === 'this' ? title : `${title} (${String(count)})` };
    }),
  );
}
