import { Component } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';

/** Who pays, and where prescriptions go: two lists of one place. */
@Component({
  selector: 'app-payer-tabs',
  imports: [RouterLink, RouterLinkActive],
  template: `
    <nav aria-label="Lists">
      @for (tab of tabs; track tab.path) {
        <a
          routerLinkActive
          ariaCurrentWhenActive="page"
          [routerLink]="tab.path"
          [routerLinkActiveOptions]="{ exact: true }"
          >{{ tab.title }}</a
        >
      }
    </nav>
  `,
  styleUrl: './payer-tabs.scss',
})
export class PayerTabs {
  protected readonly tabs = [
    { path: '/payers', title: 'Payers' },
    { path: '/payers/pharmacies', title: 'Pharmacies' },
  ];
}
