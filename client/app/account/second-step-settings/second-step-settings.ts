import { Component, computed, inject, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { AnswerOf } from '#contract/endpoint';
import {
  beginSecondStep,
  confirmSecondStep,
  removeSecondStep,
  renewRecoveryCodes,
} from '#contract/second-step';
import { Api, problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { Toasts } from '../../platform/toasts';
import { QrPicture } from '../../ui/qr-picture/qr-picture';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { TextField } from '../../ui/text-field/text-field';

/** A code of an authenticator app at every sign-in: set up, renewed, removed. */
@Component({
  selector: 'app-second-step-settings',
  imports: [MatButton, QrPicture, StatusChip, TextField],
  templateUrl: './second-step-settings.html',
  styleUrl: './second-step-settings.scss',
})
export class SecondStepSettings {
  readonly #api = inject(Api);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);
  private readonly field = viewChild(TextField);

  protected readonly state = computed(() => this.#session.me()?.secondStep ?? null);
  protected readonly begun = signal<AnswerOf<typeof beginSecondStep> | null>(null);
  protected readonly isRemoving = signal(false);
  /** Shown once, until the person says that they are kept. */
  protected readonly recoveryCodes = signal<readonly string[]>([]);
  protected readonly isBusy = signal(false);
  protected readonly message = signal('');
  protected readonly secretInGroups = computed(() =>
    (this.begun()?.secret.match(/.{1,4}/g) ?? []).join(' '),
  );

  protected begin(): Promise<void> {
    return this.#try(async () => this.begun.set(await this.#api.call(beginSecondStep)));
  }

  protected async confirm(event: SubmitEvent): Promise<void> {
    const body = { code: codeIn(event) };
    await this.#try(async () => {
      const { recoveryCodes } = await this.#api.call(confirmSecondStep, { body });
      this.recoveryCodes.set(recoveryCodes);
      this.begun.set(null);
    });
  }

  protected renew(): Promise<void> {
    return this.#try(async () => {
      this.recoveryCodes.set((await this.#api.call(renewRecoveryCodes)).recoveryCodes);
    });
  }

  protected async remove(event: SubmitEvent): Promise<void> {
    const body = { code: codeIn(event) };
    await this.#try(async () => {
      await this.#api.call(removeSecondStep, { body });
      this.isRemoving.set(false);
      this.#toasts.show({ message: 'You sign in by password alone again.' });
    });
  }

  protected cancel(): void {
    this.begun.set(null);
    this.isRemoving.set(false);
    this.message.set('');
  }

  /** What was held back until now, and how many codes are left, comes with who one is. */
  async #try(act: () => Promise<void>): Promise<void> {
    if (this.isBusy()) return;
    this.isBusy.set(true);
    this.message.set('');
    try {
      await act();
      await this.#session.reload();
    } catch (error) {
      this.message.set(messageOf(problemOf(error)));
      this.field()?.clear();
      this.field()?.focus();
    } finally {
      this.isBusy.set(false);
    }
  }
}

function codeIn(event: SubmitEvent): string {
  event.preventDefault();
  return new FormData(event.target as HTMLFormElement).get('code') as string;
}
