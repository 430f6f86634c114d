import { Component, computed, forwardRef, inject, input, signal } from '@angular/core';
import { claimStatuses } from '#contract/claim-workflow';
import type { ClaimRecord } from '#contract/claim-record';
import { exactMoney } from '../../platform/money-words';
import { TimeFormat } from '../../platform/time-format';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** Of which claim here the payer's answer is. */
@Component({
  selector: 'app-match-fields',
  template: `
    <label>
      It is of the claim
      <select data-field="claim" (change)="choose($event)">
        <option value="">Choose…</option>
        @for (each of options(); track each.id) {
          <option [value]="each.id" [selected]="each.id === claimId()">{{ each.words }}</option>
        }
      </select>
    </label>
    @if (options().length === 0) {
      <p>No claim here is like it.</p>
    }
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => MatchFields) }],
})
export class MatchFields extends StepFields {
  readonly record = input.required<ClaimRecord | null>();

  readonly #format = inject(TimeFormat);
  protected readonly claimId = signal('');
  protected readonly options = computed(() =>
    (this.record()?.unmatched?.candidates ?? []).map((claim) => ({
      id: claim.id,
      words: [
        claim.controlNumber,
        claim.fromOn === null ? '' : this.#format.birthDate(claim.fromOn),
        exactMoney(claim.chargeCents),
        claimStatuses[claim.status],
      ]
        .filter(Boolean)
        .join(' · '),
    })),
  );

  override read(): Typed<Step> {
    const claimId = this.claimId();
    if (claimId === '') return { fault: 'Choose the claim that it is of.' };
    return { value: { decision: 'match', body: { claimId } } };
  }

  protected choose(event: Event): void {
    this.claimId.set((event.target as HTMLSelectElement).value);
  }
}
