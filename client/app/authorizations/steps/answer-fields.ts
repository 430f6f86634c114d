import {
  Component,
  computed,
  forwardRef,
  input,
  signal,
  viewChild,
  viewChildren,
} from '@angular/core';
import { heardVia, type AuthorizationLine, type HeardVia } from '#contract/authorization-line';
import { LineAnswer } from '../line-answer/line-answer';
import { MomentFields } from '../moment-fields/moment-fields';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** What the payer answered, line by line; of what it did not speak nothing is written. */
@Component({
  selector: 'app-answer-fields',
  imports: [LineAnswer, MomentFields],
  templateUrl: './answer-fields.html',
  styleUrl: './step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => AnswerFields) }],
})
export class AnswerFields extends StepFields {
  readonly lines = input.required<readonly AuthorizationLine[]>();

  private readonly decided = viewChild.required(MomentFields);
  private readonly answers = viewChildren(LineAnswer);

  protected readonly ways = Object.entries(heardVia) as [HeardVia, string][];
  protected readonly via = signal<HeardVia>('portal');
  protected readonly note = signal('');
  protected readonly isOne = computed(() => this.lines().length === 1);

  override read(): Typed<Step> {
    const { value: decidedAt, fault } = this.decided().readPast();
    if (fault !== undefined) return { fault };
    const typed = this.answers().map((answer) => answer.read());
    const wrong = typed.find((each) => each.fault !== undefined)?.fault;
    if (wrong !== undefined) return { fault: wrong };
    const answers = typed.flatMap(({ value }) => (value ? [value] : []));
    if (answers.length === 0) return { fault: 'Choose what the payer answered.' };
    const body = { via: this.via(), decidedAt, answers, note: this.note().trim() };
    return { value: { decision: 'answer', body } };
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  protected hear(event: Event): void {
    this.via.set(this.textOf(event) as HeardVia);
  }
}
