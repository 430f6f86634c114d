// Prescriptions as they are known here: written down, filled, ended. Whoever runs out later or sooner by it stands elsewhere
// in the queue at once.
import type { MedicationOrder, Prescription } from '#contract/prescription';
import type { prescriptionEnds } from '#contract/prescription-record';
import { closedBecause, closedWords } from '../patients/contact-queries.ts';
import { getPatientSummary } from '../patients/patients-queries.ts';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import { zoneOf } from '../platform/clock/zone-of.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, invalidInput, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { staffNames } from '../staff/staff-queries.ts';
import { mostRepeats } from './grant-rules.ts';
import {
  findPrescription,
  insertFill,
  insertPrescription,
  lastFillNumber,
  keepRunOut,
  lockPrescription,
  updatePrescription,
  type FillRow,
  type PrescriptionRow,
} from './prescription-repository.ts';
import { prescriptionViews } from './prescription-queries.ts';
import { requireWay } from './take-in-service.ts';

export interface AddPrescription extends Pick<
  Prescription,
  | 'clinicId'
  | 'patientId'
  | 'order'
  | 'schedule'
  | 'asNeeded'
  | 'issuedOn'
  | 'expiresOn'
  | 'startedOn'
  | 'prescriberId'
  | 'prescriberName'
  | 'priorId'
> {
  pharmacyId: string | null;
  way: PrescriptionRow['way'];
  externalKey?: string | null;
}

export async function addPrescription(ctx: Ctx, input: AddPrescription): Promise<Prescription> {
  const { clinicId, patientId, order, schedule, pharmacyId, way, priorId } = input;
  if (!mayAct(ctx, 'refill:decide', clinicId))
    throw notAllowed('You may not write down prescriptions in this clinic; nothing was changed.');
  await getPatientSummary(ctx, patientId);
  const closed = await closedBecause(ctx, patientId);
  if (closed !== null) throw ruleBroken(closed, closedWords[closed]);
  await requireDates(ctx, input);
  if (pharmacyId !== null) await requireWay(ctx, pharmacyId, way);
  const most = mostRepeats(schedule);
  if (most !== null && (order.repeats ?? 0) > most)
    throw ruleBroken(
      'too-many-repeats',
      `Federal law leaves ${most} more fills; nothing was changed.`,
    );
  if (priorId !== null && (await findPrescription(ctx, priorId))?.patient_id !== patientId)
    throw ruleBroken('not-their-prescription', 'It would renew another patient’s prescription.');
  const row: PrescriptionRow = {
    organization_id: ctx.organizationId,
    id: newId(),
    ...{ clinic_id: clinicId, patient_id: patientId, ordered: order, schedule },
    ...{ as_needed: input.asNeeded, status: 'active', issued_on: input.issuedOn },
    ...{ expires_on: input.expiresOn, started_on: input.startedOn },
    prescriber_id: input.prescriberId,
    prescriber_name: await prescriberName(ctx, input),
    ...{ pharmacy_id: pharmacyId, way, prior_id: priorId },
    external_key: input.externalKey ?? null,
    created_at: ctx.now,
    version: 1,
  };
  await insertPrescription(ctx, row);
  return announcePrescription(ctx, row, 'added');
}

async function requireDates(
  ctx: Ctx,
  { clinicId, issuedOn, expiresOn, startedOn }: AddPrescription,
): Promise<void> {
  const today = await todayIn(ctx, clinicId);
  if (issuedOn > today) throw invalidInput('issuedOn', 'lies in the future');
  if (expiresOn !== null && expiresOn < issuedOn)
    throw invalidInput('expiresOn', 'lies before the day of issue');
  if (startedOn !== null && startedOn > today)
    throw invalidInput('startedOn', 'lies in the future');
}

async function prescriberName(
  ctx: Ctx,
  { prescriberId, prescriberName: said }: AddPrescription,
): Promise<string> {
  if (prescriberId === null) {
    if (said === '') throw invalidInput('prescriberName', 'is needed where no colleague is named');
    return said;
  }
  const name = (await staffNames(ctx, [prescriberId])).get(prescriberId);
  if (name === undefined) throw invalidInput('prescriberId', 'names nobody who works here');
  return name;
}

export interface RecordFill {
  prescriptionId: string;
  expectedVersion: number;
  filledOn: string;
  status: Extract<FillRow['status'], 'in-progress' | 'completed'>;
  number: number | null;
  given: MedicationOrder;
}

export async function recordFill(ctx: Ctx, input: RecordFill): Promise<Prescription> {
  const row = await takePrescription(ctx, input, 'refill:take-in');
  const { filledOn, status, given } = input;
  if (filledOn > (await todayIn(ctx, row.clinic_id)))
    throw invalidInput('filledOn', 'lies in the future');
  await insertFill(ctx, {
    ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: row.clinic_id },
    ...{
      prescription_id: row.id,
      number: input.number ?? Math.max(1, await lastFillNumber(ctx, row.id)),
    },
    ...{ filled_on: filledOn, status, given, external_key: null, recorded_at: ctx.now },
  });
  return announcePrescription(ctx, await updatePrescription(ctx, row, 'fill'), 'filled');
}

export async function endPrescription(
  ctx: Ctx,
  input: {
    prescriptionId: string;
    expectedVersion: number;
    as: (typeof prescriptionEnds)[number];
    note: string;
  },
): Promise<Prescription> {
  const row = await takePrescription(ctx, input, 'refill:decide');
  const ended = await updatePrescription(ctx, row, 'end', { status: input.as });
  return announcePrescription(ctx, ended, 'ended', { as: input.as });
}

async function takePrescription(
  ctx: Ctx,
  { prescriptionId, expectedVersion }: { prescriptionId: string; expectedVersion: number },
  permission: 'refill:take-in' | 'refill:decide',
): Promise<PrescriptionRow> {
  const row = await lockPrescription(ctx, prescriptionId);
  if (!row || !mayAct(ctx, 'refill:read', row.clinic_id)) throw notFound('prescription');
  if (!mayAct(ctx, permission, row.clinic_id))
    throw notAllowed('Prescriptions of this clinic are not yours to change; nothing was changed.');
  if (row.version !== expectedVersion) throw conflict((await prescriptionViews(ctx, [row]))[0]);
  if (row.status !== 'active' && row.status !== 'on-hold')
    throw ruleBroken('not-active', 'This prescription has ended; nothing was changed.');
  return row;
}

export async function announcePrescription(
  ctx: Ctx,
  row: PrescriptionRow,
  act: 'added' | 'filled' | 'ended' | 'reinstated',
  detail: Record<string, unknown> = {},
): Promise<Prescription> {
  const [view] = await prescriptionViews(ctx, [row]);
  if (!view) throw new Error('A prescription has no view.');
  const { id, version, clinic_id: clinicId } = row;
  await keepRunOut(ctx, id, view.supply.runsOutOn);
  const type = `refills.prescription-${act}`;
  recordChange(ctx, { type, clinicId, entityId: id, version, payload: view });
  recordAudit(ctx, { act: type, clinicId, entityId: id, detail: { version, ...detail } });
  return view;
}

async function todayIn(ctx: Ctx, clinicId: string): Promise<string> {
  return localDateOf(ctx.now, await zoneOf(ctx, clinicId));
}
