import { Component } from '@angular/core';

/** The product's mark and name. */
@Component({
  selector: 'app-brand',
  template: `
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" />
      <path d="M8 10h16M8 16h16M8 22h9" />
      <circle cx="23" cy="22" r="2.6" />
    </svg>
    <span>Daysheet</span>
  `,
  styleUrl: './brand.scss',
})
export class Brand {}
