// What a search for free time that found nothing has looked at, put together for its explanation.
import { dayAndTime } from '../platform/clock/spoken-times.ts';
import type { Span } from './availability-rules.ts';
import { explainNothing } from './explain-rules.ts';
import { nextOpening, openTo } from './open-hours-rules.ts';
import type { FoundOnDays, Search } from './search-days.ts';
import { wishedOn, within } from './wish-rules.ts';
import { textOf, windowsOn } from './working-hours.ts';

export function explainEmpty(
  search: Search,
  { hours: searched, lacking }: Pick<FoundOnDays, 'hours' | 'lacking'>,
): string {
  const { visitType, isNew, zone, hourCycle } = search;
  const now = Date.parse(search.now);
  const hours = searched.flatMap(({ days, templates }) =>
    search.providers.flatMap((providerId) =>
      days.map((day) => ({ day, windows: windowsOn(templates, providerId, day) })),
    ),
  );
  const [full] = searched.flatMap((one) => [...one.full.values()]);
  const ofType = { visitTypeId: visitType.id };
  const open = { ...ofType, isNew, now };
  const longestOf = (spansOf: (one: (typeof hours)[number]) => Span[]): number =>
    longest(hours.flatMap(spansOf));
  const forPatient = hours.filter(
    ({ windows }) => openTo(windows, { ...ofType, isNew }).length > 0,
  );
  const opensAt = nextOpening(
    hours.flatMap(({ windows }) => windows),
    open,
  );
  const isForFewer = hours.some(({ windows }) =>
    windows.some(({ patients }) => patients !== 'any'),
  );
  return explainNothing({
    providers: search.providers.length,
    days: search.days.length,
    visitMinutes: visitType.minutes,
    beyondHorizon: search.untilAt !== null && search.fromAt > search.untilAt,
    horizonDays: visitType.horizonDays,
    longest: {
      worked: longestOf(({ windows }) => openTo(windows)),
      ofType: longestOf(({ windows }) => openTo(windows, ofType)),
      forPatient: longestOf(({ windows }) => openTo(windows, { ...ofType, isNew })),
      open: longestOf(({ windows }) => openTo(windows, open)),
      wished: longestOf(({ day, windows }) => within(openTo(windows, open), wishedOn(day, search))),
    },
    isNew,
    weekdays: isForFewer ? forPatient.map(({ day }) => day.weekday) : [],
    opens: opensAt === null ? null : dayAndTime(textOf(opensAt), zone, hourCycle),
    full: full?.rule ?? null,
    lacking,
  });
}

/** In minutes. */
function longest(spans: readonly Span[]): number {
  return spans.reduce((most, { from, until }) => Math.max(most, (until - from) / 60_000), 0);
}
