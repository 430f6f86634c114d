// The world of the demo as a card sees it, judged by the rules of the server.
import type { Prescription } from '#contract/prescription';
import type { RefillTerms } from '#contract/refill-terms';
import { localDateOf } from '../platform/clock/instants.ts';
import { standardDrugGroups } from './drug-groups.ts';
import { protocolView } from './protocol-queries.ts';
import type { ProtocolRow } from './protocol-repository.ts';
import { judgeReadiness, type LaboratoryFact, type Readiness } from './readiness-rules.ts';

export interface DemoRefills {
  organizationId: string;
  now: string;
  perClinic: number;
  zones: ReadonlyMap<string, string>;
  appointments: readonly {
    clinic_id: string;
    patient_id: string;
    status: string;
    starts_at: string;
  }[];
  patients: readonly { id: string; birth_on: string; family: string; given: string }[];
  observations: readonly {
    patient_id: string;
    code: string;
    title: string;
    value_text: string;
    value_number: string | null;
    unit: string | null;
    interpretation: LaboratoryFact['interpretation'];
    effective_at: string;
  }[];
  coverages: readonly {
    patient_id: string;
    payer_id: string;
    effective_from: string;
    ends_on: string | null;
  }[];
  pharmacyIds: readonly string[];
}

export interface DemoPlace {
  clinicId: string;
  zone: string;
  today: string;
}

export function judgeInDemo(
  world: DemoRefills,
  {
    place,
    patientId,
    protocols,
    terms,
  }: { place: DemoPlace; patientId: string; protocols: readonly ProtocolRow[]; terms: RefillTerms },
  prescription: Prescription,
  requested: Prescription['order'],
): Readiness {
  const { today, zone, clinicId } = place;
  const seen = world.appointments
    .filter((visit) => visit.patient_id === patientId && visit.clinic_id === clinicId)
    .filter(({ status, starts_at }) => status === 'fulfilled' && starts_at < world.now)
    .map(({ starts_at }) => localDateOf(starts_at, zone))
    .sort();
  const laboratory = world.observations
    .filter((one) => one.patient_id === patientId)
    .map((one) => ({
      ...{ code: one.code, title: one.title, words: one.value_text, unit: one.unit ?? '' },
      number: one.value_number === null ? null : Number(one.value_number),
      ...{ interpretation: one.interpretation, on: localDateOf(one.effective_at, zone) },
    }));
  return judgeReadiness({
    ...{ today, requested, prescription, beside: [], laboratory, terms },
    birthOn: world.patients.find(({ id }) => id === patientId)?.birth_on ?? null,
    lastSeenOn: seen.at(-1) ?? null,
    groups: standardDrugGroups,
    protocols: protocols.map(protocolView),
    approvals: [],
    payerIds: world.coverages
      .filter((one) => one.patient_id === patientId && one.effective_from <= today)
      .filter(({ ends_on }) => ends_on === null || ends_on >= today)
      .map(({ payer_id }) => payer_id),
  });
}
