import { Component, computed, forwardRef, input, signal, viewChild } from '@angular/core';
import type { ResultValue } from '#contract/result-content';
import type { Result } from '#contract/result-report';
import type { Colleague } from '#contract/staff';
import { RecipientFields } from '../recipient-fields/recipient-fields';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** Each critical value as it was read back: typed as it was heard, never copied from what was said. */
@Component({
  selector: 'app-read-back-fields',
  imports: [RecipientFields],
  template: `
    <app-recipient-fields [result]="result()" [colleagues]="colleagues()" />
    <label>
      {{ isOther() ? 'Their credentials' : 'Their credentials, if other than on record' }}
      <input
        autocomplete="off"
        maxlength="40"
        data-field="credentials"
        placeholder="MD, RN"
        [value]="credentials()"
        (input)="credentials.set(textOf($event))"
      />
    </label>
    @for (value of values(); track value.key; let at = $index) {
      <label>
        {{ value.title }}, as they read it back
        <input
          autocomplete="off"
          maxlength="200"
          [attr.data-field]="'heard-' + at"
          [value]="heard()[value.key] ?? ''"
          (input)="hear(value.key, $event)"
        />
      </label>
    }
    <label>
      Note
      <input
        autocomplete="off"
        maxlength="300"
        data-field="note"
        [value]="note()"
        (input)="note.set(textOf($event))"
      />
    </label>
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => ReadBackFields) }],
})
export class ReadBackFields extends StepFields {
  readonly result = input.required<Result>();
  readonly colleagues = input.required<readonly Colleague[]>();
  readonly values = input.required<readonly ResultValue[]>();

  private readonly recipient = viewChild.required(RecipientFields);

  protected readonly isOther = computed(() => this.recipient().isOther());
  protected readonly credentials = signal('');
  protected readonly heard = signal<Readonly<Record<string, string>>>({});
  protected readonly note = signal('');

  override read(): Typed<Step> {
    const { value: whom, fault } = this.recipient().read();
    if (fault !== undefined) return { fault };
    const credentials = this.credentials().trim();
    if (this.isOther() && credentials === '')
      return { fault: 'Only somebody licensed can take it: write down their credentials.' };
    const readBack = this.values().map(({ key }) => ({
      key,
      text: this.heard()[key]?.trim() ?? '',
    }));
    const silent = this.values().find((_, at) => readBack[at]?.text === '');
    if (silent) return { fault: `Type what they read back: ${silent.title}.` };
    const body = { ...whom, credentials, readBack, note: this.note().trim() };
    return { value: { decision: 'read-back', body } };
  }

  protected hear(key: string, event: Event): void {
    this.heard.update((heard) => ({ ...heard, [key]: this.textOf(event) }));
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }
}
