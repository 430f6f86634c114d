import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { Coverage } from '#contract/coverage';
import { Clock } from '../../platform/clock';
import { fieldMessage } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { Modal } from '../../ui/modal/modal';
import { CoverageApi } from '../coverage-api';
import { dialogAct } from '../../platform/dialog-act';
import { todayIn } from '../patient-words';

/** The coverage ends on a day, or was entered by mistake. */
@Component({
  selector: 'app-coverage-end-dialog',
  imports: [FormField, MatButton, Modal],
  templateUrl: './coverage-end-dialog.html',
  styleUrl: './coverage-end-dialog.scss',
})
export class CoverageEndDialog {
  readonly coverage = input.required<Coverage>();
  readonly saved = output<Coverage>();
  readonly closed = output();

  readonly #api = inject(CoverageApi);
  readonly #clock = inject(Clock);
  readonly #session = inject(Session);

  protected readonly act = dialogAct();
  protected readonly typed = signal({
    why: 'ended',
    endsOn: todayIn(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC'),
  });
  protected readonly isMistake = computed(() => this.typed().why === 'mistake');
  protected readonly fields = form(this.typed, (path) => {
    required(path.endsOn, { message: 'Needed.' });
  });
  protected readonly title = computed(() => `End: ${this.coverage().payer.name}`);
  protected readonly fault = computed(
    () =>
      this.fields.endsOn().errors()[0]?.message ?? fieldMessage(this.act.problem(), 'endsOn') ?? '',
  );

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const clinicId = this.#session.clinic()?.id;
    if (!clinicId || (!this.isMistake() && this.fields().invalid())) return;
    const { id, version: expectedVersion } = this.coverage();
    const endsOn = this.isMistake() ? null : this.typed().endsOn;
    const saved = await this.act.send({ clinicId, expectedVersion, endsOn }, (body, commandId) =>
      this.#api.end(id, body, commandId),
    );
    if (saved) this.saved.emit(saved);
  }
}
