import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ResultHold } from '#contract/result-release';
import { Clock } from '../../platform/clock';
import { TimeFormat } from '../../platform/time-format';
import { holdWords, isHoldInForce } from '../audience-words';
import type { Step } from '../../platform/work-queue/step-fields';

const knows = {
  ordered: 'ordered it',
  responsible: 'answers for it',
  visit: 'has seen the patient',
  'any-licensed': 'is licensed',
} as const;

/** What clinicians decided of who sees it: on what ground, by what reasoning, until when. */
@Component({
  selector: 'app-hold-list',
  imports: [MatButton],
  template: `
    <ul>
      @for (line of lines(); track line.id) {
        <li [class.over]="!line.isInForce" [attr.data-hold]="line.id">
          <span class="words">{{ line.words }}</span>
          <span class="reasoning">“{{ line.reasoning }}”</span>
          <span class="meta">{{ line.meta }}</span>
          @if (mayHold() && line.isInForce) {
            <button
              matButton
              type="button"
              [disabled]="busy()"
              [attr.aria-label]="'End now: ' + line.words"
              (click)="stepped.emit({ decision: 'end-hold', body: { holdId: line.id } })"
            >
              End now
            </button>
          }
        </li>
      }
    </ul>
  `,
  styleUrl: './hold-list.scss',
})
export class HoldList {
  readonly holds = input.required<readonly ResultHold[]>();
  readonly nameOf = input.required<(staffId: string) => string>();
  readonly mayHold = input(false);
  readonly busy = input(false);
  readonly stepped = output<Step>();

  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);

  protected readonly lines = computed(() =>
    this.holds().map((hold) => ({
      id: hold.id,
      isInForce: isHoldInForce(hold, this.#clock.now()),
      words: holdWords(hold),
      reasoning: hold.reasoning,
      meta: this.#meta(hold),
    })),
  );

  #meta({ byId, relationship, at, until, endedAt, endedById }: ResultHold): string {
    const when = (iso: string): string => this.#format.dayAndTime(iso);
    const who = relationship === null ? '' : `, who ${knows[relationship]}`;
    const ended = endedAt === null ? '' : `ended ${when(endedAt)}`;
    return [
      `${this.nameOf()(byId)}${who}`,
      when(at),
      ended !== '' || until === null ? '' : `until ${when(until)}`,
      ended !== '' && endedById !== null ? `${ended} by ${this.nameOf()(endedById)}` : ended,
    ]
      .filter(Boolean)
      .join(' · ');
  }
}
