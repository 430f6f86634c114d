// What colleagues have in hand just now, as it is drawn in the columns.
import type { Moving } from '../../platform/presence';
import { placeOf, type Place } from './day-layout';
import type { ShownColumn } from './shown-hours';

export interface Ghost extends Place {
  key: string;
  /** The key of the column in which it is. */
  column: string;
  appointmentId: string;
  /** Who moves it. */
  name: string;
  startsAt: string;
}

export function ghostsOf(moving: readonly Moving[], columns: readonly ShownColumn[]): Ghost[] {
  return moving.flatMap(({ staffId, name, entity, to }) => {
    const column = columns.find(
      ({ provider, day }) =>
        provider.id === to.providerId && to.startsAt >= day.startsAt && to.startsAt < day.endsAt,
    );
    const place = column && placeOf(to, column.shown);
    if (!place) return [];
    const appointmentId = entity.slice(entity.indexOf(':') + 1);
    const { startsAt } = to;
    return [
      { key: `${staffId} ${entity}`, column: column.key, appointmentId, name, startsAt, ...place },
    ];
  });
}
