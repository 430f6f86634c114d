import { Component, computed, forwardRef, inject, input, resource, signal } from '@angular/core';
import type { FollowUp } from '#contract/claim-follow-up';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';
import { ClaimsApi } from '../claims-api';

/** Which of the patient's coverages pays next. */
@Component({
  selector: 'app-next-payer-fields',
  template: `
    <label>
      Next payer
      <select data-field="coverage" (change)="coverageId.set(textOf($event))">
        <option value="">Choose…</option>
        @for (each of options(); track each.id) {
          <option [value]="each.id" [selected]="each.id === coverageId()">{{ each.words }}</option>
        }
      </select>
    </label>
    @if (says(); as says) {
      <p role="status">{{ says }}</p>
    }
    <label>
      Note
      <input
        maxlength="2000"
        data-field="note"
        [value]="note()"
        (input)="note.set(textOf($event))"
      />
    </label>
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => NextPayerFields) }],
})
export class NextPayerFields extends StepFields {
  readonly followUp = input.required<FollowUp>();

  readonly #api = inject(ClaimsApi);
  readonly #coverages = resource({
    params: () => {
      const { patient, work } = this.followUp();
      return patient ? { patientId: patient.id, clinicId: work.clinicId } : undefined;
    },
    loader: ({ params }) => this.#api.coverages(params.patientId, params.clinicId),
  });
  protected readonly coverageId = signal('');
  protected readonly note = signal('');
  /** Its own payer has spoken already; the server judges the rest. */
  protected readonly options = computed(() =>
    (this.#coverages.hasValue() ? this.#coverages.value() : [])
      .filter(({ payer, valid }) => valid && payer.id !== this.followUp().payer.id)
      .map(({ id, payer, effectiveFrom, endsOn }) => ({
        id,
        words: `${payer.name}, from ${effectiveFrom}${endsOn === null ? '' : ` until ${endsOn}`}`,
      })),
  );
  protected readonly says = computed(() => {
    const error = this.#coverages.error();
    if (error) return messageOf(problemOf(error));
    const isKnown = this.#coverages.hasValue() && !this.#coverages.isLoading();
    return isKnown && this.options().length === 0 ? 'No other coverage is known.' : '';
  });

  override read(): Typed<Step> {
    const coverageId = this.coverageId();
    if (coverageId === '') return { fault: 'Choose who pays next.' };
    const body = { coverageId, note: this.note().trim() };
    return { value: { decision: 'bill-next', body } };
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }
}
