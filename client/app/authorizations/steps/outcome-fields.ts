import { Component, computed, forwardRef, input, signal, viewChild } from '@angular/core';
import type { AuthorizationLine, LineGrant } from '#contract/authorization-line';
import { GrantFields } from '../grant-fields/grant-fields';
import { LineChoice } from '../line-choice/line-choice';
import { MomentFields } from '../moment-fields/moment-fields';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

type Outcome = 'overturned' | 'upheld' | 'not-held';
const titles: Record<Outcome, string> = {
  overturned: 'Overturned: it is approved',
  upheld: 'Upheld: it stays denied',
  'not-held': 'Not held',
};

/** What came of a talk or an appeal; what it overturns is granted. */
@Component({
  selector: 'app-outcome-fields',
  imports: [GrantFields, LineChoice, MomentFields],
  templateUrl: './outcome-fields.html',
  styleUrl: './step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => OutcomeFields) }],
})
export class OutcomeFields extends StepFields {
  readonly lines = input.required<readonly AuthorizationLine[]>();
  readonly of = input.required<'peer' | 'appeal'>();

  private readonly choice = viewChild(LineChoice);
  private readonly grant = viewChild(GrantFields);
  private readonly decided = viewChild(MomentFields);

  protected readonly outcomes = computed(() =>
    (Object.entries(titles) as [Outcome, string][]).filter(
      ([outcome]) => this.of() === 'peer' || outcome !== 'not-held',
    ),
  );
  protected readonly outcome = signal<Outcome | ''>('');
  protected readonly number = signal('');
  protected readonly line = computed(() => {
    const [lines, chosen] = [this.lines(), this.choice()?.chosen()[0]];
    return lines.find(({ id }) => id === chosen) ?? lines[0];
  });

  override read(): Typed<Step> {
    const [line, outcome] = [this.line(), this.outcome()];
    if (line === undefined) return { fault: 'Choose the line.' };
    if (outcome === '') return { fault: 'Say what came of it.' };
    const granted: Typed<LineGrant | null> | undefined =
      outcome === 'overturned' ? this.grant()?.read() : { value: null };
    if (!granted || granted.fault !== undefined)
      return { fault: granted?.fault ?? 'Say what is granted.' };
    const number = this.number().trim() || null;
    const body = { lineId: line.id, outcome, grant: granted.value, number };
    if (this.of() === 'peer') return { value: { decision: 'end-peer', body } };
    const decided = this.decided()?.readPast() ?? { fault: 'Say when it was decided.' };
    if (decided.fault !== undefined) return { fault: decided.fault };
    return { value: { decision: 'end-appeal', body: { ...body, decidedAt: decided.value } } };
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  protected choose(event: Event): void {
    this.outcome.set(this.textOf(event) as Outcome | '');
  }
}
