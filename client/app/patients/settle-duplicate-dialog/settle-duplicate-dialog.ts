import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField, maxLength, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { listName } from '#contract/patients';
import type { PossibleDuplicate } from '#contract/retired-chart';
import { dialogAct } from '../../platform/dialog-act';
import { Session } from '../../platform/session';
import { Modal } from '../../ui/modal/modal';
import { DuplicateApi } from '../duplicate-api';

export type Settlement = 'one-person' | 'two-persons';

/** Decides about two linked charts: of two persons, or of one, who then keeps one of them. */
@Component({
  selector: 'app-settle-duplicate-dialog',
  imports: [FormField, MatButton, Modal],
  templateUrl: './settle-duplicate-dialog.html',
  styleUrl: './settle-duplicate-dialog.scss',
})
export class SettleDuplicateDialog {
  /** The chart that is open. */
  readonly patientId = input.required<string>();
  readonly link = input.required<PossibleDuplicate>();
  readonly as = input.required<Settlement>();
  readonly saved = output();
  readonly closed = output();

  readonly #api = inject(DuplicateApi);
  readonly #router = inject(Router);
  readonly #session = inject(Session);

  protected readonly act = dialogAct();
  protected readonly keepsOther = signal(false);
  protected readonly typed = signal({ reason: '' });
  protected readonly fields = form(this.typed, (path) => {
    required(path.reason);
    maxLength(path.reason, 200);
  });
  protected readonly isOne = computed(() => this.as() === 'one-person');
  protected readonly other = computed(() => {
    const { other } = this.link();
    return `${listName(other)}, ${other.mrn}`;
  });

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const clinicId = this.#session.clinic()?.id;
    if (!clinicId || this.fields().invalid() || !this.typed().reason.trim()) return;
    const reason = this.typed().reason.trim();
    const isDone = this.isOne()
      ? await this.#retire(clinicId, reason)
      : await this.#tellApart(clinicId, reason);
    if (isDone) this.saved.emit();
  }

  async #retire(clinicId: string, reason: string): Promise<boolean> {
    const otherId = this.link().other.id;
    const [goesId, survivorId] = this.keepsOther()
      ? [this.patientId(), otherId]
      : [otherId, this.patientId()];
    const done = await this.act.send({ clinicId, survivorId, reason }, (body, commandId) =>
      this.#api.retire(goesId, body, commandId),
    );
    if (done && this.keepsOther()) void this.#router.navigate(['/patients', survivorId]);
    return done !== null;
  }

  async #tellApart(clinicId: string, reason: string): Promise<boolean> {
    const { id, version: expectedVersion } = this.link();
    const done = await this.act.send({ clinicId, expectedVersion, reason }, (body, commandId) =>
      this.#api.tellApart(id, body, commandId),
    );
    return done !== null;
  }
}
