// What the codes of a claim status mean, in words of our own: X12 owns its texts.
import type { ClaimStanding, StatusCode } from './claim-status.ts';

/** X12 code source 507. */
const categories: Readonly<Record<string, [ClaimStanding, words: string]>> = {
  A0: ['acknowledged', 'Passed on'],
  A1: ['acknowledged', 'Received'],
  A2: ['accepted', 'Accepted'],
  A3: ['rejected', 'Rejected as not processable'],
  A4: ['not-found', 'Not found'],
  A5: ['accepted', 'Accepted in parts'],
  A6: ['rejected', 'Rejected, information is missing'],
  A7: ['rejected', 'Rejected, information is not valid'],
  A8: ['rejected', 'Rejected, information contradicts itself'],
  P0: ['pending', 'Pending'],
  P1: ['pending', 'Pending, in process'],
  P2: ['pending', 'Pending, under review'],
  P3: ['pending', 'Pending, the provider was asked for information'],
  P4: ['pending', 'Pending, the patient was asked for information'],
  P5: ['pending', 'Pending, held by the payer'],
  F0: ['finalized', 'Decided'],
  F1: ['finalized', 'Decided, paid'],
  F2: ['finalized', 'Decided, denied'],
  F3: ['finalized', 'Decided, revised'],
  F3F: ['finalized', 'Decided, passed on to another payer'],
  F3N: ['finalized', 'Decided, not passed on'],
  F4: ['finalized', 'Decided, nothing more will be paid'],
  D0: ['not-found', 'Not found'],
};

/** Of these all that there are mean the same to us. */
const families: Readonly<Record<string, [ClaimStanding, words: string]>> = {
  R: ['needs-information', 'More information is needed'],
  E: ['error', 'The payer could not answer'],
};

/** `null` for a category that is none. */
export function standingOf(category: string): ClaimStanding | null {
  return meaningOf(category)?.[0] ?? null;
}

function meaningOf(category: string): [ClaimStanding, words: string] | null {
  if (Object.hasOwn(categories, category)) return categories[category] ?? null;
  const [, family = ''] = /^([A-Z])\d{1,2}$/.exec(category) ?? [];
  return Object.hasOwn(families, family) ? (families[family] ?? null) : null;
}

/** Of several the one that asks most of us. */
const order: readonly ClaimStanding[] = [
  'rejected',
  'error',
  'not-found',
  'needs-information',
  'finalized',
  'pending',
  'accepted',
  'acknowledged',
];

export function weightiestOf(standings: readonly ClaimStanding[]): ClaimStanding {
  return order.find((each) => standings.includes(each)) ?? 'acknowledged';
}

/** Code source 508: the common ones. */
const statuses: Readonly<Record<string, string>> = {
  1: 'the remittance says more',
  2: 'a letter says more',
  3: 'decided, waits for the next payment',
  16: 'passed on',
  17: 'passed on by a third party',
  19: 'received',
  20: 'taken for processing',
  21: 'missing or invalid information',
  23: 'sent back',
  24: 'not approved to send claims electronically',
  25: 'not approved',
  26: 'not known',
  27: 'the policy was cancelled',
  29: 'subscriber and policy number do not match',
  30: 'subscriber and member number do not match',
  31: 'the name is not that of the policyholder',
  32: 'subscriber and policy number are not known',
  33: 'subscriber and member number are not known',
  35: 'the claim is not known',
  38: 'waits for the next decision run',
  40: 'waits for approval',
  41: 'needs special handling by the payer',
  42: 'waits for related charges',
  45: 'benefits are being determined',
  46: 'internal review',
  51: 'an occupational illness or accident is looked into',
  52: 'other insurance is looked into',
  54: 'a duplicate of a claim that was processed',
  55: 'with a reviewer',
  56: 'eligibility is being determined',
  65: 'paid',
  78: 'a duplicate of a claim that is in process',
  84: 'the service was not authorized',
  85: 'not the primary payer',
  88: 'not eligible on the days of service',
  91: 'not approved on the days of service',
  95: 'what was asked for did not come',
  96: 'no agreement',
  97: 'no eligibility found',
  98: 'taken for the deductible',
  104: 'processed by the terms of the plan',
  107: 'processed by the terms of the contract',
  109: 'not eligible',
  116: 'the wrong payer',
  123: 'further information was asked for',
  125: 'name',
  126: 'address',
  128: 'tax number',
  145: 'specialty',
  153: 'identifier',
  158: 'birth date',
  164: 'member number',
  171: 'other insurance',
  178: 'charges',
  187: 'days of service',
  188: 'statement dates',
  189: 'admission date',
  218: 'drug code',
  228: 'type of bill',
  234: 'discharge status',
  247: 'line',
  249: 'place of service',
  252: 'authorization number',
  254: 'principal diagnosis',
  255: 'diagnosis',
  286: 'what the other payer decided',
  297: 'medical notes',
  306: 'description of the service',
  317: 'medical records',
  400: 'the amounts do not add up',
  402: 'an amount has to be above zero',
  453: 'modifier',
  454: 'procedure code',
  455: 'revenue code',
  464: 'the payer’s number of the claim',
  476: 'units',
  481: 'the format is not valid',
  483: 'the benefit is used up',
  484: 'the payer’s system is not available',
  488: 'diagnosis of the service',
  500: 'postal code',
  504: 'last name',
  505: 'first name',
  535: 'frequency of the claim',
  562: 'NPI',
  585: 'charges that are not covered',
  684: 'the file is not well-formed',
  718: 'sent too late',
  746: 'sent twice',
};

/** NM101 of whom a status is about. */
const entities: Readonly<Record<string, string>> = {
  '36': 'employer',
  '40': 'receiver',
  '41': 'submitter',
  '71': 'attending provider',
  '72': 'operating physician',
  '77': 'place of service',
  '82': 'rendering provider',
  '85': 'billing provider',
  '87': 'pay-to provider',
  DK: 'ordering provider',
  DN: 'referring provider',
  DQ: 'supervising provider',
  IL: 'subscriber',
  P3: 'primary care provider',
  PR: 'payer',
  QC: 'patient',
};

/** `Rejected, information is not valid: NPI (billing provider)`. Codes that are not known are shown as such. */
export function sayStatus(codes: readonly StatusCode[]): string {
  return [...new Set(codes.map(sayCode))].join('; ');
}

function sayCode({ category, status, entity }: StatusCode): string {
  const words = meaningOf(category)?.[1] ?? `Status ${category}`;
  const about = Object.hasOwn(entities, entity) ? ` (${entities[entity] ?? ''})` : '';
  if (status === '') return `${words}${about}`;
  const what = Object.hasOwn(statuses, status) ? statuses[status] : `status ${status}`;
  return `${words}: ${what ?? ''}${about}`;
}
