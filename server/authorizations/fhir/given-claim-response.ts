// Answers of a payer as FHIR, for specs.
import { codeSystems, pasExtensions } from '../../interop/fhir/pas-words.ts';
import { ourLines } from './claim-request.ts';

export interface SomeItem {
  sequence: number;
  action?: string;
  number?: string;
  /** Our trace number, sent back. */
  lineId?: string;
  quantity?: { value: number; unit?: string };
  period?: { start?: string; end?: string };
  reason?: string;
}

/** Without items it is an answer of the whole, as Da Vinci’s examples are. */
export function aClaimResponse(
  items: readonly SomeItem[],
  over: { on?: string; whole?: string; more?: Record<string, unknown> } = {},
): Record<string, unknown> {
  const { on = '2026-11-23T10:00:00-05:00', whole, more = {} } = over;
  return {
    ...{ resourceType: 'ClaimResponse', status: 'active', use: 'preauthorization', created: on },
    type: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/claim-type', code: 'professional' },
      ],
    },
    ...{ patient: { display: 'P' }, insurer: { display: 'I' }, outcome: 'complete' },
    ...(whole === undefined ? {} : { extension: [reviewed(whole)] }),
    ...(items.length === 0 ? {} : { item: items.map(itemOf) }),
    ...more,
  };
}

function itemOf({ sequence, action, lineId, ...of }: SomeItem): Record<string, unknown> {
  const { quantity, period, number, reason } = of;
  const extension = [
    ...(lineId === undefined
      ? []
      : [{ url: pasExtensions.itemTrace, valueIdentifier: { system: ourLines, value: lineId } }]),
    ...(period === undefined ? [] : [{ url: pasExtensions.validPeriod, valuePeriod: period }]),
    ...(quantity === undefined
      ? []
      : [
          {
            url: pasExtensions.authorizedDetail,
            extension: [{ url: 'quantity', valueQuantity: quantity }],
          },
        ]),
  ];
  return {
    itemSequence: sequence,
    ...(extension.length === 0 ? {} : { extension }),
    adjudication: [
      {
        category: { text: 'submitted' },
        ...(action === undefined ? {} : { extension: [reviewed(action, number, reason)] }),
      },
    ],
  };
}

function reviewed(action: string, number?: string, reason?: string): Record<string, unknown> {
  return {
    url: pasExtensions.reviewAction,
    extension: [
      {
        url: pasExtensions.reviewActionCode,
        valueCodeableConcept: { coding: [{ system: codeSystems.reviewAction, code: action }] },
      },
      ...(number === undefined ? [] : [{ url: 'number', valueString: number }]),
      ...(reason === undefined
        ? []
        : [
            { url: 'reasonCode', valueCodeableConcept: { text: reason, coding: [{ code: '0V' }] } },
          ]),
    ],
  };
}
