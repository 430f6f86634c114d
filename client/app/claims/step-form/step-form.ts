import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ClaimRecord } from '#contract/claim-record';
import type { FollowUp } from '#contract/claim-follow-up';
import { Session } from '../../platform/session';
import { ShortcutKey } from '../../platform/shortcut-key';
import { StepChooser } from '../../platform/work-queue/step-chooser';
import { claimsShortcuts } from '../claims-shortcuts';
import { stepsFor, type StepChoice, type StepName } from '../step-choices';
import { AnswerFields } from '../steps/answer-fields';
import { AppealFields } from '../steps/appeal-fields';
import { CauseFields } from '../steps/cause-fields';
import { CorrectFields } from '../steps/correct-fields';
import { MatchFields } from '../steps/match-fields';
import { NextPayerFields } from '../steps/next-payer-fields';
import { ReasonFields } from '../steps/reason-fields';
import { RecordsFields } from '../steps/records-fields';
import { SettleFields } from '../steps/settle-fields';
import { WordsFields } from '../steps/words-fields';
import { WriteOffFields } from '../steps/write-off-fields';

/** What is done next with a follow-up: the best step first. A letter chooses, Enter writes. */
@Component({
  selector: 'app-step-form',
  imports: [
    AnswerFields,
    AppealFields,
    CauseFields,
    CorrectFields,
    MatButton,
    MatchFields,
    NextPayerFields,
    ReasonFields,
    RecordsFields,
    SettleFields,
    ShortcutKey,
    WordsFields,
    WriteOffFields,
  ],
  templateUrl: './step-form.html',
  styleUrl: './step-form.scss',
  host: { '[class.open]': 'choice() !== null' },
})
export class StepForm extends StepChooser<StepName, StepChoice> {
  readonly followUp = input.required<FollowUp>();
  /** `null` while it is not known: then only what needs none of it is offered. */
  readonly record = input.required<ClaimRecord | null>();
  /** The clinic's local date. */
  readonly today = input.required<string>();

  readonly #session = inject(Session);
  protected readonly terms = {
    ...{ mostAtFirst: 3, shortcuts: claimsShortcuts, otherStep: 'claims.other-step' },
  };
  protected readonly choices = computed(() => {
    const of = { record: this.record(), today: this.today() };
    return stepsFor(this.followUp(), of, this.#session.grants());
  });
  protected readonly saveWords = computed(() => saves[this.choice() ?? ''] ?? 'Write it down');

  protected itemId(): string {
    return this.followUp().id;
  }

  protected isLate({ advice }: StepChoice): boolean {
    return advice?.blockedBecause !== null && advice?.blockedBecause !== undefined;
  }
}

const saves: Readonly<Record<string, string>> = {
  correct: 'Write the claim',
  'fix-and-resubmit': 'Write the claim',
  'new-claim': 'Write the claim',
  appeal: 'File the appeal',
  'member-appeal': 'File the appeal',
  'bill-next': 'Write the claim',
  'write-off': 'Write off',
  transfer: 'Transfer it',
  match: 'Match',
  close: 'Close it',
  refund: 'Close it',
  reopen: 'Open it again',
};
