import { Component, input } from '@angular/core';

/** The name of the page, at most one line of context, and its actions in the slot. */
@Component({
  selector: 'app-page-header',
  template: `
    <div class="words">
      <h1 tabindex="-1">{{ title() }}</h1>
      @if (text()) {
        <p>{{ text() }}</p>
      }
    </div>
    <ng-content />
  `,
  styleUrl: './page-header.scss',
})
export class PageHeader {
  readonly title = input.required<string>();
  readonly text = input('');
}
