import { Component, forwardRef, input, signal, viewChild } from '@angular/core';
import type { AuthorizationLine } from '#contract/authorization-line';
import { LineChoice } from '../line-choice/line-choice';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** That lines are required, or are not; why, is kept. */
@Component({
  selector: 'app-need-fields',
  imports: [LineChoice],
  template: `
    <app-line-choice [lines]="lines()" />
    <label>
      {{ required() ? 'Who says so, or where it is written' : 'The proof that it is not required' }}
      <input
        autocomplete="off"
        maxlength="500"
        data-field="proof"
        placeholder="e.g. Payer’s list of November, page 3"
        [value]="proof()"
        (input)="type($event)"
      />
    </label>
  `,
  styleUrl: './step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => NeedFields) }],
})
export class NeedFields extends StepFields {
  readonly lines = input.required<readonly AuthorizationLine[]>();
  readonly required = input.required<boolean>();

  private readonly choice = viewChild.required(LineChoice);
  protected readonly proof = signal('');

  override read(): Typed<Step> {
    const lineIds = this.choice().chosen();
    const proof = this.proof().trim();
    if (lineIds.length === 0) return { fault: 'Choose the lines.' };
    if (proof === '') return { fault: 'Say who says so, or where it is written.' };
    return { value: { decision: 'need', body: { lineIds, required: this.required(), proof } } };
  }

  protected type(event: Event): void {
    this.proof.set((event.target as HTMLInputElement).value);
  }
}
