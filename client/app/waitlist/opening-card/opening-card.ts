import { Component, computed, inject, input, output } from '@angular/core';
import { listName } from '#contract/patients';
import { passedOverReasons } from '#contract/waitlist-opening';
import { offerWorkflow } from '#contract/waitlist-workflows';
import { Clock } from '../../platform/clock';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { StatusChip } from '../../ui/status-chip/status-chip';
import {
  countOf,
  isLive,
  offerTones,
  timeSpan,
  urgencyOf,
  waitsFor,
  zoneOf,
} from '../opening-words';
import type { OpeningOnBoard } from '../waitlist-store';

/** More answers than this are told by a number. */
const answersAtMost = 4;
/** How long after a change by somebody else the card may still begin to glow. */
const glowMs = 3000;

/** One freed time: when, with whom, how long it still can be filled, and the answers as they come. */
@Component({
  selector: 'app-opening-card',
  imports: [StatusChip],
  templateUrl: './opening-card.html',
  styleUrl: './opening-card.scss',
  host: {
    '[class.picked]': 'picked()',
    '[class.pending]': 'item().pending',
    '[class.glows]': 'glows()',
  },
})
export class OpeningCard {
  readonly item = input.required<OpeningOnBoard>();
  readonly picked = input(false);
  readonly pick = output();

  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly when = computed(() => {
    const zone = zoneOf(this.#session.clinic());
    return timeSpan(this.item().opening, this.#clock.now(), zone, this.#format);
  });
  protected readonly isLive = computed(() => {
    const { status } = this.item().opening;
    return status === 'open' || status === 'offered';
  });
  protected readonly timeLeft = computed(() =>
    this.#format.relative(this.item().opening.startsAt, this.#clock.now()),
  );
  protected readonly urgency = computed(() =>
    urgencyOf(this.item().opening.startsAt, this.#clock.now()),
  );
  protected readonly provider = computed(() => {
    const provider = this.item().provider;
    return provider ? `${provider.given} ${provider.family}, ${provider.credentials}` : '';
  });
  /** What became of it, or how many it could help. */
  protected readonly outcome = computed(() => {
    const { status, fitting, daysGained, passedOverBecause } = this.item().opening;
    switch (status) {
      case 'open':
        return fitting === 0 ? 'Nobody fits yet' : countOf(fitting, 'fits', 'fit');
      case 'filled':
        return daysGained ? `${countOf(daysGained, 'day', 'days')} gained` : 'Filled';
      case 'withdrawn':
        return 'Taken off the board';
      case 'lapsed':
        return 'Too late to fill';
      case 'passed-over':
        return passedOverReasons[passedOverBecause ?? 'too-late'];
      case 'offered':
        return this.#liveWords();
    }
  });
  /** Until the undo window closes nothing leaves; the card says how long. */
  protected readonly heldFor = computed(() => {
    const { offersLeaveAt, status } = this.item().opening;
    return status === 'open' && offersLeaveAt > this.#clock.now()
      ? this.#format.relative(offersLeaveAt, this.#clock.now())
      : null;
  });
  protected readonly glows = computed(() => {
    const { touchedAt } = this.item();
    if (!touchedAt) return false;
    return Date.parse(this.#clock.now()) - Date.parse(touchedAt) < glowMs;
  });
  protected readonly answers = computed(() =>
    this.item()
      .offers.slice(0, answersAtMost)
      .map((offer) => ({
        id: offer.id,
        name: listName(offer.patient),
        word: offerWorkflow.states[offer.status].title,
        tone: offerTones[offer.status],
        until: waitsFor(offer, this.#clock.now(), (iso, now) => this.#format.relative(iso, now)),
      })),
  );
  /** `3 offers out · wave 2, next in 6 min`. */
  readonly #liveWords = computed(() => {
    const { wave, nextWaveAt } = this.item().opening;
    const out = countOf(this.item().offers.filter(isLive).length, 'offer out', 'offers out');
    if (this.item().offers.some(({ status }) => status === 'wanted')) return 'Wanted: confirm it';
    const next =
      nextWaveAt !== null && nextWaveAt > this.#clock.now()
        ? `, next ${this.#format.relative(nextWaveAt, this.#clock.now())}`
        : '';
    return wave > 0 ? `${out} · wave ${wave}${next}` : out;
  });
  protected readonly moreAnswers = computed(() =>
    Math.max(0, this.item().offers.length - answersAtMost),
  );
}
