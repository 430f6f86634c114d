// A prescription of the demo with its two fills, of which the last one ends soon.
import { plusMinutes } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import { demoId } from '../platform/demo/demo-tables.ts';
import type { SeededRandom } from '../platform/demo/seeded-random.ts';
import { demoStaffId } from '../staff/staff-demo.ts';
import type { DemoPlace, DemoRefills } from './card-demo.ts';
import type { DemoDrug } from './demo-drugs.ts';
import type { FillRow, PrescriptionRow } from './prescription-repository.ts';

export function prescribe(
  { organizationId, now }: DemoRefills,
  random: SeededRandom,
  of: {
    place: DemoPlace;
    patientId: string;
    drug: DemoDrug;
    number: number;
    pharmacyId: string | null;
  },
): { prescription: PrescriptionRow; fills: FillRow[] } {
  const { place, patientId, drug, number, pharmacyId } = of;
  const { order, schedule = null, asNeeded = false } = drug;
  const days = order.daysSupply ?? 30;
  const runsOut = Temporal.PlainDate.from(place.today).add({ days: random.below(16) - 2 });
  const lastFill = runsOut.subtract({ days });
  const repeats = random.chance(0.12) ? 3 : 1;
  const first = lastFill.subtract({ days });
  const issuedOn = first.subtract({ days: 2 }).toString();
  const createdAt = plusMinutes(now, -60 * 24 * 70);
  const prescription: PrescriptionRow = {
    organization_id: organizationId,
    id: demoId(63, number),
    ...{ clinic_id: place.clinicId, patient_id: patientId, ordered: { ...order, repeats } },
    ...{ schedule, as_needed: asNeeded, status: 'active', issued_on: issuedOn },
    expires_on: Temporal.PlainDate.from(issuedOn)
      .add({ months: schedule === null ? 12 : 6 })
      .toString(),
    started_on: random.chance(0.8)
      ? first.subtract({ months: 3 + random.below(40) }).toString()
      : null,
    ...{ prescriber_id: demoStaffId('clinician'), prescriber_name: 'Clinician, Demo' },
    ...{ pharmacy_id: pharmacyId, way: 'pickup', prior_id: null, external_key: null },
    ...{ created_at: createdAt, version: 1 },
  };
  const fills = [first, lastFill].map((filledOn, at) => ({
    ...{
      organization_id: organizationId,
      id: demoId(64, number * 2 + at),
      clinic_id: place.clinicId,
    },
    ...{ prescription_id: prescription.id, number: at + 1, filled_on: filledOn.toString() },
    ...{ status: 'completed' as const, given: { ...order, repeats: null }, external_key: null },
    recorded_at: createdAt,
  }));
  return { prescription, fills: fills.reverse() };
}
