// What the demo's clinics decide refills by: protocols, of which one has expired, and what payers ask.
import type { RefillTerms } from '#contract/refill-terms';
import { plusMinutes } from '../platform/clock/instants.ts';
import { demoId } from '../platform/demo/demo-tables.ts';
import { demoStaffId } from '../staff/staff-demo.ts';
import type { DemoPlace, DemoRefills } from './card-demo.ts';
import { demoProtocols } from './demo-drugs.ts';
import type { ProtocolRow } from './protocol-repository.ts';
import { termsRule } from './refills-rule.ts';
import { dateBefore } from './supply-rules.ts';

export function protocolsOf(
  { organizationId, now }: DemoRefills,
  { clinicId, today }: DemoPlace,
  before: number,
): ProtocolRow[] {
  return demoProtocols.map(({ expired, ...terms }, at) => ({
    organization_id: organizationId,
    id: demoId(61, before + at + 1),
    clinic_id: clinicId,
    terms: { ...terms, expiresOn: expired ? dateBefore(today, 12) : dateBefore(today, -240) },
    signed_by: demoStaffId('clinician'),
    signed_at: plusMinutes(now, -60 * 24 * 80),
    ended_at: null,
    version: 1,
  }));
}

/** The payers' lists are known, but for those of the last ones. */
export function termsIn({ coverages }: DemoRefills): RefillTerms {
  const payerIds = [...new Set(coverages.map(({ payer_id }) => payer_id))].sort().slice(0, 7);
  return {
    ...termsRule.standard,
    transport: 'ehr',
    payers: payerIds.map((payerId, at) => ({
      payerId,
      tooSoonPercent: at % 3 === 0 ? 80 : null,
      authorizationFor: ['glp1'],
      source: 'Formulary of the year',
    })),
  };
}

export function termsRow(
  { organizationId, now }: DemoRefills,
  clinicId: string,
  value: RefillTerms,
): object {
  return {
    ...{ organization_id: organizationId, clinic_id: clinicId, rule: termsRule.name, version: 1 },
    ...{ value, source: 'Set up with the demo', effective_from: plusMinutes(now, -60 * 24 * 80) },
    ...{ effective_to: null, actor_id: demoStaffId('pharmacist') },
  };
}
