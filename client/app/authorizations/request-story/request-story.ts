import { Component, computed, inject, input } from '@angular/core';
import { heardVia } from '#contract/authorization-line';
import { submissionChannels, type Authorization } from '#contract/authorization-request';
import { reviewActions } from '#contract/authorization-workflow';
import { TimeFormat } from '../../platform/time-format';
import type { AuthorizationStory } from '../authorizations-api';

const fates = {
  stood: '',
  contradicted: 'did not count: another answer stood',
  'taken-back': 'taken back: it was a mistake',
} as const;
const useStates = { reserved: 'Booked', used: 'Used', returned: 'Given back' } as const;

/** What was sent and what was answered, in its order, and the visits that use it: for whoever talks with the payer. */
@Component({
  selector: 'app-request-story',
  template: `
    <ol>
      @for (line of lines(); track $index) {
        <li>
          <span>{{ line.words }}</span>
          <span class="meta">{{ line.meta }}</span>
        </li>
      } @empty {
        <li class="meta">Nothing was sent or answered yet.</li>
      }
    </ol>
    @if (uses().length > 0) {
      <h4>Visits that use it</h4>
      <ol>
        @for (use of uses(); track $index) {
          <li>
            <span>{{ use.words }}</span>
            <span class="meta">{{ use.meta }}</span>
          </li>
        }
      </ol>
    }
  `,
  styleUrl: './request-story.scss',
})
export class RequestStory {
  readonly story = input.required<AuthorizationStory>();
  readonly request = input.required<Authorization>();
  readonly nameOf = input.required<(staffId: string) => string>();

  readonly #format = inject(TimeFormat);

  protected readonly lines = computed(() => {
    const { submissions, answers } = this.story();
    return [
      ...submissions.map((each) => this.#sent(each)),
      ...answers.map((each) => this.#heard(each)),
    ].sort((a, b) => b.at.localeCompare(a.at));
  });
  protected readonly uses = computed(() =>
    this.story().uses.map(({ lineId, startsAt, units, state }) => ({
      words: `${this.#format.dayAndTime(startsAt)}: ${useStates[state].toLowerCase()}`,
      meta: `${units} of ${this.#nameOfLine(lineId)}`,
    })),
  );

  #sent({
    channel,
    at,
    byId,
    confirmation,
    receivedAt,
    trouble,
  }: AuthorizationStory['submissions'][number]) {
    const received =
      receivedAt === null
        ? 'receipt not confirmed'
        : `received ${this.#format.dayAndTime(receivedAt)}`;
    const number = confirmation === '' ? '' : `confirmation ${confirmation}`;
    return {
      at,
      words:
        trouble === null
          ? `Submitted: ${submissionChannels[channel]}`
          : `Sent back by the payer: ${trouble}`,
      meta: [this.#by(byId, at), number, received].filter(Boolean).join(' · '),
    };
  }

  #heard({
    lineId,
    action,
    number,
    because,
    via,
    byId,
    at,
    fate,
  }: AuthorizationStory['answers'][number]) {
    const words = `${this.#nameOfLine(lineId)}: ${reviewActions[action].toLowerCase()}`;
    return {
      at,
      words: because === '' ? words : `${words}, “${because}”`,
      meta: [
        heardVia[via],
        this.#by(byId, at),
        number === null ? '' : `number ${number}`,
        fates[fate],
      ]
        .filter(Boolean)
        .join(' · '),
    };
  }

  #by(byId: string | null, at: string): string {
    const who = byId === null ? 'System' : this.nameOf()(byId);
    return `${who} · ${this.#format.dayAndTime(at)}`;
  }

  #nameOfLine(lineId: string): string {
    return this.request().lines.find(({ id }) => id === lineId)?.description ?? 'a line';
  }
}
