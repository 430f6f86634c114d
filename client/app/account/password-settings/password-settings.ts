import {
  afterNextRender,
  Component,
  inject,
  Injector,
  output,
  signal,
  viewChildren,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { shortestPassword } from '#contract/credentials';
import { changePassword } from '#contract/staff';
import { Api, problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { Toasts } from '../../platform/toasts';
import { TextField } from '../../ui/text-field/text-field';

/** A new password by the one that the person has. */
@Component({
  selector: 'app-password-settings',
  imports: [MatButton, TextField],
  templateUrl: './password-settings.html',
  styleUrl: './password-settings.scss',
})
export class PasswordSettings {
  /** The person's other sessions have ended with it. */
  readonly changed = output();

  readonly #api = inject(Api);
  readonly #injector = inject(Injector);
  readonly #toasts = inject(Toasts);
  private readonly fields = viewChildren(TextField);

  protected readonly shortest = shortestPassword;
  protected readonly isChanging = signal(false);
  protected readonly isBusy = signal(false);
  protected readonly message = signal('');
  protected readonly error = signal<string | null>(null);

  protected begin(): void {
    this.isChanging.set(true);
    afterNextRender(() => this.fields()[0]?.focus(), { injector: this.#injector });
  }

  protected cancel(): void {
    this.isChanging.set(false);
    this.message.set('');
    this.error.set(null);
  }

  protected async change(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const typed = new FormData(event.target as HTMLFormElement);
    const body = {
      password: typed.get('password') as string,
      newPassword: typed.get('newPassword') as string,
    };
    this.message.set('');
    this.error.set(
      body.newPassword.length < shortestPassword
        ? `At least ${shortestPassword} characters.`
        : null,
    );
    if (this.error()) this.fields()[1]?.focus();
    else await this.#send(body);
  }

  async #send(body: { password: string; newPassword: string }): Promise<void> {
    if (this.isBusy()) return;
    this.isBusy.set(true);
    try {
      const { sessionsEnded } = await this.#api.call(changePassword, { body });
      this.cancel();
      this.changed.emit();
      this.#toasts.show({ message: doneWords(sessionsEnded) });
    } catch (error) {
      this.message.set(messageOf(problemOf(error)));
      this.fields()[0]?.clear();
      this.fields()[0]?.focus();
    } finally {
      this.isBusy.set(false);
    }
  }
}

function doneWords(ended: number): string {
  if (ended === 0) return 'The password is changed.';
  return `The password is changed; ${ended} other ${ended === 1 ? 'session' : 'sessions'} ended.`;
}
