// Series: a visit that comes again, every few days, weeks or months. Each is a visit of its own that knows its series.
import * as z from 'zod/mini';
import { cancelReasons, type CancelReason } from './appointment-workflow.ts';
import { appointment, callNumber, visitReason, type Appointment } from './calendar.ts';
import { endpoint } from './endpoint.ts';
import { overrides } from './override.ts';
import { slot } from './problem.ts';
import { line } from './text.ts';
import { instant, localDate } from './time.ts';

/** After what a visit comes again; the screen's words with a number before them. */
export const seriesUnits = {
  day: 'day',
  /** On the same weekday. */
  week: 'week',
  /** On the same day of the month, or its last one where it has no such day. */
  month: 'month',
  /** On the same weekday of the month, e.g. the second Tuesday; for a fifth, the last one where it has four. */
  'month-weekday': 'month on the same weekday',
} as const;
export type SeriesUnit = keyof typeof seriesUnits;
const unit = z.enum(Object.keys(seriesUnits) as [SeriesUnit]);

export const mostOfSeries = 52;

/** How a series goes on, at the same time by the clinic's clocks. */
export const seriesRhythm = z.strictObject({
  unit,
  every: z.int().check(z.gte(1), z.lte(52)),
  /** How many there are, or the last local date on which there may be one; at most 52 either way. */
  ends: z.union([
    z.strictObject({ count: z.int().check(z.gte(2), z.lte(mostOfSeries)) }),
    z.strictObject({ until: localDate }),
  ]),
});
export type SeriesRhythm = z.infer<typeof seriesRhythm>;

const place = z.int().check(z.gte(1), z.lte(mostOfSeries));

/** Why a visit cannot stand where it is wanted. */
export const seriesProblem = z.strictObject({
  /** A rule of booking, `time-taken`, `resource-taken`, `in-the-past` or `no-such-time` (the clocks skip it). */
  rule: z.string(),
  message: z.string(),
  /** Who holds it may override the rule for a reason; `null` = nobody may. */
  permission: z.nullable(z.string()),
});
export type SeriesProblem = z.infer<typeof seriesProblem>;

const judged = {
  startsAt: instant,
  endsAt: instant,
  /** Nothing = it can stand there. */
  problems: z.array(seriesProblem),
  /** Near times that are free with the same provider, the nearest first; only where there are problems. */
  alternatives: z.array(slot),
};

export const seriesLine = z.strictObject({
  /** From 1 on. */
  place,
  /** Where the rhythm puts it. */
  plannedAt: instant,
  /** Where it would stand: there, or at the time that was chosen instead. */
  ...judged,
});
export type SeriesLine = z.infer<typeof seriesLine>;

const wanted = {
  clinicId: z.uuid(),
  providerId: z.uuid(),
  patientId: z.uuid(),
  visitTypeId: z.uuid(),
  /** The first one's. */
  startsAt: instant,
  rhythm: seriesRhythm,
  /** A time that the caller holds for the first one: it stands in nobody's way, and ends with the booking. */
  holdId: z.optional(z.uuid()),
};

export const previewSeries = endpoint({
  name: 'previewSeries',
  method: 'POST',
  path: '/api/calendar/series/preview',
  summary:
    'Every visit of a series with what stands against it and which times are free instead. Nothing is written.',
  access: 'appointment:book',
  clinic: 'body',
  body: z.strictObject({
    ...wanted,
    /** What was decided about some: other times than the planned ones. */
    chosen: z._default(
      z
        // `null` = left out: it stands in nobody's way.
        .array(z.strictObject({ place, startsAt: z.nullable(instant) }))
        .check(z.maxLength(mostOfSeries)),
      [],
    ),
  }),
  answer: z.strictObject({ lines: z.array(seriesLine) }),
  rules: ['deceased', 'chart-retired'],
  idempotent: false,
});

export const visitSeries = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  patientId: z.uuid(),
  providerId: z.uuid(),
  visitTypeId: z.uuid(),
  unit,
  every: z.int(),
  /** Places in it, with those that were left out. */
  count: z.int(),
  bookedAt: instant,
});
export type VisitSeries = z.infer<typeof visitSeries>;

export const leftOutVisit = z.strictObject({
  place: z.int(),
  plannedAt: instant,
  because: z.string(),
  /** Who, as in lists; `null` for a program. */
  by: z.nullable(z.string()),
  at: instant,
});
export type LeftOutVisit = z.infer<typeof leftOutVisit>;

export const seriesView = z.strictObject({
  series: visitSeries,
  /** As they stand now, cancelled ones included; by place. */
  visits: z.array(appointment),
  leftOut: z.array(leftOutVisit),
});
export type SeriesView = z.infer<typeof seriesView>;

export const bookSeries = endpoint({
  name: 'bookSeries',
  method: 'POST',
  path: '/api/calendar/series/book',
  summary:
    'Book a series as it was decided for every visit of it, or none where one of them cannot stand.',
  access: 'appointment:book',
  clinic: 'body',
  body: z.strictObject({
    ...wanted,
    reason: z.optional(visitReason),
    /** Where a visit by phone is called, as typed; empty or left out = the number on the chart. */
    callNumber: z.optional(callNumber),
    /** The recall that is answered by the first visit. */
    recallId: z.optional(z.uuid()),
    /** One for every place. */
    lines: z
      .array(
        z.strictObject({
          place,
          /** `null` = left out. */
          startsAt: z.nullable(instant),
          /** Why it is left out; needed exactly there. */
          because: z.optional(line({ min: 1, max: 200 })),
          overrides,
        }),
      )
      .check(z.minLength(2), z.maxLength(mostOfSeries)),
  }),
  answer: seriesView,
  rules: ['lines-refused', 'deceased', 'chart-retired', 'recall-gone'],
  showsPatients: true,
});

