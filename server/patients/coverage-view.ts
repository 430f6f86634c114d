// Row → contract view of payers and coverages; the one place that knows both shapes.
import type { Coverage } from '#contract/coverage';
import type { EligibilityCheck } from '#contract/eligibility';
import type { Payer } from '#contract/payer';
import type { CoverageRow } from './coverage-repository.ts';
import type { PayerRow } from './payer-repository.ts';

export function payerView(row: PayerRow): Payer {
  return {
    id: row.id,
    name: row.name,
    payerIdentifier: row.payer_identifier,
    lineOfBusiness: row.line_of_business,
    kinds: row.kinds,
    active: row.active,
    version: row.version,
  };
}

export function coverageView(
  row: CoverageRow,
  named: { payer: Coverage['payer']; verifiedBy: string | null; check: EligibilityCheck | null },
): Coverage {
  return {
    id: row.id,
    patientId: row.patient_id,
    payer: named.payer,
    planName: row.plan_name,
    memberId: row.member_id,
    groupNumber: row.group_number,
    order: row.billing_order,
    relationship: row.relationship,
    subscriber: subscriberOf(row),
    effectiveFrom: row.effective_from,
    endsOn: row.ends_on,
    verification:
      row.verified_on === null || row.verified_how === null
        ? null
        : { on: row.verified_on, by: named.verifiedBy, how: row.verified_how },
    known:
      row.known_on === null
        ? null
        : {
            on: row.known_on,
            copayCents: row.copay_cents,
            deductibleCents: row.deductible_cents,
            deductibleLeftCents: row.deductible_left_cents,
          },
    inactiveOn: row.inactive_on,
    check: named.check,
    valid: row.valid,
    version: row.version,
  };
}

function subscriberOf(row: CoverageRow): Coverage['subscriber'] {
  const { subscriber_family: family, subscriber_given: given, subscriber_birth_on: birthOn } = row;
  return family === null || given === null || birthOn === null ? null : { family, given, birthOn };
}
