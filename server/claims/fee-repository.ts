// Fee schedules: what a contract pays for a procedure from a day on.
import type { Fee } from '#contract/claim-settings';
import type { Ctx } from '../platform/context.ts';
import type { ClaimLineRow } from './claim-rows.ts';

export interface FeeRow {
  payer_id: string;
  from_on: string;
  procedure_code: string;
  modifier: string;
  cents: number;
}

/** By the schedule that was in force on the day of service; that of the line's modifier before that of every one. */
export function expectedOf(
  line: Pick<ClaimLineRow, 'procedure_code' | 'modifiers' | 'units' | 'from_on'>,
  claimFromOn: string | null,
  schedule: readonly FeeRow[],
): number | null {
  const on = line.from_on ?? claimFromOn;
  if (on === null) return null;
  const inForce = schedule.filter(
    (fee) => fee.procedure_code === line.procedure_code && fee.from_on <= on,
  );
  const latest = inForce.reduce((day, { from_on }) => (from_on > day ? from_on : day), '');
  const current = inForce.filter(({ from_on }) => from_on === latest);
  const fee =
    current.find(({ modifier }) => modifier !== '' && line.modifiers.includes(modifier)) ??
    current.find(({ modifier }) => modifier === '');
  return fee === undefined ? null : timesUnits(fee.cents, line.units);
}

/** Cents times decimal text, rounded half up; never by way of a float. */
function timesUnits(cents: number, units: string): number {
  const [whole = '', fraction = ''] = units.split('.');
  const scale = 10n ** BigInt(fraction.length);
  const count = BigInt(`${whole || '0'}${fraction}`);
  return Number((BigInt(cents) * count * 2n + scale) / (scale * 2n));
}

export async function replaceFees(
  ctx: Ctx,
  of: { clinicId: string; payerId: string; fromOn: string; fees: readonly Fee[] },
): Promise<void> {
  const key = {
    organization_id: ctx.organizationId,
    clinic_id: of.clinicId,
    payer_id: of.payerId,
    from_on: of.fromOn,
  };
  await ctx.db('claim_fee').where(key).delete();
  for (let at = 0; at < of.fees.length; at += 1000)
    await ctx.db('claim_fee').insert(
      of.fees.slice(at, at + 1000).map(({ procedure, modifier, cents }) => ({
        ...{ ...key, procedure_code: procedure, modifier, cents },
      })),
    );
}

/** The schedule that is in force on a day: the last one, whole. */
export async function listFeesOn(
  ctx: Ctx,
  of: { clinicId: string; payerId: string; date: string },
): Promise<FeeRow[]> {
  const starts = await listFeeStarts(ctx, of);
  const start = starts.find((day) => day <= of.date);
  if (start === undefined) return [];
  return ctx
    .db('claim_fee')
    .where({
      ...{ organization_id: ctx.organizationId, clinic_id: of.clinicId },
      ...{ payer_id: of.payerId, from_on: start },
    })
    .orderBy(['procedure_code', 'modifier'])
    .limit(2000)
    .select<FeeRow[]>('payer_id', 'from_on', 'procedure_code', 'modifier', 'cents');
}

/** Newest first. */
export function listFeeStarts(
  ctx: Ctx,
  of: { clinicId: string; payerId: string },
): Promise<string[]> {
  return ctx
    .db('claim_fee')
    .where({ organization_id: ctx.organizationId, clinic_id: of.clinicId, payer_id: of.payerId })
    .distinct('from_on')
    .orderBy('from_on', 'desc')
    .pluck<string[]>('from_on');
}
