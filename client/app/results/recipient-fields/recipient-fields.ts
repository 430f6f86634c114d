import { Component, computed, input, linkedSignal, signal } from '@angular/core';
import type { Result } from '#contract/result-report';
import type { Colleague } from '#contract/staff';
import type { Typed } from '../../platform/work-queue/step-fields';

const somebodyElse = 'other';

export interface Recipient {
  recipientId: string | null;
  recipientName: string;
}

/** Who was called: a colleague, or somebody else by name. At first whoever ordered it, while they are to be called. */
@Component({
  selector: 'app-recipient-fields',
  template: `
    <label>
      Whom you called
      <select data-field="recipient" (change)="choose($event)">
        <option value="">Choose…</option>
        @for (each of known(); track each.id) {
          <option [value]="each.id" [selected]="each.id === chosen()">{{ each.name }}</option>
        }
        <option value="other" [selected]="isOther()">Somebody else…</option>
      </select>
    </label>
    @if (isOther()) {
      <label>
        Their name
        <input
          autocomplete="off"
          maxlength="120"
          data-field="recipient-name"
          [value]="name()"
          (input)="type($event)"
        />
      </label>
    }
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
})
export class RecipientFields {
  readonly result = input.required<Result>();
  readonly colleagues = input.required<readonly Colleague[]>();

  protected readonly known = computed(() =>
    this.colleagues()
      .filter(({ left, given }) => !left && given !== '')
      .map(({ id, family, given }) => ({ id, name: `${family}, ${given}` })),
  );
  protected readonly chosen = linkedSignal(() => {
    const { orderedBy, criticalCall } = this.result();
    const isOrdering = criticalCall?.rung?.startsWith('Ordering') ?? false;
    const staffId = isOrdering ? orderedBy.staffId : null;
    return this.known().some(({ id }) => id === staffId) ? (staffId ?? '') : '';
  });
  protected readonly name = signal('');
  /** Of somebody who is no colleague nothing is known: their credentials have to be said. */
  readonly isOther = computed(() => this.chosen() === somebodyElse);

  read(): Typed<Recipient> {
    const [chosen, name] = [this.chosen(), this.name().trim()];
    if (chosen === '') return { fault: 'Say whom you called.' };
    if (!this.isOther()) return { value: { recipientId: chosen, recipientName: '' } };
    return name === ''
      ? { fault: 'Write down their name.' }
      : { value: { recipientId: null, recipientName: name } };
  }

  protected choose(event: Event): void {
    this.chosen.set((event.target as HTMLSelectElement).value);
  }

  protected type(event: Event): void {
    this.name.set((event.target as HTMLInputElement).value);
  }
}
