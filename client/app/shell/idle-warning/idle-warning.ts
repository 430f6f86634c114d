import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { problemOf } from '../../platform/api';
import { IdleWatch } from '../../platform/idle-watch';
import { Session } from '../../platform/session';
import { Toasts } from '../../platform/toasts';
import { Modal } from '../../ui/modal/modal';

/** The last minute before the session ends. */
@Component({
  selector: 'app-idle-warning',
  imports: [MatButton, Modal],
  templateUrl: './idle-warning.html',
  styleUrl: './idle-warning.scss',
})
export class IdleWarning {
  readonly #watch = inject(IdleWatch);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);

  protected readonly secondsLeft = this.#watch.secondsLeft;
  protected readonly canExtend = this.#watch.canExtend;
  protected readonly isOpen = computed(() => this.secondsLeft() !== null);

  /** Escape and the button mean the same: somebody is here. */
  protected async stay(): Promise<void> {
    if (!this.isOpen()) return;
    await this.#orTell(() => this.#watch.extend());
  }

  protected async signOut(): Promise<void> {
    await this.#orTell(() => this.#session.signOut());
  }

  async #orTell(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.#toasts.problem(problemOf(error));
    }
  }
}
