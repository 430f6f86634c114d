import { Component, forwardRef, input, viewChild } from '@angular/core';
import type { AuthorizationLine } from '#contract/authorization-line';
import { LineChoice } from '../line-choice/line-choice';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** An answer was written down wrongly: the line waits for the payer again. */
@Component({
  selector: 'app-take-back-fields',
  imports: [LineChoice],
  template: `
    <app-line-choice [lines]="lines()" [single]="true" />
    <p>The line waits for the payer’s answer again. Nothing of it may be booked or used.</p>
  `,
  styleUrl: './step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => TakeBackFields) }],
})
export class TakeBackFields extends StepFields {
  readonly lines = input.required<readonly AuthorizationLine[]>();

  private readonly choice = viewChild.required(LineChoice);

  override read(): Typed<Step> {
    const [lineId] = this.choice().chosen();
    return lineId === undefined
      ? { fault: 'Choose the line.' }
      : { value: { decision: 'take-back', body: { lineId } } };
  }
}
