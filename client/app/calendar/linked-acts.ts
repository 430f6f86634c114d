// After something was done with linked visits: one sentence about it, with the way back for as long as there is one.
import { inject } from '@angular/core';
import type { Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import { problemOf } from '../platform/api';
import { Clock } from '../platform/clock';
import { newCommandId } from '../platform/command-id';
import { messageOf } from '../platform/problem-message';
import { TimeFormat } from '../platform/time-format';
import { LatestNews } from './latest-news';
import { LinkedApi } from './linked-api';
import { visitsWords } from './series-words';

export interface LinkedActs {
  tellBooked: (booked: readonly Appointment[]) => void;
  /** Those that one act has cancelled, as they are now. */
  tellCancelled: (linkId: string, cancelled: readonly Appointment[]) => void;
}

export function linkedActs(): LinkedActs {
  const api = inject(LinkedApi);
  const clock = inject(Clock);
  const format = inject(TimeFormat);
  const news = inject(LatestNews);

  async function reinstate(linkId: string, cancelled: readonly Appointment[]): Promise<void> {
    const lines = cancelled.map(({ id, version }) => ({
      appointmentId: id,
      expectedVersion: version,
    }));
    try {
      await api.reinstate(linkId, { lines }, newCommandId());
      news.show({ message: `${visitsWords(cancelled.length)} stand again: ${names(cancelled)}` });
    } catch (error) {
      news.show({ message: messageOf(problemOf(error)), seconds: 10 });
    }
  }

  return {
    tellBooked(booked) {
      const [first] = booked;
      const when = first ? `, the first ${format.dayAndTime(first.startsAt)}` : '';
      news.show({ message: `${visitsWords(booked.length)} booked${when}` });
    },
    tellCancelled(linkId, cancelled) {
      const until = Math.min(
        ...cancelled.map(({ cancellation }) => Date.parse(cancellation?.undoUntil ?? '') || 0),
      );
      const seconds = Math.floor((until - clock.exact()) / 1000);
      news.show({
        message: `${visitsWords(cancelled.length)} cancelled: ${names(cancelled)}`,
        seconds,
        ...(seconds > 0
          ? { action: { label: 'Undo', run: () => void reinstate(linkId, cancelled) } }
          : {}),
      });
    },
  };
}

/** Each once. */
function names(visits: readonly Appointment[]): string {
  return [...new Set(visits.map(({ patient }) => listName(patient)))].join('; ');
}
