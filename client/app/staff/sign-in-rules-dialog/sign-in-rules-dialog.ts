import { Component, computed, inject, output, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { roleTitle } from '#contract/permission';
import { changeSignInRule, listSignInRules, type SignInRule } from '#contract/second-step';
import { Api, problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { ErrorState } from '../../ui/error-state/error-state';
import { Modal } from '../../ui/modal/modal';
import { Skeleton } from '../../ui/skeleton/skeleton';

/** What the sign-in asks of each role; every change counts at once. */
@Component({
  selector: 'app-sign-in-rules-dialog',
  imports: [ErrorState, MatButton, Modal, Skeleton],
  templateUrl: './sign-in-rules-dialog.html',
  styleUrl: './sign-in-rules-dialog.scss',
})
export class SignInRulesDialog {
  readonly closed = output();

  readonly #api = inject(Api);

  protected readonly known = resource({
    loader: async () => (await this.#api.call(listSignInRules)).items,
  });
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly titleOf = roleTitle;
  protected readonly idleChoices = [2, 5, 10, 15, 30, 60];
  protected readonly isBusy = signal(false);
  protected readonly message = signal('');

  protected requireStep(rule: SignInRule, event: Event): Promise<void> {
    return this.#change({ ...rule, secondStep: (event.target as HTMLInputElement).checked });
  }

  protected pickIdle(rule: SignInRule, event: Event): Promise<void> {
    const { value } = event.target as HTMLSelectElement;
    return this.#change({ ...rule, idleMinutes: value === '' ? null : Number(value) });
  }

  async #change({ version, ...rule }: SignInRule): Promise<void> {
    if (this.isBusy()) return;
    this.isBusy.set(true);
    this.message.set('');
    try {
      await this.#api.call(changeSignInRule, { body: { ...rule, expectedVersion: version } });
    } catch (error) {
      this.message.set(messageOf(problemOf(error)));
    } finally {
      this.isBusy.set(false);
      this.known.reload();
    }
  }
}
