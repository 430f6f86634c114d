import { Component, computed, forwardRef, inject, input, resource, signal } from '@angular/core';
import type { FollowUp } from '#contract/claim-follow-up';
import { writeOffReasons } from '#contract/claim-workflow';
import { moneyWords } from '../../platform/money-words';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';
import { ClaimsApi } from '../claims-api';

/** A write-off: why, and whether somebody else must approve it first. */
@Component({
  selector: 'app-write-off-fields',
  template: `
    <label>
      Reason
      <select data-field="reason" (change)="reason.set(textOf($event))">
        <option value="">Choose…</option>
        @for (each of reasons; track each[0]) {
          <option [value]="each[0]" [selected]="each[0] === reason()">{{ each[1] }}</option>
        }
      </select>
    </label>
    <label>
      Note
      <input
        maxlength="2000"
        data-field="note"
        [value]="note()"
        (input)="note.set(textOf($event))"
      />
    </label>
    @if (says(); as says) {
      <p role="status">{{ says }}</p>
    }
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => WriteOffFields) }],
})
export class WriteOffFields extends StepFields {
  readonly followUp = input.required<FollowUp>();

  readonly #api = inject(ClaimsApi);
  readonly #settings = resource({
    params: () => this.followUp().work.clinicId,
    loader: ({ params }) => this.#api.settings(params),
  });
  protected readonly reasons = Object.entries(writeOffReasons);
  protected readonly reason = signal('');
  protected readonly note = signal('');
  protected readonly says = computed(() => {
    if (!this.#settings.hasValue()) return '';
    const { writeOffCents } = this.#settings.value().money;
    const [amount, most] = [this.followUp().amountCents, moneyWords(writeOffCents)];
    return amount > writeOffCents
      ? `${moneyWords(amount)} is more than ${most}: a colleague who may approve it has to, first.`
      : `${moneyWords(amount)} is written off at once; above ${most} a colleague approves it.`;
  });

  override read(): Typed<Step> {
    const reason = this.reason();
    if (reason === '') return { fault: 'Choose the reason.' };
    return { value: { decision: 'write-off', body: { reason, note: this.note().trim() } } };
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }
}
