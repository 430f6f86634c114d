import { Component, computed, forwardRef, input, signal, viewChild } from '@angular/core';
import { heardVia, type AuthorizationLine, type HeardVia } from '#contract/authorization-line';
import { GrantFields } from '../grant-fields/grant-fields';
import { LineChoice } from '../line-choice/line-choice';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** The payer prolonged an approval, or gave more of it. */
@Component({
  selector: 'app-extend-fields',
  imports: [GrantFields, LineChoice],
  template: `
    <app-line-choice [lines]="lines()" [single]="true" />
    @if (line(); as line) {
      <app-grant-fields [line]="line" />
    }
    <div class="fields">
      <label>
        Heard by
        <select data-field="via" (change)="hear($event)">
          @for (each of ways; track each[0]) {
            <option [value]="each[0]" [selected]="each[0] === via()">{{ each[1] }}</option>
          }
        </select>
      </label>
      <label>
        Number, if it is a new one
        <input
          autocomplete="off"
          maxlength="50"
          data-field="number"
          [value]="number()"
          (input)="number.set(textOf($event))"
        />
      </label>
    </div>
  `,
  styleUrl: './step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => ExtendFields) }],
})
export class ExtendFields extends StepFields {
  readonly lines = input.required<readonly AuthorizationLine[]>();

  private readonly choice = viewChild(LineChoice);
  private readonly grant = viewChild(GrantFields);

  protected readonly ways = Object.entries(heardVia) as [HeardVia, string][];
  protected readonly via = signal<HeardVia>('portal');
  protected readonly number = signal('');
  protected readonly line = computed(() => {
    const [lines, chosen] = [this.lines(), this.choice()?.chosen()[0]];
    return lines.find(({ id }) => id === chosen) ?? lines[0];
  });

  override read(): Typed<Step> {
    const typed = this.grant()?.read() ?? { fault: 'Choose the line.' };
    if (typed.fault !== undefined) return { fault: typed.fault };
    const body = {
      lineId: this.line()?.id,
      grant: typed.value,
      via: this.via(),
      number: this.number().trim() || null,
    };
    return { value: { decision: 'extend', body } };
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  protected hear(event: Event): void {
    this.via.set(this.textOf(event) as HeardVia);
  }
}
