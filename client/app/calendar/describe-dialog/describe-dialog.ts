import { Component, computed, inject, input, linkedSignal, output, untracked } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { injectDispatch } from '@ngrx/signals/events';
import type { Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import { phoneWords } from '../../platform/phone-words';
import { messageOf } from '../../platform/problem-message';
import { TimeFormat } from '../../platform/time-format';
import { Modal } from '../../ui/modal/modal';
import { actInFlight } from '../act-in-flight';
import { calendarPageEvents } from '../calendar-events';

/** What a visit is for, and a note for staff. Somebody else's words are shown before they are written over. */
@Component({
  selector: 'app-describe-dialog',
  imports: [FormsModule, MatButton, Modal],
  templateUrl: './describe-dialog.html',
  styleUrl: './describe-dialog.scss',
})
export class DescribeDialog {
  readonly appointment = input.required<Appointment>();
  readonly described = output<Appointment>();
  readonly closed = output();

  readonly #dispatch = injectDispatch(calendarPageEvents);
  readonly #format = inject(TimeFormat);
  protected readonly act = actInFlight((appointment) => this.described.emit(appointment));

  readonly #id = computed(() => this.appointment().id);
  // As it was when the dialog was opened: what others write meanwhile does not touch what is being typed.
  protected readonly reason = linkedSignal({
    source: this.#id,
    computation: () => untracked(this.appointment).reason ?? '',
  });
  protected readonly note = linkedSignal({
    source: this.#id,
    computation: () => untracked(this.appointment).note ?? '',
  });

  protected readonly callNumber = linkedSignal({
    source: this.#id,
    computation: () => phoneWords(untracked(this.appointment).callNumber ?? ''),
  });

  protected readonly isPhone = computed(() => this.appointment().modality === 'phone');
  protected readonly title = computed(
    () => `Reason and note: ${listName(this.appointment().patient)}`,
  );
  protected readonly when = computed(() => this.#format.dayAndTime(this.appointment().startsAt));
  protected readonly isConflict = computed(() => this.act.refusal()?.code === 'conflict');
  protected readonly message = computed(() => {
    const problem = this.act.refusal();
    return problem && !this.isConflict() ? messageOf(problem) : '';
  });

  protected save(): void {
    if (this.act.isSending()) return;
    const { id: appointmentId, version: expectedVersion } = this.appointment();
    const wish = {
      expectedVersion,
      reason: this.reason().trim(),
      note: this.note().trim(),
      ...(this.isPhone() ? { callNumber: this.callNumber().trim() } : {}),
    };
    const commandId = this.act.begin({ appointmentId, ...wish });
    this.#dispatch.described({ commandId, appointmentId, wish });
  }
}
