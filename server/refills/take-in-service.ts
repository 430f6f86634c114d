// Requests come in: matched where they can be, joined where the same one waits, kept in any case.
import { createHash } from 'node:crypto';
import type { MedicationOrder, Prescription, SupplyWay } from '#contract/prescription';
import type { Refill, RefillSaid, RefillSource } from '#contract/refill-request';
import type { WorkPriority } from '#contract/work';
import { closedBecause, closedWords } from '../patients/contact-queries.ts';
import { getPatientSummary } from '../patients/patients-queries.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { takeLocks } from '../platform/db/advisory-locks.ts';
import { newId } from '../platform/ids.ts';
import { invalidInput, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { openWork } from '../platform/work/open-work.ts';
import { announceWork, takeForChange } from '../platform/work/take-work.ts';
import { transitionWork } from '../platform/work/transition-work.ts';
import { lockWorkRow, updateWorkRow, type WorkRow } from '../platform/work/work-repository.ts';
import { placeRefill, transitDays } from './place-service.ts';
import { findPrescription } from './prescription-repository.ts';
import { pharmacyFacts, prescriptionViews } from './prescription-queries.ts';
import { judgeRefills, readinessOf } from './readiness-queries.ts';
import { refills, takingIn } from './refills-queue.ts';
import {
  findOpenByKey,
  getRefillRow,
  insertArrival,
  insertRefill,
  notSent,
  updateRefill,
} from './refills-repository.ts';
import { answerClock, firstTouchClock } from './refills-rule.ts';
import { transitOf } from './supply-rules.ts';

export interface TakeInRefill {
  clinicId: string;
  patientId: string | null;
  prescriptionId: string | null;
  requested: MedicationOrder;
  pharmacyId: string | null;
  way: SupplyWay;
  said: RefillSaid;
  priority: WorkPriority;
  source?: RefillSource;
  /** By which the sender knows it, e.g. a pharmacy's and a prescriber's order number together. */
  reference?: string | null;
}

export async function takeInRefill(
  ctx: Ctx,
  input: TakeInRefill,
): Promise<{ item: Refill; joined: boolean }> {
  const { clinicId, patientId, requested, said, source = 'console', reference = null } = input;
  if (!mayAct(ctx, 'refill:take-in', clinicId))
    throw notAllowed('You may not take in refills in this clinic; nothing was taken in.');
  if (patientId === null && said.patient.trim() === '')
    throw ruleBroken(
      'nothing-to-match',
      'Nobody says whom it is for; nothing was taken in. Choose the patient or write down who asked.',
    );
  if (patientId !== null) await requirePatient(ctx, patientId);
  const prescription = await theirPrescription(ctx, input);
  const pharmacyId = input.pharmacyId ?? prescription?.pharmacy?.id ?? null;
  const way = input.pharmacyId === null ? (prescription?.pharmacy?.way ?? input.way) : input.way;
  const onTheWay = pharmacyId === null ? 0 : await requireWay(ctx, pharmacyId, way);
  const openKey = keyOf(input);
  await takeLocks(ctx, { exclusive: [`refill ${clinicId} ${openKey}`] });
  const known = await findOpenByKey(ctx, clinicId, openKey);
  if (known) return { item: await join(ctx, known.id, { source, reference }), joined: true };
  const placed = await placeRefill(ctx, clinicId, {
    ...{ prescription, requested, transitDays: onTheWay, isError: false },
  });
  const row = await openWork(ctx, refills, {
    ...{ clinicId, patientId, priority: input.priority, sortAt: placed.sortAt },
    status: prescription ? 'to-decide' : 'triage',
    clocks: [firstTouchClock, answerClock].map((rule) => ({
      ...{ rule, startedAt: ctx.now, evidence: 'Received' },
    })),
  });
  await insertRefill(ctx, {
    ...{ organization_id: ctx.organizationId, id: row.id, clinic_id: clinicId },
    ...{ source, said, requested, way, asked: 1, open_key: openKey },
    prescription_id: prescription?.id ?? null,
    pharmacy_id: pharmacyId,
    ...placed.columns,
    ...{ readiness: null, new_prescription_id: null, ...notSent },
    ...{ cancelled_pharmacy_id: null, cancel_answer: null, authorization_id: null },
  });
  const arrival = { id: newId(), clinicId, requestId: row.id, source, reference };
  await insertArrival(ctx, arrival);
  await keepReadiness(ctx, row);
  const item = await announceWork(ctx, refills, row, 'refills.refill-taken-in', { source });
  return { item, joined: false };
}

async function requirePatient(ctx: Ctx, patientId: string): Promise<void> {
  await getPatientSummary(ctx, patientId);
  const closed = await closedBecause(ctx, patientId);
  if (closed !== null) throw ruleBroken(closed, closedWords[closed]);
}

/** A prescription is a patient's and a clinic's. */
async function theirPrescription(
  ctx: Ctx,
  {
    clinicId,
    patientId,
    prescriptionId,
  }: Pick<TakeInRefill, 'clinicId' | 'patientId' | 'prescriptionId'>,
): Promise<Prescription | null> {
  if (prescriptionId === null) return null;
  const row = await findPrescription(ctx, prescriptionId);
  if (row?.patient_id !== patientId || row.clinic_id !== clinicId)
    throw ruleBroken(
      'not-their-prescription',
      'That is no prescription of this patient here; nothing was changed.',
    );
  const [view] = await prescriptionViews(ctx, [row]);
  return view ?? null;
}

/** The days in which the pharmacy brings it in this way. */
export async function requireWay(ctx: Ctx, pharmacyId: string, way: SupplyWay): Promise<number> {
  const pharmacy = (await pharmacyFacts(ctx, [pharmacyId])).get(pharmacyId);
  if (!pharmacy) throw notFound('pharmacy');
  const transitDays = transitOf(pharmacy, way);
  if (transitDays === null)
    throw ruleBroken(
      'pharmacy-cannot',
      'That pharmacy does not offer this way; nothing was changed.',
    );
  return transitDays;
}

/** The same request has the same key: the sender's own where there is one, else what is asked for whom. */
function keyOf({ reference, patientId, prescriptionId, requested, said }: TakeInRefill): string {
  if (reference) return `ref ${digest(reference)}`;
  const { name, form, strength, sig, quantity, unit, daysSupply } = requested;
  const asked = [name, form, strength, sig, unit].map((word) => word.trim().toLowerCase());
  const whom = patientId ?? said.patient.trim().toLowerCase();
  return `asked ${digest(JSON.stringify([whom, prescriptionId, ...asked, quantity, daysSupply]))}`;
}

function digest(words: string): string {
  return createHash('sha256').update(words).digest('base64url');
}

/** A reminder of what waits already: counted, and everybody sees it. */
async function join(
  ctx: Ctx,
  id: string,
  { source, reference }: { source: RefillSource; reference: string | null },
): Promise<Refill> {
  const row = await lockWorkRow(ctx, refills.name, id);
  if (!row) throw new Error('An open refill request has no work item.');
  const { asked } = await getRefillRow(ctx, id);
  await updateRefill(ctx, id, { asked: asked + 1 });
  await insertArrival(ctx, {
    ...{ id: newId(), clinicId: row.clinic_id, requestId: id, source, reference },
  });
  const after = await updateWorkRow(ctx, row, 'joined', {});
  return announceWork(ctx, refills, after, 'refills.refill-joined', { source });
}

/** What the list shows of the card, as of now. */
export async function keepReadiness(ctx: Ctx, row: WorkRow): Promise<void> {
  const judged = (await judgeRefills(ctx, row.clinic_id, [row])).get(row.id);
  if (judged) await updateRefill(ctx, row.id, { readiness: readinessOf(judged.readiness) });
}

export async function matchRefill(
  ctx: Ctx,
  input: { itemId: string; expectedVersion: number; patientId: string; prescriptionId: string },
): Promise<Refill> {
  const row = await takeForChange(ctx, takingIn, input);
  const { patientId, prescriptionId } = input;
  await requirePatient(ctx, patientId);
  const { clinic_id: clinicId } = row;
  const prescription = await theirPrescription(ctx, { clinicId, patientId, prescriptionId });
  if (!prescription) throw invalidInput('prescriptionId', 'names no prescription');
  const request = await getRefillRow(ctx, row.id);
  const pharmacyId = request.pharmacy_id ?? prescription.pharmacy?.id ?? null;
  const way = request.pharmacy_id === null ? (prescription.pharmacy?.way ?? 'pickup') : request.way;
  const placed = await placeRefill(ctx, clinicId, {
    ...{ prescription, requested: request.requested, isError: false },
    transitDays: await transitDays(ctx, pharmacyId, way),
  });
  const after = await transitionWork(ctx, refills, {
    ...{ row, transition: 'match' },
    change: { patient_id: patientId, sort_at: placed.sortAt },
  });
  await updateRefill(ctx, row.id, {
    ...{ prescription_id: prescriptionId, pharmacy_id: pharmacyId, way },
    ...placed.columns,
  });
  await keepReadiness(ctx, after);
  return announceWork(ctx, refills, after, 'refills.refill-matched');
}
