import type { DrugGroup } from '#contract/drug-group';
import { groupsOf } from '#contract/drug-group';
import type { Prescription, PrescriptionFill } from '#contract/prescription';
import type { FillRow, PrescriptionRow } from './prescription-repository.ts';
import { supplyOf } from './supply-rules.ts';

/** What stands beside the row in the view. */
export interface PrescriptionParts {
  /** Newest first. */
  fills: readonly FillRow[];
  pharmacy: Prescription['pharmacy'];
  groups: readonly DrugGroup[];
}

export function prescriptionView(row: PrescriptionRow, parts: PrescriptionParts): Prescription {
  const fills = parts.fills.map(fillView);
  const { as_needed: asNeeded, ordered: order } = row;
  const countable = groupsOf(parts.groups, order.name).every((group) => group.countable);
  return {
    id: row.id,
    clinicId: row.clinic_id,
    patientId: row.patient_id,
    order,
    schedule: row.schedule,
    asNeeded,
    status: row.status,
    issuedOn: row.issued_on,
    expiresOn: row.expires_on,
    startedOn: row.started_on,
    prescriberId: row.prescriber_id,
    prescriberName: row.prescriber_name,
    pharmacy: parts.pharmacy,
    priorId: row.prior_id,
    fills,
    supply: supplyOf({ asNeeded, countable, order, fills }),
    createdAt: row.created_at,
    version: row.version,
  };
}

function fillView({ id, number, filled_on, status, given }: FillRow): PrescriptionFill {
  const { rxnorm, name, form, strength, sig, quantity, unit, daysSupply } = given;
  return {
    ...{ id, number, filledOn: filled_on, status, rxnorm, name, form, strength },
    ...{ sig, quantity, unit, daysSupply },
  };
}
