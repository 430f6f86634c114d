import { Component, computed, inject, output, signal } from '@angular/core';
import { form, FormField, maxLength, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { roleHolds, roles, roleTitle, type Role } from '#contract/permission';
import { lastingFilter } from '#contract/work';
import { longestViewName, type WorkView, type WorkViewScope } from '#contract/work-view';
import { Session } from '../../../session';
import { Modal } from '../../../../ui/modal/modal';
import { QueueOnShow } from '../../queue-look/queue-on-show';
import { WORK_QUEUE } from '../../work-queue';
import { WorkQueueStore } from '../../work-queue-store';
import { injectViewAsking } from '../view-asking';
import { refusalWords } from '../view-words';

interface Wish {
  name: string;
  scope: WorkViewScope;
  role: Role;
  inAllClinics: boolean;
}

/** Keeps what is on show under a name: for oneself, for a role, or for all. */
@Component({
  selector: 'app-save-view-dialog',
  imports: [FormField, MatButton, Modal],
  templateUrl: './save-view-dialog.html',
  styleUrl: '../view-form.scss',
})
export class SaveViewDialog {
  readonly saved = output<WorkView>();
  readonly closed = output();

  readonly #onShow = inject(QueueOnShow);
  readonly #permissions = inject(WORK_QUEUE).endpoints.permissions;
  readonly #session = inject(Session);
  protected readonly store = inject(WorkQueueStore);
  readonly #asking = injectViewAsking((view) => {
    this.saved.emit(view);
    this.isOpen.set(false);
  });

  protected readonly isOpen = signal(true);
  /** Those who may read the queue. */
  protected readonly roles = roles
    .filter((role) => roleHolds(role, this.#permissions.read))
    .map((role) => ({ role, title: roleTitle[role] }));
  protected readonly wish = signal<Wish>({
    name: '',
    scope: 'mine',
    role: this.roles[0]?.role ?? 'scheduler',
    inAllClinics: false,
  });
  protected readonly fields = form(this.wish, (path) => {
    required(path.name, { message: 'Give the view a name.' });
    maxLength(path.name, longestViewName, { message: `${longestViewName} letters at most.` });
  });
  protected readonly mayShare = computed(() => this.store.onlooker().mayAssign);
  protected readonly hasClinics = computed(() => this.#session.clinics().length > 1);
  protected readonly clinic = computed(() => this.#session.clinic()?.shortName ?? 'this clinic');
  protected readonly isChecked = signal(false);
  protected readonly isBusy = this.#asking.isBusy;
  protected readonly error = computed(() => {
    const problem = this.#asking.problem();
    if (problem) return refusalWords(problem, 'saved');
    return this.isChecked() ? (this.fields.name().errors()[0]?.message ?? '') : '';
  });

  protected save(event: Event): void {
    event.preventDefault();
    this.isChecked.set(true);
    if (this.fields().invalid() || this.isBusy()) return;
    const { name, scope, role, inAllClinics } = this.wish();
    const { columns, density } = this.#onShow.look();
    this.#asking.ask({
      kind: 'save',
      wish: {
        ...{ name, scope, columns, density },
        filter: lastingFilter(this.#onShow.filter()),
        role: scope === 'role' ? role : null,
        inAllClinics: scope === 'mine' && inAllClinics,
      },
    });
  }

  protected leave(): void {
    this.#asking.forget();
    this.closed.emit();
  }
}
