import { Component, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, NavigationError, Router, RouterOutlet } from '@angular/router';
import { ConfirmIdentity } from './confirm-identity/confirm-identity';
import { problemOf } from './platform/api';
import { ColorScheme } from './platform/color-scheme';
import { IdentityCheck } from './platform/identity-check';
import { messageOf } from './platform/problem-message';

/** The outlet, and what to say when not even a first page could be fetched. */
@Component({
  selector: 'app-root',
  imports: [ConfirmIdentity, RouterOutlet],
  templateUrl: './app.html',
  styleUrl: './app.scss',
})
export class App {
  readonly #router = inject(Router);
  /** Why no page could be opened; `null` once one is. */
  protected readonly failure = signal<string | null>(null);
  protected readonly isIdentityAsked = inject(IdentityCheck).isAsked;
  #hasPage = false;

  constructor() {
    inject(ColorScheme);
    this.#router.events.pipe(takeUntilDestroyed()).subscribe((event) => {
      if (event instanceof NavigationEnd) {
        this.#hasPage = true;
        this.failure.set(null);
      }
      if (event instanceof NavigationError && !this.#hasPage) {
        this.failure.set(messageOf(problemOf(event.error)));
      }
    });
  }

  protected reload(): void {
    location.reload();
  }
}
