// Who is new, and how much of a provider's day is booked: what limits of a day are held against.
import { Temporal } from '../platform/clock/temporal.ts';
import type { Ctx } from '../platform/context.ts';

/** CMS and CPT: who was not seen for three years is new again; who was answered in writing was not seen. */
const establishedYears = 3;

/** Was the patient seen in the clinic within the last three years? */
export async function isEstablished(
  ctx: Ctx,
  { patientId, clinicId }: { patientId: string; clinicId: string },
): Promise<boolean> {
  const row = await ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId, patient_id: patientId, clinic_id: clinicId })
    .where({ status: 'fulfilled' })
    .whereNot({ modality: 'e-visit' })
    .where('starts_at', '>=', seenSince(ctx))
    .first<{ id: string } | undefined>('id');
  return row !== undefined;
}

/** Those of the patients who were. */
export async function listEstablished(
  ctx: Ctx,
  { patientIds, clinicId }: { patientIds: readonly string[]; clinicId: string },
): Promise<Set<string>> {
  const ids = await ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId, status: 'fulfilled' })
    .whereNot({ modality: 'e-visit' })
    .whereRaw('patient_id = any(?)', [[...patientIds]])
    .where('starts_at', '>=', seenSince(ctx))
    .distinct()
    .pluck<string[]>('patient_id');
  return new Set(ids);
}

/** Who was last seen before is new. */
export function seenSince(ctx: Ctx): string {
  const now = Temporal.Instant.from(ctx.now).toZonedDateTimeISO('UTC');
  return now.subtract({ years: establishedYears }).toInstant().toString();
}

export interface DayLoad {
  visits: number;
  newPatients: number;
  /** Is the visit that was asked about one of them? */
  isThere: boolean;
}

export interface ProviderDay {
  providerId: string;
  startsAt: string;
  endsAt: string;
}

/**
 * Visits that start on each of the days, in the order of the days: those that stand, are held or took place. A patient
 * is new to a visit when they were not seen here before it, within the last three years.
 */
export async function dayLoads(
  ctx: Ctx,
  wanted: {
    clinicId: string;
    days: readonly ProviderDay[];
    appointmentId?: string | undefined;
    /** Visits that are not counted: they leave where they stand. */
    leaving?: readonly string[] | undefined;
  },
): Promise<DayLoad[]> {
  const { days } = wanted;
  if (days.length === 0) return [];
  const { rows } = await ctx.db.raw<{
    rows: { visits: number; newPatients: number; isThere: boolean }[];
  }>(
    `select count(a.id)::int as visits, count(a.id) filter (where not exists (
        select from appointment e
        where e.organization_id = a.organization_id and e.patient_id = a.patient_id
          and e.clinic_id = a.clinic_id and e.status = 'fulfilled' and e.modality <> 'e-visit'
          and e.starts_at < a.starts_at
          and e.starts_at >= :since))::int as "newPatients",
        coalesce(bool_or(a.id = cast(:appointmentId as uuid)), false) as "isThere"
      from unnest(cast(:providers as uuid[]), cast(:starts as timestamptz[]), cast(:ends as timestamptz[]))
        with ordinality as d(provider_id, starts_at, ends_at, place)
      left join appointment a on a.organization_id = :organizationId and a.clinic_id = :clinicId
        and a.provider_id = d.provider_id and a.starts_at >= d.starts_at and a.starts_at < d.ends_at
        and a.takes_time
        and a.status in ('booked', 'arrived', 'checked-in', 'fulfilled', 'pending')
        and (a.status <> 'pending' or a.hold_until > :now) and a.id <> all(cast(:leaving as uuid[]))
      group by d.place
      order by d.place`,
    {
      since: seenSince(ctx),
      organizationId: ctx.organizationId,
      clinicId: wanted.clinicId,
      now: ctx.now,
      appointmentId: wanted.appointmentId ?? null,
      leaving: [...(wanted.leaving ?? [])],
      providers: days.map(({ providerId }) => providerId),
      starts: days.map(({ startsAt }) => startsAt),
      ends: days.map(({ endsAt }) => endsAt),
    },
  );
  return rows;
}
