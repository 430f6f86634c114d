import { Component, forwardRef, input, signal, viewChild } from '@angular/core';
import type { AuthorizationLine } from '#contract/authorization-line';
import { LineChoice } from '../line-choice/line-choice';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** Nothing more is done about a denial. */
@Component({
  selector: 'app-accept-fields',
  imports: [LineChoice],
  template: `
    <app-line-choice [lines]="lines()" />
    <label>
      Note
      <input
        autocomplete="off"
        maxlength="500"
        data-field="note"
        placeholder="e.g. who tells the patient, and when"
        [value]="note()"
        (input)="type($event)"
      />
    </label>
  `,
  styleUrl: './step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => AcceptFields) }],
})
export class AcceptFields extends StepFields {
  readonly lines = input.required<readonly AuthorizationLine[]>();

  private readonly choice = viewChild.required(LineChoice);
  protected readonly note = signal('');

  override read(): Typed<Step> {
    const lineIds = this.choice().chosen();
    if (lineIds.length === 0) return { fault: 'Choose the lines.' };
    return { value: { decision: 'accept', body: { lineIds, note: this.note().trim() } } };
  }

  protected type(event: Event): void {
    this.note.set((event.target as HTMLInputElement).value);
  }
}
