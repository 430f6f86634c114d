import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Coverage } from '#contract/coverage';
import { Session } from '../../platform/session';
import { Modal } from '../../ui/modal/modal';
import { CoverageApi } from '../coverage-api';
import { CoverageFields } from '../coverage-fields/coverage-fields';
import { coverageForm, coverageOf, typedOf } from '../coverage-fields/coverage-form';
import { dialogAct } from '../../platform/dialog-act';

/** A new coverage, or one that is changed. */
@Component({
  selector: 'app-coverage-dialog',
  imports: [CoverageFields, MatButton, Modal],
  templateUrl: './coverage-dialog.html',
  styleUrl: './coverage-dialog.scss',
})
export class CoverageDialog {
  readonly patientId = input.required<string>();
  /** The one that is changed; `null` for a new one. */
  readonly coverage = input<Coverage | null>(null);
  readonly saved = output<Coverage>();
  readonly closed = output();

  readonly #api = inject(CoverageApi);
  readonly #session = inject(Session);

  protected readonly act = dialogAct();
  protected readonly wasTried = signal(false);
  protected readonly form = coverageForm();
  protected readonly title = computed(() =>
    this.coverage() ? 'Change a coverage' : 'Add a coverage',
  );

  constructor() {
    effect(() => {
      const coverage = this.coverage();
      if (coverage) this.form.typed.set(typedOf(coverage));
    });
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.wasTried.set(true);
    const clinicId = this.#session.clinic()?.id;
    if (!clinicId || this.form.fields().invalid()) return;
    const coverage = this.coverage();
    const wish = { clinicId, ...coverageOf(this.form.typed()) };
    const saved = coverage
      ? await this.act.send({ ...wish, expectedVersion: coverage.version }, (body, commandId) =>
          this.#api.change(coverage.id, body, commandId),
        )
      : await this.act.send(wish, (body, commandId) =>
          this.#api.add(this.patientId(), body, commandId),
        );
    if (saved) this.saved.emit(saved);
  }
}
