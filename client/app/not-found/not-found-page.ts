import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { EmptyState } from '../ui/empty-state/empty-state';

@Component({
  selector: 'app-not-found-page',
  imports: [EmptyState, MatButton, RouterLink],
  template: `
    <app-empty-state
      title="There is no page at this address"
      text="The link may be old or cut short. Nothing was changed."
    >
      <a matButton="outlined" routerLink="/">Go to the start page</a>
    </app-empty-state>
  `,
})
export class NotFoundPage {}
