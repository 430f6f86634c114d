// What journeys of authorizations need to stand ready: a patient whose payer wants visits of a type authorized.
import { listVisitTypes } from '#contract/availability';
import { addAuthorizationRule, listAuthorizationRules } from '#contract/authorization-rule';
import { addCoverage } from '#contract/coverage';
import { listPayers } from '#contract/payer';
import { httpConsole } from '../../scripts/http-console.ts';
import { openChart } from '../../scripts/open-chart.ts';

export interface AskedAuthorization {
  patientId: string;
  /** As the picker finds them. */
  family: string;
  visitType: { id: string; name: string };
  payerName: string;
}

const source = 'Payer’s portal, this month';

/** The chart is new; `name` is letters only. */
export async function givenWantedAuthorization(
  url: string,
  name: string,
): Promise<AskedAuthorization> {
  const manager = await httpConsole(url, 'clinic-manager');
  const clinicId = manager.me.clinics[0]!.id;
  const { items: payers } = await manager.call(listPayers, { query: { clinicId } });
  const payer = payers.find(({ lineOfBusiness }) => lineOfBusiness === 'medicare-advantage')!;
  const { items: types } = await manager.call(listVisitTypes, { query: { clinicId } });
  const visitType = types[0]!;
  const { id: patientId } = await openChart(manager, {
    ...{ clinicId, family: name, given: 'Rosa', birthOn: '1971-04-05', sex: 'female', phone: null },
  });
  await manager.call(addCoverage, {
    params: { patientId },
    body: {
      ...{ clinicId, payerId: payer.id, planName: 'Choice', memberId: `${name}1` },
      ...{ groupNumber: null, order: 'primary', relationship: 'self', subscriber: null },
      ...{ effectiveFrom: '2024-01-01', endsOn: null },
    },
  });
  const { items: rules } = await manager.call(listAuthorizationRules, { query: { clinicId } });
  if (!rules.some((rule) => rule.source === source))
    await manager.call(addAuthorizationRule, {
      body: {
        clinicId,
        terms: {
          ...{ payerId: payer.id, lineOfBusiness: null, kind: null, visitTypeId: visitType.id },
          ...{ codePrefix: null, drugGroup: null, required: true, level: 'site', documents: [] },
          ...{ renewDays: 14, from: '2024-01-01', until: null, source },
        },
      },
    });
  const { id, name: title } = visitType;
  return { patientId, family: name, visitType: { id, name: title }, payerName: payer.name };
}
