import { Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { Problem } from '#contract/problem';
import { signIn } from '#contract/staff';
import { acceptInvitation, openStaffLink, usePasswordReset } from '#contract/staff-link';
import { Api, problemOf } from '../platform/api';
import { fieldMessage, messageOf } from '../platform/problem-message';
import { Session } from '../platform/session';
import { TimeFormat } from '../platform/time-format';
import { Brand } from '../ui/brand/brand';
import { EmptyState } from '../ui/empty-state/empty-state';
import { ErrorState } from '../ui/error-state/error-state';
import { Skeleton } from '../ui/skeleton/skeleton';
import { TextField } from '../ui/text-field/text-field';

/** Opened by a one-time link: somebody comes in for the first time, or chooses a new password. */
@Component({
  selector: 'app-join-page',
  imports: [Brand, EmptyState, ErrorState, MatButton, RouterLink, Skeleton, TextField],
  templateUrl: './join-page.html',
  styleUrl: './join-page.scss',
})
export class JoinPage {
  readonly #api = inject(Api);
  readonly #router = inject(Router);
  readonly #session = inject(Session);
  protected readonly format = inject(TimeFormat);

  // In the fragment, which no server and no log ever sees.
  readonly #token = this.#router.parseUrl(this.#router.url).fragment ?? '';
  protected readonly link = resource({
    loader: () => this.#api.call(openStaffLink, { body: { token: this.#token } }),
  });
  protected readonly fault = computed(() => {
    const error = this.link.error();
    return error ? problemOf(error) : null;
  });
  /** The link is no good, whatever is tried; anything else may pass. */
  protected readonly isGone = computed(
    () => this.fault()?.rule === 'link-gone' || this.fault()?.code === 'invalid-input',
  );
  protected readonly faultWords = computed(() => {
    const fault = this.fault();
    return fault ? messageOf(fault) : '';
  });
  protected readonly isInvitation = computed(
    () => this.link.hasValue() && this.link.value().kind === 'invitation',
  );
  protected readonly problem = signal<Problem | null>(null);
  protected readonly isBusy = signal(false);
  protected readonly message = computed(() => {
    const problem = this.problem();
    if (!problem) return null;
    return problem.code === 'invalid-input' ? problem.title : messageOf(problem);
  });

  protected errorOf(name: string): string | null {
    return fieldMessage(this.problem(), name) ?? fieldMessage(this.problem(), `body.${name}`);
  }

  protected async use(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.isBusy()) return;
    const form = new FormData(event.target as HTMLFormElement);
    const [login, password] = ['login', 'password'].map((name) => textOf(form, name)) as [
      string,
      string,
    ];
    this.isBusy.set(true);
    this.problem.set(null);
    try {
      await (this.isInvitation() ? this.#join(login, password) : this.#renew(password));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.isBusy.set(false);
    }
  }

  async #join(login: string, password: string): Promise<void> {
    const token = this.#token;
    await this.#api.call(acceptInvitation, { body: { token, login, password } });
    this.#session.begin(await this.#api.call(signIn, { body: { login, password } }));
    await this.#router.navigateByUrl('/', { replaceUrl: true });
  }

  async #renew(password: string): Promise<void> {
    await this.#api.call(usePasswordReset, { body: { token: this.#token, password } });
    const queryParams = { ended: 'renewed' };
    await this.#router.navigate(['/sign-in'], { queryParams, replaceUrl: true });
  }
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
