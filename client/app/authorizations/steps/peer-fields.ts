import { Component, forwardRef, input, viewChild } from '@angular/core';
import type { AuthorizationLine } from '#contract/authorization-line';
import { LineChoice } from '../line-choice/line-choice';
import { MomentFields } from '../moment-fields/moment-fields';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** The payer's clinician talks with ours until then. */
@Component({
  selector: 'app-peer-fields',
  imports: [LineChoice, MomentFields],
  template: `
    <app-line-choice [lines]="lines()" [single]="true" />
    <app-moment-fields label="Offered until" field="until" starts="empty" />
    <p>The time to appeal goes on meanwhile.</p>
  `,
  styleUrl: './step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => PeerFields) }],
})
export class PeerFields extends StepFields {
  readonly lines = input.required<readonly AuthorizationLine[]>();

  private readonly choice = viewChild.required(LineChoice);
  private readonly until = viewChild.required(MomentFields);

  override read(): Typed<Step> {
    const [lineId] = this.choice().chosen();
    if (lineId === undefined) return { fault: 'Choose the line.' };
    const { value: until, fault } = this.until().readAhead();
    if (fault !== undefined) return { fault };
    return { value: { decision: 'offer-peer', body: { lineId, until } } };
  }
}
