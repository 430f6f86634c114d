import { Component, effect, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, NavigationError, Router, RouterOutlet } from '@angular/router';
import { ConfirmIdentity } from './confirm-identity/confirm-identity';
import { problemOf } from './platform/api';
import { LockScreen } from './lock-screen/lock-screen';
import { ColorScheme } from './platform/color-scheme';
import { IdentityCheck } from './platform/identity-check';
import { messageOf } from './platform/problem-message';
import { Session } from './platform/session';

/** The outlet, and what to say when not even a first page could be fetched. */
@Component({
  selector: 'app-root',
  imports: [ConfirmIdentity, LockScreen, RouterOutlet],
  templateUrl: './app.html',
  styleUrl: './app.scss',
})
export class App {
  readonly #router = inject(Router);
  /** Why no page could be opened; `null` once one is. */
  protected readonly failure = signal<string | null>(null);
  protected readonly isIdentityAsked = inject(IdentityCheck).isAsked;
  protected readonly isLocked = inject(Session).isLocked;
  #hasPage = false;

  constructor() {
    inject(ColorScheme);
    // Menus and the like stand outside this element.
    effect(() => document.body.classList.toggle('locked', this.isLocked()));
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
