import { Component, forwardRef, signal } from '@angular/core';
import { dropOrderReasons } from '#contract/result-workflow';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** What was ordered does not come. */
@Component({
  selector: 'app-drop-fields',
  template: `
    <label>
      Why it does not come
      <select data-field="reason" (change)="choose($event)">
        <option value="">Choose…</option>
        @for (each of reasons; track each[0]) {
          <option [value]="each[0]" [selected]="each[0] === reason()">{{ each[1] }}</option>
        }
      </select>
    </label>
    <p>What comes nevertheless is taken.</p>
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => DropFields) }],
})
export class DropFields extends StepFields {
  protected readonly reasons = Object.entries(dropOrderReasons);
  protected readonly reason = signal('');

  override read(): Typed<Step> {
    const reason = this.reason();
    return reason === ''
      ? { fault: 'Choose why.' }
      : { value: { decision: 'drop', body: { reason } } };
  }

  protected choose(event: Event): void {
    this.reason.set((event.target as HTMLSelectElement).value);
  }
}
