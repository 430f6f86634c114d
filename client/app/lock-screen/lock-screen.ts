import {
  afterNextRender,
  Component,
  computed,
  inject,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { problemOf } from '../platform/api';
import { messageOf } from '../platform/problem-message';
import { Session } from '../platform/session';
import { Brand } from '../ui/brand/brand';
import { TextField } from '../ui/text-field/text-field';

/** Covers the page until its owner is back. Somebody else signs in, and the page is thrown away. */
@Component({
  selector: 'app-lock-screen',
  imports: [Brand, MatButton, TextField],
  templateUrl: './lock-screen.html',
  styleUrl: './lock-screen.scss',
})
export class LockScreen {
  readonly #session = inject(Session);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  private readonly field = viewChild(TextField);

  protected readonly name = computed(() => {
    const me = this.#session.me();
    return me ? `${me.given} ${me.family}` : '';
  });
  protected readonly hasPassword = computed(() => this.#session.me()?.hasPassword ?? true);
  protected readonly isBusy = signal(false);
  protected readonly message = signal('');

  constructor() {
    afterNextRender({
      write: () => {
        this.dialog().nativeElement.showModal();
        this.field()?.focus();
      },
    });
  }

  protected async unlock(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    await this.#try(() => this.#session.unlock(form.get('password') as string | null));
    this.field()?.clear();
    this.field()?.focus();
  }

  protected async switchUser(): Promise<void> {
    await this.#try(() => this.#session.signOut());
  }

  async #try(act: () => Promise<void>): Promise<void> {
    if (this.isBusy()) return;
    this.isBusy.set(true);
    this.message.set('');
    try {
      await act();
    } catch (error) {
      this.message.set(messageOf(problemOf(error)));
    } finally {
      this.isBusy.set(false);
    }
  }
}
