// What the payers of the demo want authorized, each with its own list.
import type { AuthorizationRuleTerms } from '#contract/authorization-rule';
import { demoId } from '../platform/demo/demo-tables.ts';
import { ruleColumns, type RuleRow } from './rule-repository.ts';
import type { DemoAuthorizations } from './demo-world.ts';

/** Advanced imaging, some drugs and procedures; of the payers of the demo, each with its own list. */
export function rulesOf({
  organizationId,
  now,
  zones,
  payers,
  visitTypes,
}: DemoAuthorizations): RuleRow[] {
  const year = now.slice(0, 4);
  const usual: Omit<AuthorizationRuleTerms, 'payerId'> = {
    level: 'site',
    ...{ lineOfBusiness: null, visitTypeId: null, codePrefix: null, drugGroup: null, kind: null },
    ...{ required: true, documents: [], renewDays: 14, from: `${year}-01-01` },
    ...{ until: null, source: `Payer’s list ${year}` },
  };
  let number = 0;
  const row = (clinicId: string, terms: Parameters<typeof ruleColumns>[0]): RuleRow => {
    number += 1;
    return {
      ...{ organization_id: organizationId, id: demoId(87, number), clinic_id: clinicId },
      ...ruleColumns(terms),
      version: 1,
    };
  };
  return [...zones.keys()].flatMap((clinicId) => [
    ...payers.slice(0, 6).flatMap(({ id: payerId }, at) => [
      row(clinicId, {
        ...{ ...usual, payerId, kind: 'imaging', codePrefix: '7' },
        documents: ['Notes of the last visit'],
      }),
      row(clinicId, { ...usual, payerId, kind: 'drug', drugGroup: 'glp1', renewDays: 21 }),
      ...visitTypes
        .filter(({ clinic_id }) => clinic_id === clinicId)
        .map(({ id: visitTypeId }) =>
          row(clinicId, { ...usual, payerId, visitTypeId, level: 'individual', required: at < 4 }),
        ),
    ]),
  ]);
}
