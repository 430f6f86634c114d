import { Component, forwardRef, input, viewChild, viewChildren } from '@angular/core';
import type { AskedLine } from '#contract/authorization-line';
import type { Authorization } from '#contract/authorization-request';
import { AskedLineFields } from '../asked-line-fields/asked-line-fields';
import { AskedRequestFields } from '../asked-request-fields/asked-request-fields';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** What is asked for, as long as nothing of it was submitted; it keeps its lines. */
@Component({
  selector: 'app-describe-fields',
  imports: [AskedLineFields, AskedRequestFields],
  template: `
    @for (line of request().lines; track line.id) {
      <app-asked-line-fields [line]="line" />
    }
    <app-asked-request-fields [request]="request()" />
  `,
  styleUrl: './step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => DescribeFields) }],
})
export class DescribeFields extends StepFields {
  readonly request = input.required<Authorization>();

  private readonly lines = viewChildren(AskedLineFields);
  private readonly common = viewChild.required(AskedRequestFields);

  override read(): Typed<Step> {
    const lines: AskedLine[] = [];
    for (const fields of this.lines()) {
      const typed = fields.read();
      if (typed.fault !== undefined) return { fault: typed.fault };
      lines.push(typed.value);
    }
    const common = this.common().read();
    if (common.fault !== undefined) return { fault: common.fault };
    return { value: { decision: 'describe', body: { lines, ...common.value } } };
  }
}
