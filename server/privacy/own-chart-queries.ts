// Whose own chart is which, and who works or has worked here.
import type { WatchedPerson } from '#contract/privacy';
import { listPatientSummaries } from '../patients/patients-queries.ts';
import type { Ctx } from '../platform/context.ts';

export interface OwnChart {
  staffId: string;
  patientId: string;
}

/** Of any of these people, and those that are any of these charts. */
export function listOwnCharts(
  ctx: Ctx,
  { staffIds, patientIds }: { staffIds: readonly string[]; patientIds: readonly string[] },
): Promise<OwnChart[]> {
  return ctx
    .db('own_chart')
    .where({ organization_id: ctx.organizationId })
    .whereNotNull('patient_id')
    .whereRaw('(id = any(?) or patient_id = any(?))', [
      [...new Set(staffIds)],
      [...new Set(patientIds)],
    ])
    .select<OwnChart[]>('id as staffId', 'patient_id as patientId');
}

interface PersonRow {
  id: string;
  family: string;
  given: string;
  left: boolean;
  patient_id: string | null;
  version: number;
}

/** By family name. */
export function listWatchedPeople(ctx: Ctx): Promise<WatchedPerson[]> {
  return readPeople(ctx, null);
}

export async function findWatchedPerson(ctx: Ctx, staffId: string): Promise<WatchedPerson | null> {
  const [person] = await readPeople(ctx, staffId);
  return person ?? null;
}

async function readPeople(ctx: Ctx, staffId: string | null): Promise<WatchedPerson[]> {
  const query = ctx
    .db('staff_member as s')
    .leftJoin('own_chart as o', (on) => {
      on.on('o.organization_id', 's.organization_id').andOn('o.id', 's.id');
    })
    .where('s.organization_id', ctx.organizationId)
    .orderBy(['s.family', 's.given', 's.id'])
    .select<PersonRow[]>(
      's.id',
      's.family',
      's.given',
      ctx.db.raw('s.ended_at is not null as left'),
      'o.patient_id',
      ctx.db.raw('coalesce(o.version, 0) as version'),
    );
  if (staffId !== null) void query.where('s.id', staffId);
  const rows = await query;
  const charts = await listPatientSummaries(
    ctx,
    rows.flatMap(({ patient_id }) => patient_id ?? []),
  );
  return rows.map(({ patient_id, ...person }) => ({
    ...person,
    ownChart: charts.get(patient_id ?? '') ?? null,
  }));
}
