// Whom and which prescription a sent resource means: taken only when everything that is said agrees.
import type { MedicationOrder } from '#contract/prescription';
import type { MedicationRequest } from '../../interop/fhir/medications.ts';
import { identifyPatient } from '../../patients/identify-queries.ts';
import type { Ctx } from '../../platform/context.ts';
import { findPrescription, type PrescriptionRow } from '../prescription-repository.ts';
import { ourPrescriptions, ourRefills } from './decision-resource.ts';
import { numbersOf, type SentPatient } from './sent-people.ts';

export interface Matched {
  patientId: string | null;
  prescription: PrescriptionRow | null;
}

const nobody: Matched = { patientId: null, prescription: null };

export async function matchSent(
  ctx: Ctx,
  sent: {
    clinicId: string;
    patient: SentPatient;
    /** Prescriptions that it is, or renews. */
    about: readonly MedicationRequest[];
    drug: MedicationOrder;
  },
): Promise<Matched> {
  const { clinicId, patient, about, drug } = sent;
  const named = await prescriptionNamed(ctx, clinicId, about);
  const { person } = patient;
  const found = person ? await identifyPatient(ctx, person) : null;
  if (named) {
    const isTheirs = found ? found.patientId === named.patient_id : person === null;
    // Who is said to be somebody else, or cannot be told, is for a person to match.
    return isTheirs ? { patientId: named.patient_id, prescription: named } : nobody;
  }
  if (!found) return nobody;
  const prescription = await onlyActive(ctx, { clinicId, patientId: found.patientId, drug });
  return found.isCertain || prescription ? { patientId: found.patientId, prescription } : nobody;
}

/** By the number that we gave it, or the one that its sender knows it by. */
async function prescriptionNamed(
  ctx: Ctx,
  clinicId: string,
  about: readonly MedicationRequest[],
): Promise<PrescriptionRow | null> {
  for (const { identifier } of about)
    for (const number of numbersOf(identifier)) {
      const [system, value = ''] = number.split(' ');
      const id = isUuid(value) ? await ourIdOf(ctx, system, value) : null;
      const row =
        id === null ? await findPrescriptionByKey(ctx, number) : await findPrescription(ctx, id);
      if (row?.clinic_id === clinicId) return row;
    }
  return null;
}

function findPrescriptionByKey(
  ctx: Ctx,
  externalKey: string,
): Promise<PrescriptionRow | undefined> {
  return ctx
    .db('prescription')
    .where({ organization_id: ctx.organizationId, external_key: externalKey })
    .first<PrescriptionRow | undefined>('*');
}

/** By a decision that we sent: the prescription that it made, else the one that it was about. */
async function ourIdOf(ctx: Ctx, system: string | undefined, id: string): Promise<string | null> {
  if (system === ourPrescriptions) return id;
  if (system !== ourRefills) return null;
  const row = await ctx
    .db('refill_request')
    .where({ organization_id: ctx.organizationId, id })
    .first<{ new_prescription_id: string | null; prescription_id: string | null } | undefined>(
      'new_prescription_id',
      'prescription_id',
    );
  return row?.new_prescription_id ?? row?.prescription_id ?? null;
}

function isUuid(text: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}

/** The one prescription in force of this drug; of two, nobody knows which. */
async function onlyActive(
  ctx: Ctx,
  of: { clinicId: string; patientId: string; drug: MedicationOrder },
): Promise<PrescriptionRow | null> {
  const rows = await ctx
    .db('prescription')
    .where({
      organization_id: ctx.organizationId,
      clinic_id: of.clinicId,
      patient_id: of.patientId,
      status: 'active',
    })
    .select<PrescriptionRow[]>('*');
  const [only = null, ...others] = rows.filter(({ ordered }) => isSame(ordered, of.drug));
  return others.length === 0 ? only : null;
}

function isSame(ordered: MedicationOrder, asked: MedicationOrder): boolean {
  if (ordered.rxnorm !== null && asked.rxnorm !== null) return ordered.rxnorm === asked.rxnorm;
  const words = ({ name, strength }: MedicationOrder): string =>
    `${name}|${strength}`.toLowerCase().replace(/\s+/g, '');
  return words(ordered) === words(asked);
}
