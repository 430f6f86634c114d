// What a console knows of one clinic's waitlist. Reducers are the contract's pure functions.
import { computed, inject, type Signal } from '@angular/core';
import { signalStore, withComputed, withState } from '@ngrx/signals';
import type { VisitType } from '#contract/availability';
import type { ById } from '#contract/realtime';
import type { Provider } from '#contract/staff';
import { compareEntries } from '#contract/waitlist-entry';
import { type Offer, type Opening } from '#contract/waitlist-opening';
import { Clock } from '../platform/clock';
import { columnsOf } from './board-columns';
import { withWaitlistHandlers } from './waitlist-handlers';
import { withWaitlistNews } from './waitlist-news';
import { withWaitlistReducer } from './waitlist-reducer';
import { initialWaitlistState } from './waitlist-state';

/** An opening as the board shows it. */
export interface OpeningOnBoard {
  opening: Opening;
  /** Newest first. */
  offers: Offer[];
  provider: Provider | undefined;
  visitType: VisitType | undefined;
  pending: boolean;
  /** When somebody else changed it last; `null` when nobody did since it was loaded. */
  touchedAt: string | null;
}

export const WaitlistStore = signalStore(
  withState(initialWaitlistState),
  withWaitlistReducer(),
  withComputed((store) => ({
    waiting: computed(() =>
      Object.values(store.entries())
        .filter(({ status }) => status === 'active' || status === 'paused')
        .sort(compareEntries),
    ),
    board: computed(() => boardOf(store)),
    pendingIds: computed(() => new Set(Object.values(store.pending()))),
  })),
  withComputed((store, clock = inject(Clock)) => ({
    columns: computed(() => columnsOf(store.board(), clock.now())),
    daysGained: computed(() =>
      store.board().reduce((sum, { opening }) => sum + (opening.daysGained ?? 0), 0),
    ),
  })),
  withWaitlistHandlers(),
  withWaitlistNews(),
);

interface BoardSource {
  openings: Signal<ById<Opening>>;
  offers: Signal<ById<Offer>>;
  providers: Signal<ById<Provider>>;
  visitTypes: Signal<ById<VisitType>>;
  pending: Signal<ById<string>>;
  touchedAt: Signal<ById<string>>;
}

function boardOf(store: BoardSource): OpeningOnBoard[] {
  const offers = Map.groupBy(Object.values(store.offers()), ({ openingId }) => openingId);
  const pending = new Set(Object.values(store.pending()));
  return Object.values(store.openings())
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt) || a.id.localeCompare(b.id))
    .map((opening) => {
      const own = (offers.get(opening.id) ?? []).sort((a, b) => b.id.localeCompare(a.id));
      return {
        opening,
        offers: own,
        provider: store.providers()[opening.providerId],
        visitType: store.visitTypes()[opening.visitTypeId],
        pending: pending.has(opening.id) || own.some(({ id }) => pending.has(id)),
        touchedAt: store.touchedAt()[opening.id] ?? null,
      };
    });
}
