import { Component, computed, forwardRef, inject, input, signal } from '@angular/core';
import type { FollowUp } from '#contract/claim-follow-up';
import { writeOffReasons } from '#contract/claim-workflow';
import { moneyWords } from '../../platform/money-words';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';
import { WorkQueueStore } from '../../platform/work-queue/work-queue-store';

/** A write-off that a colleague asked for: approved, or refused with a word to them. */
@Component({
  selector: 'app-settle-fields',
  template: `
    <p>{{ asked() }}</p>
    <label>
      Decision
      <select data-field="decision" (change)="decision.set(textOf($event))">
        <option value="">Choose…</option>
        <option value="approve" [selected]="decision() === 'approve'">Approve the write-off</option>
        <option value="refuse" [selected]="decision() === 'refuse'">Refuse it</option>
      </select>
    </label>
    <label>
      {{ decision() === 'refuse' ? 'Why it is refused' : 'Note' }}
      <input
        maxlength="2000"
        data-field="note"
        [value]="note()"
        (input)="note.set(textOf($event))"
      />
    </label>
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => SettleFields) }],
})
export class SettleFields extends StepFields {
  readonly followUp = input.required<FollowUp>();

  readonly #store = inject(WorkQueueStore);
  protected readonly decision = signal('');
  protected readonly note = signal('');
  protected readonly asked = computed(() => {
    const { writeOff } = this.followUp();
    if (writeOff === null) return '';
    const who = this.#store.nameOf()(writeOff.askedById);
    return `${who} asks to write off ${moneyWords(writeOff.cents)}: ${writeOffReasons[writeOff.reason]}.`;
  });

  override read(): Typed<Step> {
    const [decision, note] = [this.decision(), this.note().trim()];
    if (decision === '') return { fault: 'Approve or refuse it.' };
    if (decision === 'refuse' && note === '') return { fault: 'Say why it is refused.' };
    const body = { isApproved: decision === 'approve', note };
    return { value: { decision: 'settle-write-off', body } };
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }
}
