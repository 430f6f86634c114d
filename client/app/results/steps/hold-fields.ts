import { Component, computed, forwardRef, inject, linkedSignal, signal } from '@angular/core';
import {
  audiences,
  groundAudiences,
  holdGrounds,
  type Audience,
  type HoldGround,
} from '#contract/result-release';
import { Clock } from '../../platform/clock';
import { Session } from '../../platform/session';
import { AudienceChoice } from '../audience-choice/audience-choice';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';
import { instantOf } from '../typed-moment';

const least = 20;

/** A hold: for a stated ground, from whom that ground allows, by individual reasoning, until a time. */
@Component({
  selector: 'app-hold-fields',
  imports: [AudienceChoice],
  template: `
    <label>
      Ground
      <select data-field="ground" (change)="choose($event)">
        <option value="">Choose…</option>
        @for (each of grounds; track each[0]) {
          <option [value]="each[0]" [selected]="each[0] === ground()">{{ each[1] }}</option>
        }
      </select>
    </label>
    <p>
      That a result may distress somebody is no ground by itself: then speak with them, and leave it
      open.
    </p>
    @if (allowed().length > 0) {
      <app-audience-choice
        legend="Kept from"
        [allowed]="allowed()"
        [chosen]="chosen()"
        (changed)="chosen.set($event)"
      />
    }
    <label>
      Until
      <input
        type="datetime-local"
        data-field="until"
        [value]="until()"
        (input)="until.set(textOf($event))"
      />
    </label>
    <label>
      Your reasoning about this patient and this result
      <textarea
        rows="3"
        maxlength="2000"
        data-field="reasoning"
        [value]="reasoning()"
        (input)="reasoning.set(textOf($event))"
      ></textarea>
    </label>
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => HoldFields) }],
})
export class HoldFields extends StepFields {
  readonly #clock = inject(Clock);
  readonly #session = inject(Session);

  protected readonly grounds = Object.entries(holdGrounds) as [HoldGround, string][];
  protected readonly ground = signal<HoldGround | ''>('');
  protected readonly allowed = computed<readonly Audience[]>(() => {
    const ground = this.ground();
    return ground === '' ? [] : groundAudiences[ground];
  });
  /** No broader than needed: nobody is chosen by itself, unless the ground is about one alone. */
  protected readonly chosen = linkedSignal<readonly Audience[], readonly Audience[]>({
    source: this.allowed,
    computation: (allowed) => (allowed.length === 1 ? allowed : []),
  });
  protected readonly until = signal('');
  protected readonly reasoning = signal('');

  override read(): Typed<Step> {
    const [ground, chosen, reasoning] = [this.ground(), this.chosen(), this.reasoning().trim()];
    if (ground === '') return { fault: 'Choose the ground.' };
    if (chosen.length === 0)
      return { fault: `Say from whom it is kept: ${names(this.allowed())}.` };
    const until = instantOf(this.until(), this.#session.clinic()?.zone ?? 'UTC');
    if (until === '') return { fault: 'Say until when, with a day and a time.' };
    if (until <= this.#clock.now()) return { fault: 'A hold ends later than now.' };
    if (reasoning.length < least)
      return { fault: `Write down your reasoning, in ${least} characters or more.` };
    return { value: { decision: 'hold', body: { audiences: chosen, ground, reasoning, until } } };
  }

  protected choose(event: Event): void {
    this.ground.set(this.textOf(event) as HoldGround | '');
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value;
  }
}

function names(of: readonly Audience[]): string {
  return of.map((each) => audiences[each].toLowerCase()).join(', ');
}
