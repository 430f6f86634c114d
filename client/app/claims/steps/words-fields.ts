import { Component, forwardRef, input, signal } from '@angular/core';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** A step that asks for nothing but words: what is to be mended, what shows it, why it is opened again. */
@Component({
  selector: 'app-words-fields',
  template: `
    <label>
      {{ label() }}
      <textarea
        rows="3"
        maxlength="2000"
        data-field="words"
        [value]="words()"
        (input)="type($event)"
      ></textarea>
    </label>
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => WordsFields) }],
})
export class WordsFields extends StepFields {
  readonly decision = input.required<string>();
  /** Of the decision's body. */
  readonly field = input.required<string>();
  readonly label = input.required<string>();
  readonly least = input(1);

  protected readonly words = signal('');

  override read(): Typed<Step> {
    const words = this.words().trim();
    if (words === '') return { fault: `${this.label()}: write it down.` };
    if (words.length < this.least())
      return { fault: `${this.label()}: in ${this.least()} characters or more.` };
    return { value: { decision: this.decision(), body: { [this.field()]: words } } };
  }

  protected type(event: Event): void {
    this.words.set((event.target as HTMLTextAreaElement).value);
  }
}
