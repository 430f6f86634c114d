import {
  Component,
  computed,
  forwardRef,
  inject,
  input,
  linkedSignal,
  viewChild,
} from '@angular/core';
import type { AuthorizationLine } from '#contract/authorization-line';
import { Clock } from '../../platform/clock';
import { Session } from '../../platform/session';
import { addDays, localDateOf } from '../../platform/wall-time';
import { LineChoice } from '../line-choice/line-choice';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

const usualDays = 90;

/** A new request for the same lines, for other days. */
@Component({
  selector: 'app-anew-fields',
  imports: [LineChoice],
  template: `
    <app-line-choice [lines]="lines()" />
    <div class="fields">
      <label>
        From
        <input type="date" data-field="from" [value]="from()" (input)="from.set(textOf($event))" />
      </label>
      <label>
        Last day
        <input
          type="date"
          data-field="until"
          [value]="until()"
          (input)="until.set(textOf($event))"
        />
      </label>
    </div>
    <p>A new request is opened. What is in force stays in force until its last day.</p>
  `,
  styleUrl: './step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => AnewFields) }],
})
export class AnewFields extends StepFields {
  readonly lines = input.required<readonly AuthorizationLine[]>();

  private readonly choice = viewChild.required(LineChoice);

  readonly #today = localDateOf(inject(Clock).now(), inject(Session).clinic()?.zone ?? 'UTC');
  /** What is in force is asked for from the day after its last. */
  readonly #firstDay = computed(() => {
    const ends = this.lines().flatMap(({ status, grant }) =>
      status === 'approved' && grant ? [grant.until] : [],
    );
    const last = ends.sort().at(-1);
    return last === undefined ? this.#today : addDays(last, 1);
  });
  protected readonly from = linkedSignal(() => this.#firstDay());
  protected readonly until = linkedSignal(() => addDays(this.#firstDay(), usualDays));

  override read(): Typed<Step> {
    const lineIds = this.choice().chosen();
    const span = { from: this.from(), until: this.until() };
    if (lineIds.length === 0) return { fault: 'Choose the lines.' };
    if (span.from === '' || span.until === '')
      return { fault: 'Say from which day until which day.' };
    if (span.from > span.until) return { fault: 'The last day is before the first.' };
    return { value: { decision: 'ask-anew', body: { lineIds, span } } };
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }
}
