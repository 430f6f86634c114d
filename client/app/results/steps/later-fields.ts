import { Component, computed, forwardRef, inject, signal } from '@angular/core';
import { Clock } from '../../platform/clock';
import { Session } from '../../platform/session';
import { addDays, localDateOf } from '../../platform/wall-time';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** The laboratory says on which day it comes. */
@Component({
  selector: 'app-later-fields',
  template: `
    <label>
      Comes on
      <input
        type="date"
        data-field="on"
        [min]="tomorrow()"
        [value]="on()"
        (input)="on.set(textOf($event))"
      />
    </label>
    <label>
      What the laboratory said
      <input
        autocomplete="off"
        maxlength="200"
        data-field="said"
        [value]="said()"
        (input)="said.set(textOf($event))"
      />
    </label>
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => LaterFields) }],
})
export class LaterFields extends StepFields {
  readonly #clock = inject(Clock);
  readonly #session = inject(Session);

  protected readonly tomorrow = computed(() =>
    addDays(localDateOf(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC'), 1),
  );
  protected readonly on = signal('');
  protected readonly said = signal('');

  override read(): Typed<Step> {
    const [on, said] = [this.on(), this.said().trim()];
    if (on === '') return { fault: 'Say on which day it comes.' };
    if (on < this.tomorrow()) return { fault: 'The day lies ahead, tomorrow or later.' };
    if (said === '') return { fault: 'Write down what the laboratory said.' };
    return { value: { decision: 'expect-later', body: { on, said } } };
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }
}
