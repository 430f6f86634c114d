import { Component, input } from '@angular/core';

/** Why nothing is here; the one next step goes into the slot. */
@Component({
  selector: 'app-empty-state',
  template: `
    <p class="title">{{ title() }}</p>
    @if (text()) {
      <p class="text">{{ text() }}</p>
    }
    <ng-content />
  `,
  styleUrl: './empty-state.scss',
})
export class EmptyState {
  readonly title = input.required<string>();
  readonly text = input('');
}
