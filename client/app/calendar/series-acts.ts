// After something was done with a series: one sentence about it, with the way back for as long as there is one.
import { inject } from '@angular/core';
import type { Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import type { SeriesView } from '#contract/visit-series';
import { problemOf } from '../platform/api';
import { Clock } from '../platform/clock';
import { newCommandId } from '../platform/command-id';
import { messageOf } from '../platform/problem-message';
import { TimeFormat } from '../platform/time-format';
import { LatestNews } from './latest-news';
import { SeriesApi } from './series-api';
import { visitsWords } from './series-words';

export interface SeriesActs {
  tellBooked: (view: SeriesView) => void;
  tellMoved: (moved: readonly Appointment[]) => void;
  /** Those that one act has cancelled, as they are now. */
  tellCancelled: (view: SeriesView, cancelled: readonly Appointment[]) => void;
}

export function seriesActs(): SeriesActs {
  const api = inject(SeriesApi);
  const clock = inject(Clock);
  const format = inject(TimeFormat);
  const news = inject(LatestNews);

  async function reinstate(seriesId: string, cancelled: readonly Appointment[]): Promise<void> {
    const lines = cancelled.map(({ id, version }) => ({
      appointmentId: id,
      expectedVersion: version,
    }));
    try {
      await api.reinstate(seriesId, { lines }, newCommandId());
      news.show({ message: `${nameOf(cancelled)}: ${standAgain(cancelled.length)}` });
    } catch (error) {
      news.show({ message: messageOf(problemOf(error)), seconds: 10 });
    }
  }

  return {
    tellBooked({ visits, leftOut }) {
      const days = leftOut.map(({ plannedAt }) => format.dayAndTime(plannedAt)).join('; ');
      const rest = days ? `, ${String(leftOut.length)} left out: ${days}` : '';
      news.show({ message: `${visitsWords(visits.length)} booked${rest}`, seconds: 12 });
    },
    tellMoved(moved) {
      news.show({ message: `${nameOf(moved)}: ${visitsWords(moved.length)} moved` });
    },
    tellCancelled({ series }, cancelled) {
      const until = Math.min(
        ...cancelled.map(({ cancellation }) => Date.parse(cancellation?.undoUntil ?? '') || 0),
      );
      const seconds = Math.floor((until - clock.exact()) / 1000);
      news.show({
        message: `${visitsWords(cancelled.length)} cancelled: ${nameOf(cancelled)}`,
        seconds,
        ...(seconds > 0
          ? { action: { label: 'Undo', run: () => void reinstate(series.id, cancelled) } }
          : {}),
      });
    },
  };
}

function nameOf([visit]: readonly Appointment[]): string {
  return visit ? listName(visit.patient) : '';
}

function standAgain(count: number): string {
  return count === 1 ? 'the visit stands again' : `${String(count)} visits stand again`;
}
