import { Component, computed, forwardRef, inject, signal } from '@angular/core';
import { Clock } from '../../platform/clock';
import { Session } from '../../platform/session';
import { localDateOf } from '../../platform/wall-time';
import { injectProviders, injectVisitTypes } from '../result-lookups';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** The patient is to come because of it: the desk books it from its list of whom to schedule. */
@Component({
  selector: 'app-visit-fields',
  template: `
    <label>
      Visit type
      <select data-field="visit-type" (change)="visitTypeId.set(textOf($event))">
        <option value="">Choose…</option>
        @for (each of visitTypes(); track each.id) {
          <option [value]="each.id" [selected]="each.id === visitTypeId()">{{ each.name }}</option>
        }
      </select>
    </label>
    <label>
      With
      <select data-field="provider" (change)="providerId.set(textOf($event))">
        <option value="">Anybody</option>
        @for (each of providers(); track each.id) {
          <option [value]="each.id" [selected]="each.id === providerId()">{{ each.name }}</option>
        }
      </select>
    </label>
    <label>
      Due by
      <input
        type="date"
        data-field="due-on"
        [min]="today()"
        [value]="dueOn()"
        (input)="dueOn.set(textOf($event))"
      />
    </label>
    <label>
      Note to the desk
      <input
        autocomplete="off"
        maxlength="200"
        data-field="note"
        [value]="note()"
        (input)="note.set(textOf($event))"
      />
    </label>
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => VisitFields) }],
})
export class VisitFields extends StepFields {
  readonly #clock = inject(Clock);
  readonly #session = inject(Session);

  protected readonly providers = injectProviders();
  protected readonly visitTypes = injectVisitTypes();
  protected readonly today = computed(() =>
    localDateOf(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC'),
  );
  protected readonly visitTypeId = signal('');
  protected readonly providerId = signal('');
  protected readonly dueOn = signal('');
  protected readonly note = signal('');

  override read(): Typed<Step> {
    const [visitTypeId, dueOn] = [this.visitTypeId(), this.dueOn()];
    if (visitTypeId === '') return { fault: 'Choose the visit type.' };
    if (dueOn === '') return { fault: 'Say by which day.' };
    if (dueOn < this.today()) return { fault: 'The day is over.' };
    const body = { visitTypeId, providerId: this.providerId() || null, dueOn };
    return { value: { decision: 'visit', body: { ...body, note: this.note().trim() } } };
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }
}
