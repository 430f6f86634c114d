import { DOCUMENT } from '@angular/common';
import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { courseKinds } from '#contract/claim-follow-up';
import { frequencies, type ClaimRecord, type RemittedClaim } from '#contract/claim-record';
import { problemOf } from '../../platform/api';
import { moneyWords } from '../../platform/money-words';
import { messageOf } from '../../platform/problem-message';
import { TimeFormat } from '../../platform/time-format';
import { adjustmentWords, signedMoney } from '../claim-words';
import { ClaimsApi } from '../claims-api';
import { saveX12 } from '../save-x12';
import { filingStates, outcomeWords, remittedWords } from '../story-words';

/** What was sent, what the payer answered, what runs or ran, and what else is followed up of the claim. */
@Component({
  selector: 'app-claim-story',
  imports: [MatButton, RouterLink],
  templateUrl: './claim-story.html',
  styleUrl: './claim-story.scss',
})
export class ClaimStory {
  readonly record = input.required<ClaimRecord>();
  readonly nameOf = input.required<(staffId: string) => string>();

  readonly #api = inject(ClaimsApi);
  readonly #document = inject(DOCUMENT);
  readonly #format = inject(TimeFormat);

  protected readonly problem = signal('');
  protected readonly filings = computed(() =>
    this.record().filings.map((filing) => ({
      filing,
      title: frequencies[filing.frequency],
      at: this.#format.dayAndTime(filing.at),
      by: filing.byId === null ? 'sent elsewhere' : this.nameOf()(filing.byId),
      state: filingStates[filing.state],
      of: filing.originalReference === null ? '' : `of ${filing.originalReference}`,
    })),
  );
  protected readonly remitted = computed(() =>
    this.record().remitted.map((each) => this.#row(each)),
  );
  protected readonly courses = computed(() =>
    this.record().courses.map((course) => ({
      course,
      title: `${courseKinds[course.kind]}${course.level > 0 ? `, level ${course.level}` : ''}`,
      meta: [
        `${this.#format.dayAndTime(course.startedAt)}, ${this.nameOf()(course.byId)}`,
        course.reference,
        course.endedAt === null
          ? 'runs'
          : `${outcomeWords(course.outcome)} ${this.#format.dayAndTime(course.endedAt)}`,
      ]
        .filter(Boolean)
        .join(' · '),
    })),
  );
  protected readonly others = computed(() =>
    this.record().others.map((other) => ({ ...other, amount: moneyWords(other.amountCents) })),
  );

  protected async fetch(filingId: string): Promise<void> {
    this.problem.set('');
    try {
      const { name, text } = await this.#api.file(filingId);
      saveX12(this.#document, text, name);
    } catch (error) {
      this.problem.set(messageOf(problemOf(error)));
    }
  }

  #row(said: RemittedClaim) {
    return {
      said,
      title: remittedWords(said),
      paid: signedMoney(said.paidCents),
      meta: `${this.#format.date(said.receivedOn)} · ${said.trace}`,
      codes: [...said.adjustments.map(adjustmentWords), ...said.remarks].join('  '),
    };
  }
}
