import { Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { SvgIcon } from '../svg-icon/svg-icon';

/** What could not be shown, and the way to ask again. */
@Component({
  selector: 'app-error-state',
  imports: [MatButton, SvgIcon],
  template: `
    <app-icon name="error" />
    <p>{{ message() }}</p>
    <button matButton="outlined" type="button" (click)="retry.emit()">Try again</button>
  `,
  styleUrl: './error-state.scss',
  host: { role: 'alert' },
})
export class ErrorState {
  readonly message = input.required<string>();
  readonly retry = output();
}
