import { Component, forwardRef, input, signal, viewChild } from '@angular/core';
import type { AuthorizationLine } from '#contract/authorization-line';
import { cancelledBecause } from '#contract/authorization-workflow';
import { LineChoice } from '../line-choice/line-choice';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** Lines are not needed any more, and why. */
@Component({
  selector: 'app-cancel-fields',
  imports: [LineChoice],
  template: `
    <app-line-choice [lines]="lines()" />
    <label>
      Why
      <select data-field="reason" (change)="choose($event)">
        <option value="">Choose…</option>
        @for (each of reasons; track each[0]) {
          <option [value]="each[0]" [selected]="each[0] === reason()">{{ each[1] }}</option>
        }
      </select>
    </label>
  `,
  styleUrl: './step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => CancelFields) }],
})
export class CancelFields extends StepFields {
  readonly lines = input.required<readonly AuthorizationLine[]>();

  private readonly choice = viewChild.required(LineChoice);
  protected readonly reasons = Object.entries(cancelledBecause);
  protected readonly reason = signal('');

  override read(): Typed<Step> {
    const lineIds = this.choice().chosen();
    if (lineIds.length === 0) return { fault: 'Choose the lines.' };
    if (this.reason() === '') return { fault: 'Choose why.' };
    return { value: { decision: 'cancel', body: { lineIds, reason: this.reason() } } };
  }

  protected choose(event: Event): void {
    this.reason.set((event.target as HTMLSelectElement).value);
  }
}
