// A provider's column with every place worked out, so that the template only draws.
import type { WorkingWindow } from '#contract/availability';
import { outsideBusyTitle } from '#contract/outside-calendar';
import { exceptionTitle } from '#contract/schedule-exception';
import { isStanding, type Span, type VisitOnGrid } from '../day-columns';
import { minutesBetween } from '../../platform/wall-time';
import { lanesOf, offHours, pixelsOf, placeOf, rowPixels, type Place } from './day-layout';
import type { ShownColumn } from './shown-hours';

export interface DrawnVisit extends Place {
  item: VisitOnGrid;
  /** Across the column, as CSS has it. */
  left: string;
  width: string;
  lines: number;
}

export interface DrawnColumn {
  column: ShownColumn;
  height: number;
  off: Place[];
  /** Why some of it is off, e.g. `Meeting`. */
  away: (Place & { id: string; words: string; note: string })[];
  /** When the clinic is closed, e.g. `Closed: Staff meeting`. */
  closed: (Place & { words: string })[];
  /** Hours that are for some patients only, or kept for visits that are booked late. */
  terms: (Place & { patients: WorkingWindow['patients']; opensAt: string | null })[];
  visits: DrawnVisit[];
  /** Freed time that can be booked again. */
  open: (Place & Span & { id: string })[];
  arriving: (Place & { commandId: string; title: string; startsAt: string })[];
  firstWork: number | null;
}

/** What did not take place keeps to the right side where its time shows as free or as taken again. */
const ghostPlace = {
  free: { left: '80px', width: 'calc(100% - 80px)' },
  taken: { left: '82%', width: '18%' },
  alone: { left: '0%', width: '100%' },
};

const drawn = new WeakMap<ShownColumn, DrawnColumn>();

/** The same column is drawn once. */
export function drawColumn(column: ShownColumn): DrawnColumn {
  const known = drawn.get(column) ?? draw(column);
  drawn.set(column, known);
  return known;
}

function draw(column: ShownColumn): DrawnColumn {
  const { shown } = column;
  const booked = column.visits.filter(({ appointment }) => isStanding(appointment.status));
  const lanes = lanesOf(booked.map(({ appointment }) => appointment));
  const works = column.windows[0];
  return {
    column,
    height: pixelsOf(minutesBetween(shown.startsAt, shown.endsAt)),
    off: offHours(column.windows, shown).flatMap((span) => placeOf(span, shown) ?? []),
    away: [
      ...column.away.map((one) => ({ ...one, words: exceptionTitle[one.kind] })),
      ...column.outside.map((one) => ({
        ...one,
        ...{ id: `outside-${one.startsAt}`, note: null, words: outsideBusyTitle },
      })),
    ].flatMap(({ id, words, note, ...span }) => {
      const place = placeOf(span, shown);
      return place ? [{ id, words, note: note ?? '', ...place }] : [];
    }),
    closed: column.closedHours.flatMap(({ because, ...span }) => {
      const place = placeOf(span, shown);
      return place ? [{ words: `Closed: ${because}`, ...place }] : [];
    }),
    terms: column.windows
      .filter(({ patients, opensAt }) => patients !== 'any' || opensAt !== null)
      .flatMap(({ patients, opensAt, ...span }) => {
        const place = placeOf(span, shown);
        return place ? [{ patients, opensAt, ...place }] : [];
      }),
    visits: column.visits.flatMap((item): DrawnVisit[] => {
      const place = placeOf(item.appointment, shown);
      const lane = lanes.get(item.appointment.id);
      return place ? [{ item, ...place, ...acrossOf(item, lane), lines: linesOf(place) }] : [];
    }),
    open: column.visits
      .filter(({ isOpen }) => isOpen)
      .flatMap(({ appointment: { id, startsAt, endsAt } }) => {
        const place = placeOf({ startsAt, endsAt }, shown);
        return place ? [{ id, startsAt, endsAt, ...place }] : [];
      }),
    arriving: column.arriving.flatMap(({ commandId, title, startsAt, endsAt }) => {
      const place = placeOf({ startsAt, endsAt }, shown);
      return place ? [{ commandId, title, startsAt, ...place }] : [];
    }),
    firstWork: works ? (placeOf(works, shown)?.top ?? null) : null,
  };
}

function acrossOf(
  item: VisitOnGrid,
  lane: { lane: number; lanes: number } | undefined,
): { left: string; width: string } {
  if (!lane && item.isOpen) return ghostPlace.free;
  if (!lane) return item.isAlone ? ghostPlace.alone : ghostPlace.taken;
  const width = 100 / lane.lanes;
  return { left: `${width * lane.lane}%`, width: `${width}%` };
}

function linesOf({ height }: Place): number {
  return height < 1.8 * rowPixels ? 1 : 2;
}
