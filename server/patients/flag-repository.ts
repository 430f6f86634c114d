// The only SQL that writes flags of patients and what they have stopped.
import type { ContactChannel, DoNotContactScope } from '#contract/contact';
import type { FlagKind, StoppedThing } from '#contract/patient-flag';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface FlagRow {
  organization_id: string;
  id: string;
  patient_id: string;
  kind: FlagKind;
  died_on: string | null;
  source: string | null;
  channel: ContactChannel | null;
  address: string | null;
  scope: DoNotContactScope | null;
  coverage_id: string | null;
  service_from: string | null;
  service_until: string | null;
  service: string | null;
  note: string | null;
  set_at: string;
  set_by: string | null;
  ended_at: string | null;
  end_reason: string | null;
  version: number;
}

const table = 'patient_flag';

export function lockFlag(ctx: Ctx, id: string): Promise<FlagRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<FlagRow | undefined>('*');
}

/** `null` when one of its kind is in force already. */
export async function insertFlag(ctx: Ctx, flag: FlagRow): Promise<FlagRow | null> {
  const [row] = await ctx.db(table).insert(flag).onConflict().ignore().returning<FlagRow[]>('*');
  if (!row) return null;
  await recordVersion(ctx, table, 'set', row);
  return row;
}

/** Of a row that this transaction holds locked. */
export async function updateFlag(
  ctx: Ctx,
  flag: FlagRow,
  change: Pick<FlagRow, 'ended_at' | 'end_reason'>,
): Promise<FlagRow> {
  const [row] = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id: flag.id, version: flag.version })
    .update({ ...change, version: flag.version + 1 })
    .returning<FlagRow[]>('*');
  if (!row) throw new Error('A locked flag changed under its lock.');
  await recordVersion(ctx, table, 'ended', row);
  return row;
}

export interface EffectRow {
  organization_id: string;
  flag_id: string;
  kind: StoppedThing['kind'];
  record_id: string;
  clinic_id: string;
  about_at: string | null;
  stopped_at: string;
}

export async function insertEffect(ctx: Ctx, effect: EffectRow): Promise<void> {
  await ctx.db('patient_flag_effect').insert(effect).onConflict().ignore();
}
