import { Component, computed, effect, inject, input, linkedSignal, output } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { holds } from '#contract/permission';
import { listName } from '#contract/patients';
import type { Problem } from '#contract/problem';
import {
  offerWays,
  openingCauses,
  passedOverReasons,
  mostCandidates,
  rulesOfAsking,
  type Candidate,
  type Offer,
} from '#contract/waitlist-opening';
import { offerWorkflow } from '#contract/waitlist-workflows';
import { Clock } from '../../platform/clock';
import { Keymap } from '../../platform/keymap';
import { messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { ShortcutKey } from '../../platform/shortcut-key';
import { bindShortcuts } from '../../platform/shortcut-set';
import { TimeFormat } from '../../platform/time-format';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { CandidateRow, type Asked } from '../candidate-row/candidate-row';
import { clinicDate } from '../clinic-day';
import { isFoundBy } from '../found-by';
import { waitlistShortcuts } from '../waitlist-shortcuts';
import { countOf, isLive, offerTones, timeSpan, waitsFor, zoneOf } from '../opening-words';
import type { OfferAnswer } from '../waitlist-events';
import type { CandidatesState } from '../waitlist-state';
import type { OpeningOnBoard } from '../waitlist-store';

export interface OfferWish {
  entryId: string;
  outOfOrderReason?: string;
}

export interface OfferAnswered {
  offer: Offer;
  answer: OfferAnswer;
}

/** Who could take this time, best first, and for everybody else why not. */
@Component({
  selector: 'app-candidates-panel',
  imports: [
    CandidateRow,
    EmptyState,
    ErrorState,
    MatButton,
    MatIconButton,
    RouterLink,
    ShortcutKey,
    Skeleton,
    StatusChip,
    SvgIcon,
  ],
  templateUrl: './candidates-panel.html',
  styleUrl: './candidates-panel.scss',
})
export class CandidatesPanel {
  readonly item = input.required<OpeningOnBoard>();
  readonly state = input.required<CandidatesState>();
  /** Why the last offer from here was refused. */
  readonly refusal = input<Problem | null>(null);
  readonly offer = output<OfferWish>();
  readonly askWave = output();
  /** Books somebody who is on the line. */
  readonly takeOver = output<OfferWish>();
  readonly answer = output<OfferAnswered>();
  readonly withdrawOffer = output<Offer>();
  readonly withdrawOpening = output();
  readonly showLink = output<Offer>();
  readonly retry = output();
  readonly closed = output();

  readonly #session = inject(Session);
  readonly #format = inject(TimeFormat);
  readonly #clock = inject(Clock);

  readonly #openingId = computed(() => this.item().opening.id);
  protected readonly search = linkedSignal({ source: this.#openingId, computation: () => '' });
  /** Whose place in the line is being explained, and for what. */
  protected readonly asking = linkedSignal<string, { entryId: string; for: Asked } | null>({
    source: this.#openingId,
    computation: () => null,
  });

  protected readonly nameOf = listName;
  protected readonly isDemo = computed(() => this.#session.me()?.organization.isDemo ?? false);
  protected readonly mayOffer = computed(() => this.#may('offer:send'));
  protected readonly mayWithdraw = computed(() => this.#may('offer:withdraw'));
  protected readonly isOpen = computed(() => {
    const { status, startsAt } = this.item().opening;
    return (status === 'open' || status === 'offered') && startsAt > this.#clock.now();
  });
  protected readonly title = computed(() => {
    const zone = zoneOf(this.#session.clinic());
    return timeSpan(this.item().opening, this.#clock.now(), zone, this.#format);
  });
  protected readonly text = computed(() => {
    const { provider, visitType, opening } = this.item();
    const who = provider ? `${provider.given} ${provider.family}, ${provider.credentials}` : '';
    const zone = this.#format.zone(opening.startsAt);
    const cause = openingCauses[opening.cause].toLowerCase();
    return [who, visitType?.name, zone, cause].filter(Boolean).join(' · ');
  });
  /** Those that can still be answered; all of them once the time is gone. */
  protected readonly offers = computed(() =>
    this.item()
      .offers.filter((offer) => !this.isOpen() || isLive(offer))
      .toSorted((a, b) => a.wave - b.wave || a.rank - b.rank)
      .map((offer) => ({
        offer,
        isLive: isLive(offer),
        way: offer.way === 'message' ? '' : offerWays[offer.way],
        mayAnswer: this.mayOffer() && (offer.status === 'sent' || offer.status === 'wanted'),
        words: offer.status === 'wanted' ? answerWords.wanted : answerWords.sent,
        tone: offerTones[offer.status],
        word: offerWorkflow.states[offer.status].title,
        until: waitsFor(offer, this.#clock.now(), (iso, now) => this.#format.relative(iso, now)),
      })),
  );
  protected readonly liveOffers = computed(() => this.item().offers.filter(isLive));
  protected readonly date = computed(() =>
    clinicDate(this.item().opening.startsAt, zoneOf(this.#session.clinic())),
  );
  protected readonly outcome = computed(() => {
    const { status, daysGained, passedOverBecause } = this.item().opening;
    switch (status) {
      case 'passed-over':
        return `Nobody was asked: ${passedOverReasons[passedOverBecause ?? 'too-late'].toLowerCase()}.`;
      case 'filled':
        return daysGained
          ? `This time is filled: the patient comes ${countOf(daysGained, 'day', 'days')} earlier.`
          : 'This time is filled.';
      case 'withdrawn':
        return 'This opening was taken off the board, or its time went otherwise.';
      case 'open':
      case 'offered':
      case 'lapsed':
        return 'It is too late to fill this time.';
    }
  });
  readonly #found = computed(() =>
    this.state().items.filter(({ entry: { patient } }) =>
      isFoundBy(this.search(), `${listName(patient)} ${patient.mrn}`),
    ),
  );
  protected readonly fitting = computed(() => this.#found().filter(({ rank }) => rank !== null));
  /** Who lacks least comes first: there a phone call may help. */
  protected readonly others = computed(() =>
    this.#found()
      .filter(({ rank }) => rank === null)
      .sort((a, b) => failuresOf(a) - failuresOf(b)),
  );
  /** More wait than are shown. */
  protected readonly isCut = computed(() => this.state().items.length >= mostCandidates);
  protected readonly nobodyTitle = computed(() =>
    this.isCut()
      ? `Nobody of that name among the first ${mostCandidates}`
      : 'Nobody of that name waits here',
  );
  protected readonly hasFitting = computed(() =>
    this.state().items.some(({ rank }) => rank !== null),
  );
  protected readonly problemMessage = computed(() => wordsOf(this.state().problem));
  protected readonly refusalMessage = computed(() => wordsOf(this.refusal()));

  constructor() {
    const keymap = inject(Keymap);
    effect((onCleanup) => {
      if (!this.isOpen() || !this.mayOffer()) return;
      const act = {
        'waitlist.offer-to-best': () => this.#offerBest(),
        'waitlist.ask-wave': () => this.#askNext(),
      };
      onCleanup(keymap.add(bindShortcuts(waitlistShortcuts, act)));
    });
  }

  protected type(event: Event): void {
    this.search.set((event.target as HTMLInputElement).value);
  }

  /** The first in line is asked at once; for anybody else the reason is recorded. */
  protected ask({ rank, entry }: Candidate): void {
    if (rank === 1) this.offer.emit({ entryId: entry.id });
    else this.asking.set({ entryId: entry.id, for: 'offer' });
  }

  /** The first in line is booked at once while nobody is being asked. */
  protected book({ rank, entry }: Candidate): void {
    if (rank === 1 && this.liveOffers().length === 0) this.takeOver.emit({ entryId: entry.id });
    else this.asking.set({ entryId: entry.id, for: 'book' });
  }

  protected explain({ entry }: Candidate, outOfOrderReason: string): void {
    const wish = { entryId: entry.id, outOfOrderReason };
    if (this.asking()?.for === 'book') this.takeOver.emit(wish);
    else this.offer.emit(wish);
    this.asking.set(null);
  }

  protected askedFor({ entry }: Candidate): Asked | null {
    const asking = this.asking();
    return asking?.entryId === entry.id ? asking.for : null;
  }

  /** Whoever only may not be asked, or not in time, may be booked while they are on the line. */
  protected mayBook(candidate: Candidate): boolean {
    return (
      this.mayOffer() &&
      !this.isAsked(candidate) &&
      candidate.verdicts.every(({ passes, rule }) => passes || rulesOfAsking.includes(rule))
    );
  }

  /** Holds an offer of this time already: the ranking that says so may be on its way. */
  protected isAsked({ entry }: Candidate): boolean {
    return this.liveOffers().some(({ entryId }) => entryId === entry.id);
  }

  #askNext(): void {
    if (this.fitting().length > 0 && !this.item().pending) this.askWave.emit();
  }

  #offerBest(): void {
    const best = this.state().items.find(({ rank }) => rank === 1);
    if (best && !this.isAsked(best) && this.state().status === 'loaded' && !this.item().pending)
      this.ask(best);
  }

  #may(permission: 'offer:send' | 'offer:withdraw'): boolean {
    return holds(this.#session.grants(), permission, this.item().opening.clinicId);
  }
}

const answerWords = {
  sent: { accept: 'Said yes', decline: 'Said no' },
  wanted: { accept: 'Confirm', decline: 'Refuse' },
} as const;

function failuresOf({ verdicts }: Candidate): number {
  return verdicts.filter(({ passes }) => !passes).length;
}

function wordsOf(problem: Problem | null): string {
  return problem ? messageOf(problem) : '';
}
