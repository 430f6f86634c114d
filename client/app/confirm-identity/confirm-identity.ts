import { Component, computed, inject, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { confirmIdentity } from '#contract/staff';
import { Api, problemOf } from '../platform/api';
import { IdentityCheck } from '../platform/identity-check';
import { messageOf } from '../platform/problem-message';
import { Session } from '../platform/session';
import { Modal } from '../ui/modal/modal';
import { TextField } from '../ui/text-field/text-field';

/** Before something leaves the console: is it still the one who signed in? */
@Component({
  selector: 'app-confirm-identity',
  imports: [MatButton, Modal, TextField],
  templateUrl: './confirm-identity.html',
  styleUrl: './confirm-identity.scss',
})
export class ConfirmIdentity {
  readonly #api = inject(Api);
  readonly #check = inject(IdentityCheck);
  readonly #session = inject(Session);
  private readonly field = viewChild(TextField);

  protected readonly isOpen = this.#check.isAsked;
  protected readonly hasPassword = computed(() => this.#session.me()?.hasPassword ?? true);
  protected readonly hasCode = computed(() => this.#session.me()?.secondStep.isSetUp ?? false);
  protected readonly isByCode = signal(false);
  protected readonly isBusy = signal(false);
  protected readonly message = signal('');

  protected async confirm(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.isBusy()) return;
    const form = new FormData(event.target as HTMLFormElement);
    this.isBusy.set(true);
    this.message.set('');
    try {
      const code = form.get('code') as string | null;
      const password = form.get('password') as string | null;
      const body = code === null ? { password } : { password: null, code };
      await this.#api.call(confirmIdentity, { body });
      this.#check.answer(true);
    } catch (error) {
      const problem = problemOf(error);
      // Whoever is signed out meanwhile signs in first.
      if (problem.code === 'not-signed-in') this.cancel();
      else this.message.set(messageOf(problem));
      this.field()?.clear();
      this.field()?.focus();
    } finally {
      this.isBusy.set(false);
    }
  }

  protected cancel(): void {
    this.message.set('');
    this.#check.answer(false);
  }
}
