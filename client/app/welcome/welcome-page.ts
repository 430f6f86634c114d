import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { Problem } from '#contract/problem';
import { createFirstAdministrator } from '#contract/staff';
import { Api, problemOf } from '../platform/api';
import { fieldMessage, messageOf } from '../platform/problem-message';
import { Session } from '../platform/session';
import { Brand } from '../ui/brand/brand';
import { EmptyState } from '../ui/empty-state/empty-state';
import { TextField } from '../ui/text-field/text-field';

/** Opened by the one-time link; its secret stands in the fragment, which no server and no log ever sees. */
@Component({
  selector: 'app-welcome-page',
  imports: [Brand, EmptyState, MatButton, RouterLink, TextField],
  templateUrl: './welcome-page.html',
  styleUrl: './welcome-page.scss',
})
export class WelcomePage {
  readonly #api = inject(Api);
  readonly #router = inject(Router);
  readonly #session = inject(Session);

  protected readonly token = tokenOf(inject(Router).parseUrl(inject(Router).url).fragment);
  protected readonly zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  protected readonly problem = signal<Problem | null>(null);
  protected readonly isBusy = signal(false);
  /** Faults of single fields stand beside them; everything else stands above the form. */
  protected readonly message = computed(() => {
    const problem = this.problem();
    if (!problem) return null;
    return problem.code === 'invalid-input' ? problem.title : messageOf(problem);
  });

  protected errorOf(name: string): string | null {
    return fieldMessage(this.problem(), name) ?? fieldMessage(this.problem(), `body.${name}`);
  }

  protected async create(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.isBusy() || !this.token) return;
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    this.isBusy.set(true);
    this.problem.set(null);
    try {
      const me = await this.#api.call(createFirstAdministrator, {
        body: {
          token: this.token,
          organizationName: text('organizationName'),
          clinicName: text('clinicName'),
          zone: text('zone'),
          given: text('given'),
          family: text('family'),
          login: text('login'),
          password: text('password'),
        },
      });
      this.#session.begin(me);
      await this.#router.navigateByUrl('/', { replaceUrl: true });
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.isBusy.set(false);
    }
  }
}

/** `#<token>` or `#token=<token>`. */
function tokenOf(fragment: string | null): string | null {
  const token = fragment?.replace(/^token=/, '');
  return token && token.length > 0 ? token : null;
}
