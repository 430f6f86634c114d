// Series in the demo: a visit of the next days that comes again every week, one of them left out.
import { demoId, type DemoTable } from '../../platform/demo/demo-tables.ts';
import { demoClinics, demoStaffId } from '../../staff/staff-demo.ts';
import type { DemoVisitType } from '../../availability/availability-demo.ts';
import { minutesBetween, plusMinutes } from '../../platform/clock/instants.ts';
import type { AppointmentRow } from '../calendar-repository.ts';
import { occupiedSpan } from '../calendar-rules.ts';
import type { LeftOutRow, SeriesRow } from './series-repository.ts';
import { plannedVisits } from './series-rules.ts';

const howMany = 2;
const places = 6;
const leftOutPlace = 4;

export interface DemoSeries {
  appointments: AppointmentRow[];
  tables: DemoTable[];
}

/** Of different providers; their later visits stand where nobody else's do. */
export function withSeries(
  visits: readonly AppointmentRow[],
  { now, visitTypes }: { now: string; visitTypes: readonly DemoVisitType[] },
): DemoSeries {
  const types = new Map(visitTypes.map((type) => [type.id, type]));
  const world: World = {
    visits,
    types,
    soon: plusMinutes(now, 1440),
    late: plusMinutes(now, 5760),
  };
  const series: SeriesRow[] = [];
  const leftOut: LeftOutRow[] = [];
  const changed = new Map<string, AppointmentRow>();
  const added: AppointmentRow[] = [];
  for (const first of visits) {
    if (series.length === howMany) break;
    const starts = series.some(({ provider_id }) => provider_id === first.provider_id)
      ? null
      : startsOf(world, first);
    if (!starts) continue;
    const row = seriesRow(first, series.length + 1);
    series.push(row);
    for (const [at, startsAt] of starts.entries()) {
      const visit = visitAt(row, first, { place: at + 1, startsAt });
      if (at === 0) changed.set(first.id, visit);
      else if (at + 1 === leftOutPlace) leftOut.push(leftOutRow(row, startsAt));
      else added.push({ ...visit, id: demoId(8, visits.length + added.length + 1) });
    }
  }
  return {
    appointments: [...visits.map((visit) => changed.get(visit.id) ?? visit), ...added],
    tables: [
      { table: 'appointment_series', rows: series },
      { table: 'appointment_series_left_out', rows: leftOut },
    ],
  };
}

interface World {
  visits: readonly AppointmentRow[];
  types: ReadonlyMap<string, DemoVisitType>;
  soon: string;
  late: string;
}

/** `null` where it cannot come again. */
function startsOf(world: World, first: AppointmentRow): string[] | null {
  const { starts_at: startsAt, status, modality, resource_ids } = first;
  const isFit = status === 'booked' && modality === 'in-person' && resource_ids.length === 0;
  if (!isFit || startsAt < world.soon || startsAt > world.late) return null;
  const zone = demoClinics.find(({ id }) => id === first.clinic_id)?.zone ?? 'UTC';
  const rhythm = { unit: 'week', every: 1, ends: { count: places } } as const;
  const starts = plannedVisits(startsAt, rhythm, zone).map((plan) => plan.startsAt);
  return starts.slice(1).every((start) => isFree(world, first, start)) ? starts : null;
}

function isFree({ visits, types }: World, of: AppointmentRow, startsAt: string): boolean {
  const wanted = spanOf(types, { ...of, ...spanFrom(of, startsAt) });
  return !visits.some((visit) => {
    const isInTheWay =
      visit.status !== 'cancelled' &&
      (visit.provider_id === of.provider_id || visit.patient_id === of.patient_id);
    const taken = spanOf(types, visit);
    return isInTheWay && taken.startsAt < wanted.endsAt && wanted.startsAt < taken.endsAt;
  });
}

function spanOf(
  types: World['types'],
  { visit_type_id, starts_at: startsAt, ends_at: endsAt }: AppointmentRow,
): { startsAt: string; endsAt: string } {
  const type = types.get(visit_type_id);
  return type ? occupiedSpan({ startsAt, endsAt }, type) : { startsAt, endsAt };
}

function spanFrom(
  of: AppointmentRow,
  startsAt: string,
): Pick<AppointmentRow, 'starts_at' | 'ends_at'> {
  const minutes = minutesBetween(of.starts_at, of.ends_at);
  return { starts_at: startsAt, ends_at: plusMinutes(startsAt, minutes) };
}

function visitAt(
  { id, provider_id }: SeriesRow,
  first: AppointmentRow,
  { place, startsAt }: { place: number; startsAt: string },
): AppointmentRow {
  return {
    ...first,
    ...spanFrom(first, startsAt),
    ...{ series_id: id, series_place: place },
    ...{ series_starts_at: startsAt, series_provider_id: provider_id },
  };
}

function seriesRow(first: AppointmentRow, nth: number): SeriesRow {
  return {
    organization_id: first.organization_id,
    id: demoId(51, nth),
    clinic_id: first.clinic_id,
    patient_id: first.patient_id,
    provider_id: first.provider_id,
    visit_type_id: first.visit_type_id,
    unit: 'week',
    every: 1,
    places,
    booked_at: first.created_at,
  };
}

function leftOutRow(series: SeriesRow, plannedAt: string): LeftOutRow {
  return {
    organization_id: series.organization_id,
    series_id: series.id,
    place: leftOutPlace,
    clinic_id: series.clinic_id,
    planned_at: plannedAt,
    because: 'The patient is away that week',
    left_out_by: demoStaffId('scheduler'),
    left_out_at: series.booked_at,
  };
}
