// Use cases of flags: set, end, and note what one has stopped.
import type { FlagDetail, PatientAlerts, PatientFlag } from '#contract/patient-flag';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, invalidInput, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { requireOpenChart } from './contact-queries.ts';
import { listCoverages } from './coverage-queries.ts';
import { denyFlagging } from './flag-policy.ts';
import { flagViews, readAlerts } from './flag-queries.ts';
import {
  insertEffect,
  insertFlag,
  lockFlag,
  updateFlag,
  type EffectRow,
  type FlagRow,
} from './flag-repository.ts';
import { columnsOf } from './flag-view.ts';
import { e164Of } from '../platform/phone-number.ts';
import { getPatientSummary } from './patients-queries.ts';

export interface AddFlag {
  clinicId: string;
  patientId: string;
  detail: FlagDetail;
  note: string | null;
}

export async function addFlag(ctx: Ctx, input: AddFlag): Promise<PatientFlag> {
  const { clinicId, patientId, note } = input;
  const detail = withNumber(input.detail);
  requireFlagging(ctx, clinicId);
  const { birthOn } = await getPatientSummary(ctx, patientId);
  await requireOpenChart(ctx, patientId);
  if (detail.kind === 'deceased') await requirePossibleDeath(ctx, { ...detail, birthOn, clinicId });
  if (detail.kind === 'plan-restriction') await requireTheirCoverage(ctx, patientId, detail);
  const row = await insertFlag(ctx, {
    organization_id: ctx.organizationId,
    id: newId(),
    patient_id: patientId,
    ...columnsOf(detail),
    note,
    set_at: ctx.now,
    set_by: ctx.actorId,
    ended_at: null,
    end_reason: null,
    version: 1,
  });
  if (!row)
    throw ruleBroken('flag-stands', 'This flag is set already; nothing was changed. End it first.');
  return announce(ctx, clinicId, 'added', row);
}

/** Numbers are kept as others of the record are: E.164. */
function withNumber(detail: FlagDetail): FlagDetail {
  if (detail.kind !== 'confidential-channel') return detail;
  if (detail.channel !== 'phone' && detail.channel !== 'text') return detail;
  const address = e164Of(detail.address);
  if (address === null) throw invalidInput('detail', 'is not a telephone number');
  return { ...detail, address };
}

async function requirePossibleDeath(
  ctx: Ctx,
  told: { diedOn: string | null; birthOn: string; clinicId: string },
): Promise<void> {
  const { diedOn, birthOn, clinicId } = told;
  if (diedOn === null) return;
  const { zone } = await getClinic(ctx, clinicId);
  if (diedOn > localDateOf(ctx.now, zone)) throw invalidInput('detail', 'lies in the future');
  if (diedOn < birthOn) throw invalidInput('detail', 'is before the birth date');
}

async function requireTheirCoverage(
  ctx: Ctx,
  patientId: string,
  { coverageId, from, until }: Extract<FlagDetail, { kind: 'plan-restriction' }>,
): Promise<void> {
  if (until !== null && until < from) throw invalidInput('detail', 'ends before it begins');
  if (coverageId === null) return;
  const coverages = await listCoverages(ctx, patientId);
  if (!coverages.some(({ id }) => id === coverageId))
    throw invalidInput('detail', 'names no coverage of this patient');
}

/** What it stopped stays stopped: people decide what is taken up again. */
export async function endFlag(
  ctx: Ctx,
  input: { clinicId: string; flagId: string; expectedVersion: number; reason: string },
): Promise<PatientFlag> {
  requireFlagging(ctx, input.clinicId);
  const row = await lockFlag(ctx, input.flagId);
  if (!row) throw notFound('flag');
  if (row.version !== input.expectedVersion) throw conflict((await flagViews(ctx, [row]))[0]);
  if (row.ended_at !== null)
    throw ruleBroken('flag-ended', 'This flag has ended already; nothing was changed.');
  const ended = await updateFlag(ctx, row, { ended_at: ctx.now, end_reason: input.reason });
  return announce(ctx, input.clinicId, 'ended', ended);
}

/** Called by who stops something because of a flag, in the same transaction. */
export async function recordStopped(
  ctx: Ctx,
  flag: { id: string; patient_id: string; version: number },
  stopped: Pick<EffectRow, 'kind' | 'record_id' | 'clinic_id' | 'about_at'>,
): Promise<void> {
  await insertEffect(ctx, {
    organization_id: ctx.organizationId,
    flag_id: flag.id,
    ...stopped,
    stopped_at: ctx.now,
  });
  recordChange(ctx, {
    type: 'patients.flag-effected',
    clinicId: null,
    entityId: flag.id,
    version: flag.version,
    payload: { patientId: flag.patient_id },
  });
}

/** Every look at a chart that is marked is noted by itself, so that the privacy officer finds it. */
export async function getPatientAlerts(
  ctx: Ctx,
  asked: { patientId: string; clinicId: string },
): Promise<PatientAlerts> {
  const alerts = await readAlerts(ctx, asked);
  const marks = alerts.flags
    .map(({ detail }) => detail.kind)
    .filter((kind) => kind === 'vip' || kind === 'employee');
  if (marks.length > 0)
    recordAudit(ctx, {
      kind: 'read',
      act: 'chart.open-marked',
      clinicId: asked.clinicId,
      entityId: asked.patientId,
      detail: { marks },
    });
  return alerts;
}

function requireFlagging(ctx: Ctx, clinicId: string): void {
  const denied = denyFlagging((...asked) => mayAct(ctx, ...asked), clinicId);
  if (denied !== null) throw notAllowed(denied);
}

async function announce(
  ctx: Ctx,
  clinicId: string,
  what: 'added' | 'ended',
  row: FlagRow,
): Promise<PatientFlag> {
  const { id: entityId, version, kind, patient_id: patientId } = row;
  recordChange(ctx, {
    type: `patients.flag-${what}`,
    clinicId: null,
    entityId,
    version,
    payload: { patientId },
  });
  recordAudit(ctx, {
    act: what === 'added' ? 'flag.add' : 'flag.end',
    clinicId,
    entityId,
    detail: { version, patientId, kind },
  });
  const [view] = await flagViews(ctx, [row]);
  if (!view) throw new Error('A flag has no view.');
  return view;
}
