// What refills are decided by, as a clinic keeps it: protocols with their signatures, numbers, lists of drugs.
import * as z from 'zod/mini';
import { drugGroups } from './drug-group.ts';
import { endpoint } from './endpoint.ts';
import { protocolTerms, refillProtocol } from './refill-protocol.ts';
import { refillTerms } from './refill-terms.ts';
import { line } from './text.ts';

const expectedVersion = z.int32().check(z.positive());

export const listRefillProtocols = endpoint({
  name: 'listRefillProtocols',
  method: 'GET',
  path: '/api/refills/protocols',
  summary:
    'The protocols of a clinic: who signed them, until when they delegate, and what each asks.',
  access: 'refill:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({ items: z.array(refillProtocol) }),
});

export const addRefillProtocol = endpoint({
  name: 'addRefillProtocol',
  method: 'POST',
  path: '/api/refills/protocols/add',
  summary: 'Draft a protocol; it delegates nothing before a prescriber signs it.',
  access: 'refill:configure',
  clinic: 'body',
  body: z.strictObject({ clinicId: z.uuid(), terms: protocolTerms }),
  answer: refillProtocol,
  rules: ['unknown-group'],
});

const protocolParams = z.strictObject({ protocolId: z.uuid() });

export const changeRefillProtocol = endpoint({
  name: 'changeRefillProtocol',
  method: 'POST',
  path: '/api/refills/protocols/:protocolId/change',
  summary:
    'Change the terms: the signature falls, and it delegates nothing before it is signed anew.',
  access: 'refill:configure',
  params: protocolParams,
  body: z.strictObject({ expectedVersion, terms: protocolTerms }),
  answer: refillProtocol,
  rules: ['unknown-group', 'ended'],
});

export const signRefillProtocol = endpoint({
  name: 'signRefillProtocol',
  method: 'POST',
  path: '/api/refills/protocols/:protocolId/sign',
  summary: 'A prescriber delegates by this protocol until it expires.',
  access: 'refill:decide',
  params: protocolParams,
  body: z.strictObject({ expectedVersion }),
  answer: refillProtocol,
  rules: ['no-authority', 'expired', 'ended'],
  stepUp: true,
});

export const endRefillProtocol = endpoint({
  name: 'endRefillProtocol',
  method: 'POST',
  path: '/api/refills/protocols/:protocolId/end',
  summary: 'It delegates nothing from now on.',
  access: 'refill:configure',
  params: protocolParams,
  body: z.strictObject({ expectedVersion }),
  answer: refillProtocol,
  rules: ['ended'],
});

export const refillSettings = z.strictObject({
  terms: refillTerms,
  /** 0 = the standard values. */
  termsVersion: z.int(),
  groups: drugGroups,
  groupsVersion: z.int(),
});
export type RefillSettings = z.infer<typeof refillSettings>;

export const getRefillSettings = endpoint({
  name: 'getRefillSettings',
  method: 'GET',
  path: '/api/refills/settings',
  summary: 'The numbers and lists in force in a clinic.',
  access: 'refill:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: refillSettings,
});

const source = line({ max: 200 });

export const changeRefillTerms = endpoint({
  name: 'changeRefillTerms',
  method: 'POST',
  path: '/api/refills/settings/change-terms',
  summary: 'Numbers of refills from now on; what was decided before stays as it was.',
  access: 'refill:configure',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    expectedVersion: z.int32().check(z.nonnegative()),
    terms: refillTerms,
    source,
  }),
  answer: refillSettings,
  rules: ['unknown-group'],
});

export const changeDrugGroups = endpoint({
  name: 'changeDrugGroups',
  method: 'POST',
  path: '/api/refills/settings/change-groups',
  summary:
    'The lists of drugs from now on: high risk, harm by an abrupt stop, days that cannot be counted.',
  access: 'refill:configure',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    expectedVersion: z.int32().check(z.nonnegative()),
    groups: drugGroups,
    source,
  }),
  answer: refillSettings,
});

export const refillSettingsEndpoints = [
  listRefillProtocols,
  addRefillProtocol,
  changeRefillProtocol,
  signRefillProtocol,
  endRefillProtocol,
  getRefillSettings,
  changeRefillTerms,
  changeDrugGroups,
] as const;
