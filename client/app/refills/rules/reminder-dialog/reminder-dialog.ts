import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { RefillReminderSettings } from '#contract/refill-reminder';
import { dialogAct } from '../../../platform/dialog-act';
import { Session } from '../../../platform/session';
import { Modal } from '../../../ui/modal/modal';
import { RulesApi } from '../rules-api';

const faults = {
  daysBefore: 'The days are a whole number from 1 to 30.',
  source: 'Write down where the change comes from.',
};

/** Whether patients are told that a medicine may run out, and how long before. */
@Component({
  selector: 'app-reminder-dialog',
  imports: [MatButton, Modal],
  templateUrl: './reminder-dialog.html',
  styleUrl: './reminder-dialog.scss',
})
export class ReminderDialog {
  readonly reminder = input.required<RefillReminderSettings>();
  readonly saved = output<RefillReminderSettings>();
  readonly closed = output();

  readonly #rules = inject(RulesApi);
  readonly #session = inject(Session);

  protected readonly act = dialogAct();
  /** What is typed stays until somebody else has changed them. */
  readonly #seen = computed(() => this.reminder(), { equal: (a, b) => a.version === b.version });
  protected readonly isOn = linkedSignal(() => this.#seen().terms.isOn);
  protected readonly daysBefore = linkedSignal(() => String(this.#seen().terms.daysBefore));
  protected readonly source = signal('');
  readonly #isTold = signal(false);
  readonly #isRight = computed(() => ({
    daysBefore: /^([1-9]|[12]\d|30)$/.test(this.daysBefore().trim()),
    source: this.source().trim() !== '',
  }));

  protected valueOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }

  protected isTicked(event: Event): boolean {
    return (event.target as HTMLInputElement).checked;
  }

  protected faultOf(field: keyof typeof faults): string {
    return this.#isTold() && !this.#isRight()[field] ? faults[field] : '';
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const clinicId = this.#session.clinic()?.id;
    this.#isTold.set(true);
    const { daysBefore, source } = this.#isRight();
    if (!clinicId || !daysBefore || !source) return;
    const wish = {
      clinicId,
      expectedVersion: this.#seen().version,
      terms: { isOn: this.isOn(), daysBefore: Number(this.daysBefore()) },
      source: this.source().trim(),
    };
    const saved = await this.act.send(wish, (body, id) => this.#rules.changeReminder(body, id));
    if (saved) this.saved.emit(saved);
  }
}
