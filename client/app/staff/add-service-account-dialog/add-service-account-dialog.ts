import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Permission } from '#contract/permission';
import type { Problem } from '#contract/problem';
import { keyLives, type KeyLife, type ServiceAccountWithKey } from '#contract/service-account';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { Modal } from '../../ui/modal/modal';
import { PermissionChoice } from '../permission-choice/permission-choice';
import { keyLifeTitle } from '../service-account-words';
import { ServiceAccountsApi } from '../service-accounts-api';

/** A program that calls in its own name: what it is called, what it may here, how long its key is good. */
@Component({
  selector: 'app-add-service-account-dialog',
  imports: [MatButton, Modal, PermissionChoice],
  templateUrl: './add-service-account-dialog.html',
  styleUrl: './add-service-account-dialog.scss',
})
export class AddServiceAccountDialog {
  readonly clinicId = input.required<string>();
  readonly added = output<ServiceAccountWithKey>();
  readonly closed = output();

  readonly #api = inject(ServiceAccountsApi);
  readonly #session = inject(Session);

  protected readonly clinic = computed(() => this.#session.clinicOf(this.clinicId())?.name ?? '');
  protected readonly lives = keyLives.map((days) => ({ days, title: keyLifeTitle[days] }));
  protected readonly chosen = signal<ReadonlySet<Permission>>(new Set());
  protected readonly isSending = signal(false);
  protected readonly wasTried = signal(false);
  readonly #problem = signal<Problem | null>(null);
  protected readonly message = computed(() => {
    const problem = this.#problem();
    return problem ? messageOf(problem) : '';
  });
  protected readonly fault = computed(() =>
    this.wasTried() && this.chosen().size === 0 ? 'Choose at least one.' : '',
  );

  protected async add(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    this.wasTried.set(true);
    const form = new FormData(event.target as HTMLFormElement);
    const permissions = [...this.chosen()];
    if (this.isSending() || permissions.length === 0) return;
    this.isSending.set(true);
    this.#problem.set(null);
    try {
      const name = (form.get('name') as string).trim();
      const keyLife = Number(form.get('keyLife')) as KeyLife;
      const wish = { clinicId: this.clinicId(), name, permissions, keyLife };
      this.added.emit(await this.#api.create(wish));
    } catch (error) {
      this.#problem.set(problemOf(error));
    } finally {
      this.isSending.set(false);
    }
  }
}
