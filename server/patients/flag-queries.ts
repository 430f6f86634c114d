// Read models of flags, and the read door for other slices.
import {
  isKeptFromPlan,
  type PatientAlerts,
  type PatientFlag,
  type PlanRestriction,
  type StoppedThing,
} from '#contract/patient-flag';
import type { Ctx } from '../platform/context.ts';
import { staffNames } from '../staff/staff-queries.ts';
import { listContactFacts } from './contact-queries.ts';
import type { EffectRow, FlagRow } from './flag-repository.ts';
import { flagView, stoppedView } from './flag-view.ts';
import { findSurvivor, listPossibleDuplicates } from './merge-queries.ts';
import { getPatientSummary } from './patients-queries.ts';
import { listMayBeTold } from './proxy-queries.ts';

export async function flagViews(ctx: Ctx, rows: readonly FlagRow[]): Promise<PatientFlag[]> {
  const names = await staffNames(
    ctx,
    rows.flatMap((row) => row.set_by ?? []),
  );
  return rows.map((row) => flagView(row, names.get(row.set_by ?? '') ?? null));
}

async function listFlagRows(
  ctx: Ctx,
  patientId: string,
  which: 'in-force' | 'all',
): Promise<FlagRow[]> {
  const query = ctx
    .db('patient_flag')
    .where({ organization_id: ctx.organizationId, patient_id: patientId })
    .orderByRaw('ended_at desc nulls first, set_at, id');
  if (which === 'in-force') query.whereNull('ended_at');
  return query.select<FlagRow[]>('*');
}

/** What a flag has stopped is shown of the clinics where the caller works. */
export async function listFlags(
  ctx: Ctx,
  patientId: string,
): Promise<{ flag: PatientFlag; stopped: StoppedThing[] }[]> {
  await getPatientSummary(ctx, patientId);
  const flags = await flagViews(ctx, await listFlagRows(ctx, patientId, 'all'));
  const effects = await ctx
    .db('patient_flag_effect')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('flag_id = any(?)', [flags.map(({ id }) => id)])
    .orderBy(['about_at', 'record_id'])
    .select<EffectRow[]>('*');
  return flags.map((flag) => ({
    flag,
    stopped: effects.filter((effect) => effect.flag_id === flag.id).map(stoppedView),
  }));
}

export type StandingFlag = Pick<FlagRow, 'id' | 'patient_id' | 'kind' | 'version'>;

/** A flag that is in force; `null` when it has ended. */
export async function findStandingFlag(ctx: Ctx, id: string): Promise<StandingFlag | null> {
  const row = await ctx
    .db('patient_flag')
    .where({ organization_id: ctx.organizationId, id })
    .whereNull('ended_at')
    .first<StandingFlag | undefined>('id', 'patient_id', 'kind', 'version');
  return row ?? null;
}

export async function readAlerts(
  ctx: Ctx,
  asked: { patientId: string; clinicId: string },
): Promise<PatientAlerts> {
  const { patientId, clinicId } = asked;
  await getPatientSummary(ctx, patientId);
  const flags = await flagViews(ctx, await listFlagRows(ctx, patientId, 'in-force'));
  const facts = await listContactFacts(ctx, clinicId, [patientId]);
  const mayBeTold = await listMayBeTold(ctx, asked);
  return {
    flags,
    minor: facts.get(patientId)?.minor ?? false,
    mayBeTold,
    possibleDuplicates: await listPossibleDuplicates(ctx, patientId),
    survivor: await findSurvivor(ctx, patientId),
  };
}

/** Must the plan not hear of a service of that day? Asked before a claim, a 270, 276 or 278 is written. */
export async function mustKeepFromPlan(
  ctx: Ctx,
  service: { patientId: string; coverageId: string; on: string },
): Promise<boolean> {
  const flags = await flagViews(ctx, await listFlagRows(ctx, service.patientId, 'in-force'));
  const restrictions = flags
    .map(({ detail }) => detail)
    .filter((detail): detail is PlanRestriction => detail.kind === 'plan-restriction');
  return isKeptFromPlan(restrictions, service);
}