/** What a refusal by `lines-refused` carries as `current`. */
export const refusedLines = z.strictObject({
  items: z.array(z.strictObject({ place: z.int(), rule: z.string(), message: z.string() })),
});
export type RefusedLines = z.infer<typeof refusedLines>;

const bySeries = z.strictObject({ seriesId: z.uuid() });

export const getSeries = endpoint({
  name: 'getSeries',
  method: 'GET',
  path: '/api/calendar/series/:seriesId',
  summary: 'A series with all its visits, and those that were left out when it was booked.',
  access: 'appointment:read',
  params: bySeries,
  answer: seriesView,
  showsPatients: true,
});

/** How far a change goes, from one visit of the series; always only those that are booked and have not begun. */
export const seriesReaches = {
  this: 'This visit',
  following: 'This and following',
  all: 'All',
} as const;
export type SeriesReach = keyof typeof seriesReaches;
const reach = z.enum(['following', 'all']);
export type WiderReach = z.infer<typeof reach>;

const wantedMove = {
  /** The visit from which the change is made. */
  appointmentId: z.uuid(),
  reach,
  /** Where that visit goes; the others move by the same change of date and time on the wall. */
  startsAt: instant,
  /** Left out = each keeps its provider. */
  providerId: z.optional(z.uuid()),
};

export const seriesMoveLine = z.strictObject({
  /** As it stands now; its version is what the preview rests on. */
  appointment,
  plannedAt: instant,
  ...judged,
});
export type SeriesMoveLine = z.infer<typeof seriesMoveLine>;

const visitId = z.uuid();
const expectedVersion = z.int32().check(z.positive());

export const previewSeriesMove = endpoint({
  name: 'previewSeriesMove',
  method: 'POST',
  path: '/api/calendar/series/:seriesId/preview-move',
  summary: 'Where each visit would go, and what stands against it. Nothing is written.',
  access: 'appointment:move',
  params: bySeries,
  body: z.strictObject({
    ...wantedMove,
    chosen: z._default(
      z
        // `null` = it stays where it is.
        .array(z.strictObject({ appointmentId: visitId, startsAt: z.nullable(instant) }))
        .check(z.maxLength(mostOfSeries)),
      [],
    ),
  }),
  answer: z.strictObject({ lines: z.array(seriesMoveLine) }),
  rules: ['wrong-state', 'deceased', 'chart-retired'],
  showsPatients: true,
  idempotent: false,
});

export const moveSeries = endpoint({
  name: 'moveSeries',
  method: 'POST',
  path: '/api/calendar/series/:seriesId/move',
  summary: 'Move several visits of a series at once, or none where one of them cannot go.',
  access: 'appointment:move',
  params: bySeries,
  body: z.strictObject({
    ...wantedMove,
    /** `told-later`: the clinic moves them, and tells the patient afterwards. Left out = with the patient. */
    telling: z.optional(z.enum(['with-patient', 'told-later'])),
    /** One for every visit within reach. */
    lines: z
      .array(
        z.strictObject({
          appointmentId: visitId,
          expectedVersion,
          /** `null` = it stays where it is. */
          startsAt: z.nullable(instant),
          overrides,
        }),
      )
      .check(z.minLength(1), z.maxLength(mostOfSeries)),
  }),
  answer: seriesView,
  rules: ['lines-refused', 'series-changed', 'wrong-state', 'deceased', 'chart-retired'],
  showsPatients: true,
});

export const cancelSeries = endpoint({
  name: 'cancelSeries',
  method: 'POST',
  path: '/api/calendar/series/:seriesId/cancel',
  summary: 'Cancel several visits of a series at once; their times are free at once.',
  access: 'appointment:cancel',
  params: bySeries,
  body: z.strictObject({
    appointmentId: z.uuid(),
    reach,
    /** Every visit within reach. */
    lines: z
      .array(z.strictObject({ appointmentId: visitId, expectedVersion }))
      .check(z.minLength(1), z.maxLength(mostOfSeries)),
    reason: z.enum(Object.keys(cancelReasons) as [CancelReason]),
    note: z.optional(line({ min: 0, max: 500 })),
  }),
  answer: seriesView,
  rules: ['series-changed', 'wrong-state'],
  showsPatients: true,
});

export const reinstateSeries = endpoint({
  name: 'reinstateSeries',
  method: 'POST',
  path: '/api/calendar/series/:seriesId/reinstate',
  summary: 'Undo the cancellation of several visits of a series, of all of them or of none.',
  access: 'appointment:cancel',
  params: bySeries,
  body: z.strictObject({
    lines: z
      .array(z.strictObject({ appointmentId: visitId, expectedVersion }))
      .check(z.minLength(1), z.maxLength(mostOfSeries)),
  }),
  answer: seriesView,
  rules: ['lines-refused', 'series-changed', 'wrong-state', 'deceased', 'chart-retired'],
  showsPatients: true,
});

export const visitSeriesEndpoints = [
  previewSeries,
  bookSeries,
  getSeries,
  previewSeriesMove,
  moveSeries,
  cancelSeries,
  reinstateSeries,
] as const;

/** Does it stand elsewhere than the rhythm of its series puts it? */
export function isMovedAlone({ series, startsAt, providerId }: Appointment): boolean {
  return series !== null && (series.plannedAt !== startsAt || series.plannedWith !== providerId);
}

/** Does a change from one visit reach another? Only what is booked and has not begun. */
export function isWithinReach(
  { status, startsAt, place: at }: Pick<Appointment, 'status' | 'startsAt'> & { place: number },
  from: { place: number; reach: WiderReach; now: string },
): boolean {
  return status === 'booked' && startsAt > from.now && (from.reach === 'all' || at >= from.place);
}
