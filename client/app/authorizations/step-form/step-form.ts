import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Attachment } from '#contract/attachment';
import type { Authorization } from '#contract/authorization-request';
import { Session } from '../../platform/session';
import { ShortcutKey } from '../../platform/shortcut-key';
import { StepChooser } from '../../platform/work-queue/step-chooser';
import { authorizationsShortcuts } from '../authorizations-shortcuts';
import { stepsFor, type StepChoice, type StepName } from '../step-choices';
import { AcceptFields } from '../steps/accept-fields';
import { AnewFields } from '../steps/anew-fields';
import { AnswerFields } from '../steps/answer-fields';
import { AppealFields } from '../steps/appeal-fields';
import { AttestFields } from '../steps/attest-fields';
import { CancelFields } from '../steps/cancel-fields';
import { DescribeFields } from '../steps/describe-fields';
import { ExtendFields } from '../steps/extend-fields';
import { NeedFields } from '../steps/need-fields';
import { OutcomeFields } from '../steps/outcome-fields';
import { PeerFields } from '../steps/peer-fields';
import { ReceiptFields } from '../steps/receipt-fields';
import { SendFields } from '../steps/send-fields';
import { SubmitFields } from '../steps/submit-fields';
import { TakeBackFields } from '../steps/take-back-fields';

/** What is done next with a request. A letter chooses, Enter writes. */
@Component({
  selector: 'app-step-form',
  imports: [
    AcceptFields,
    AnewFields,
    AnswerFields,
    AppealFields,
    AttestFields,
    CancelFields,
    DescribeFields,
    ExtendFields,
    MatButton,
    NeedFields,
    OutcomeFields,
    PeerFields,
    ReceiptFields,
    SendFields,
    ShortcutKey,
    SubmitFields,
    TakeBackFields,
  ],
  templateUrl: './step-form.html',
  styleUrl: './step-form.scss',
  host: { '[class.open]': 'choice() !== null' },
})
export class StepForm extends StepChooser<StepName, StepChoice> {
  readonly request = input.required<Authorization>();
  readonly files = input.required<readonly Attachment[]>();

  readonly #session = inject(Session);
  protected readonly terms = {
    ...{ mostAtFirst: 4, shortcuts: authorizationsShortcuts },
    otherStep: 'authorizations.other-step',
  };
  protected readonly choices = computed(() => stepsFor(this.request(), this.#session.grants()));

  protected itemId(): string {
    return this.request().id;
  }
}
