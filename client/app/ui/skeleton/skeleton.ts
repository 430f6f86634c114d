import { Component, computed, input } from '@angular/core';

/** Holds the place of rows that are on their way; stays invisible for the first 300 ms. */
@Component({
  selector: 'app-skeleton',
  template: `
    <span class="spoken">Loading</span>
    @for (line of rows(); track line) {
      <span class="line"></span>
    }
  `,
  styleUrl: './skeleton.scss',
  host: { role: 'status' },
})
export class Skeleton {
  readonly lines = input(3);

  protected readonly rows = computed(() => Array.from({ length: this.lines() }, (_, at) => at));
}
