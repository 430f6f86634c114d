import { Component, forwardRef } from '@angular/core';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** All lines that are ready leave for the payer. */
@Component({
  selector: 'app-send-fields',
  template: `
    <p>
      All lines that are ready are sent to the payer as an X12 278. Its clock begins when it
      confirms that it received them.
    </p>
  `,
  styleUrl: './step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => SendFields) }],
})
export class SendFields extends StepFields {
  override read(): Typed<Step> {
    return { value: { decision: 'send', body: {} } };
  }
}
