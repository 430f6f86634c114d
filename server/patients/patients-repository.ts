// The only SQL that writes patients. Words for the search are kept by a trigger of the table.
import type { PatientRecord } from '#contract/patient-record';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';
import type { PatientRow } from './patients-view.ts';
import { replaceLists } from './record-repository.ts';

export type NewPatient = Pick<
  PatientRow,
  'id' | 'family' | 'given' | 'birth_on' | 'sex' | 'language' | 'interpreter' | 'phone' | 'email'
>;

export async function insertPatient(
  ctx: Ctx,
  patient: NewPatient,
  addresses: PatientRecord['addresses'],
): Promise<PatientRow> {
  const [row] = await ctx
    .db('patient')
    .insert({
      ...patient,
      organization_id: ctx.organizationId,
      mrn: await nextMrn(ctx),
      created_at: ctx.now,
    })
    .returning<PatientRow[]>('*');
  if (!row) throw new Error('An inserted patient was not returned.');
  if (addresses.length > 0) await replaceLists(ctx, row.id, { addresses });
  const kept = { ...row, addresses };
  await recordVersion(ctx, 'patient', 'register', kept);
  return row;
}

/**
 * Two registrations at once wait for each other here until commit, which also lets the second see the first as a
 * possible duplicate.
 */
export async function lockRegistrations(ctx: Ctx): Promise<void> {
  await ctx
    .db('mrn_series')
    .insert({ organization_id: ctx.organizationId, prefix: 'M-', last_number: 0 })
    .onConflict('organization_id')
    .ignore();
  await ctx.db('mrn_series').where({ organization_id: ctx.organizationId }).forUpdate().first();
}

async function nextMrn(ctx: Ctx): Promise<string> {
  const [mrn] = await takeMrns(ctx, 1);
  if (mrn === undefined) throw new Error('The organization has no series of record numbers.');
  return mrn;
}

/** The next record numbers of the organization that nobody has, whatever charts were brought in. */
export async function takeMrns(ctx: Ctx, count: number): Promise<string[]> {
  const free: string[] = [];
  while (free.length < count) {
    const missing = count - free.length;
    const [series] = await ctx
      .db('mrn_series')
      .where({ organization_id: ctx.organizationId })
      .increment('last_number', missing)
      .returning<{ prefix: string; last_number: number }[]>(['prefix', 'last_number']);
    if (!series) throw new Error('The organization has no series of record numbers.');
    const { prefix, last_number: last } = series;
    const mrns = Array.from(
      { length: missing },
      (_, at) => prefix + String(last - missing + 1 + at).padStart(6, '0'),
    );
    const taken = await ctx
      .db('patient')
      .where({ organization_id: ctx.organizationId })
      .whereRaw('mrn = any(?)', [mrns])
      .pluck<string[]>('mrn');
    free.push(...mrns.filter((mrn) => !taken.includes(mrn)));
  }
  return free;
}
