import { Component, computed, forwardRef, input, linkedSignal, signal } from '@angular/core';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';
import {
  claimChangeOf,
  differences,
  typedClaim,
  type LineField,
  type TypedClaim,
  type WholeClaim,
} from '../typed-claim';

const nothing: TypedClaim = { lines: [], diagnoses: '', authorization: '', memberId: '' };

/** The claim as it is to go out again; what differs is said before it is written. */
@Component({
  selector: 'app-correct-fields',
  templateUrl: './correct-fields.html',
  styleUrl: './correct-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => CorrectFields) }],
})
export class CorrectFields extends StepFields {
  /** `null` while it is not known. */
  readonly claim = input.required<WholeClaim | null>();
  /** It was never adjudicated: it goes out as an original. */
  readonly isNew = input(false);

  /** What was typed stays when the record is read again. */
  protected readonly typed = linkedSignal<string, TypedClaim>({
    source: () => this.claim()?.id ?? '',
    computation: () => {
      const claim = this.claim();
      return claim === null ? nothing : typedClaim(claim);
    },
  });
  protected readonly way = signal<'replacement' | 'void'>('replacement');
  protected readonly note = signal('');
  protected readonly isVoid = computed(() => !this.isNew() && this.way() === 'void');
  protected readonly changes = computed(() => {
    const claim = this.claim();
    return claim === null ? [] : differences(claim, this.typed());
  });

  override read(): Typed<Step> {
    const claim = this.claim();
    if (claim === null) return { fault: 'The claim is being read; try again in a moment.' };
    const note = this.note().trim();
    if (this.isVoid())
      return { value: { decision: 'correct', body: { as: 'void', change: { lines: [] }, note } } };
    const { value, fault } = claimChangeOf(claim, this.typed());
    if (fault !== undefined) return { fault };
    if (!this.isNew() && this.changes().length === 0)
      return { fault: 'Nothing is changed yet: an equal claim would be a duplicate.' };
    const as = this.isNew() ? 'new-claim' : 'replacement';
    return { value: { decision: 'correct', body: { as, change: value, note } } };
  }

  protected typeLine(number: number, field: LineField, event: Event): void {
    const text = this.textOf(event);
    this.typed.update((typed) => ({
      ...typed,
      lines: typed.lines.map((line) =>
        line.number === number ? { ...line, [field]: text } : line,
      ),
    }));
  }

  protected type(field: 'diagnoses' | 'authorization' | 'memberId', event: Event): void {
    const text = this.textOf(event);
    this.typed.update((typed) => ({ ...typed, [field]: text }));
  }

  protected chooseWay(event: Event): void {
    this.way.set(this.textOf(event) === 'void' ? 'void' : 'replacement');
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }
}
