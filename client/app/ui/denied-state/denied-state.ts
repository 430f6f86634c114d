import { Component, input } from '@angular/core';
import { SvgIcon } from '../svg-icon/svg-icon';

/** The page exists, and this person may not read it here. */
@Component({
  selector: 'app-denied-state',
  imports: [SvgIcon],
  template: `
    <app-icon name="lock" />
    <p class="title">{{ title() }}</p>
    <p class="text">{{ text() }}</p>
    <ng-content />
  `,
  styleUrl: './denied-state.scss',
})
export class DeniedState {
  readonly title = input('Your role does not include this page');
  readonly text = input('Ask your clinic manager if you need it.');
}
