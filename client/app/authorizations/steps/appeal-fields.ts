import { Component, forwardRef, input, signal, viewChild } from '@angular/core';
import type { AuthorizationLine } from '#contract/authorization-line';
import { LineChoice } from '../line-choice/line-choice';
import { MomentFields } from '../moment-fields/moment-fields';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** That a denial is appealed; the level follows from those before. */
@Component({
  selector: 'app-appeal-fields',
  imports: [LineChoice, MomentFields],
  template: `
    <app-line-choice [lines]="lines()" />
    <app-moment-fields label="Filed" field="filed" />
    <label>
      Confirmation
      <input
        autocomplete="off"
        maxlength="50"
        data-field="confirmation"
        [value]="confirmation()"
        (input)="type($event)"
      />
    </label>
  `,
  styleUrl: './step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => AppealFields) }],
})
export class AppealFields extends StepFields {
  readonly lines = input.required<readonly AuthorizationLine[]>();

  private readonly choice = viewChild.required(LineChoice);
  private readonly filed = viewChild.required(MomentFields);
  protected readonly confirmation = signal('');

  override read(): Typed<Step> {
    const lineIds = this.choice().chosen();
    if (lineIds.length === 0) return { fault: 'Choose the lines.' };
    const { value: filedAt, fault } = this.filed().readPast();
    if (fault !== undefined) return { fault };
    const confirmation = this.confirmation().trim();
    if (confirmation === '') return { fault: 'Write down what the payer confirmed it with.' };
    return { value: { decision: 'appeal', body: { lineIds, filedAt, confirmation } } };
  }

  protected type(event: Event): void {
    this.confirmation.set((event.target as HTMLInputElement).value);
  }
}
