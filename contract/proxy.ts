// People beside the patient: what each may be told of and decide, and until when. An emergency contact is none of them.
import * as z from 'zod/mini';
import { ageOn } from './age.ts';
import { tellScopes, type TellScope } from './contact.ts';
import { endpoint } from './endpoint.ts';
import { proxyPaper, proxyPaperEndpoints } from './proxy-paper.ts';
import { line } from './text.ts';
import { instant, localDate } from './time.ts';

/** On what ground somebody acts for the patient. The first two end with childhood. */
export const proxyGrounds = {
  parent: 'Parent',
  guardian: 'Guardian of a minor',
  'legal-guardian': 'Guardian of an adult (court)',
  'power-of-attorney': 'Health-care power of attorney',
  permission: 'Permission of the patient',
} as const;
export type ProxyGround = keyof typeof proxyGrounds;

const proxyFields = {
  family: line({ max: 80 }),
  given: line({ max: 80 }),
  /** What the person is to the patient, e.g. `mother`. */
  relation: line({ max: 60 }),
  ground: z.enum(Object.keys(proxyGrounds) as [ProxyGround]),
  /** E.164; taken as people type it. */
  phone: z.nullable(line({ max: 40 })),
  /** What they may be told of. */
  told: z
    .array(z.enum(Object.keys(tellScopes) as [TellScope]))
    .check(z.minLength(1), z.maxLength(3)),
  /** May also book, move and cancel for the patient. */
  mayDecide: z.boolean(),
  startsOn: localDate,
  /** The last day, where it is agreed or ordered; the birthday may end it before. */
  endsOn: z.nullable(localDate),
  /** What was seen or who said so, e.g. `court order of 3 Nov seen`. */
  evidence: line({ max: 200 }),
};

export const proxy = z.strictObject({
  id: z.uuid(),
  patientId: z.uuid(),
  /** The person's own chart, where they are a patient too. */
  personId: z.nullable(z.uuid()),
  ...proxyFields,
  addedAt: instant,
  addedBy: z.nullable(z.string()),
  revoked: z.nullable(z.strictObject({ at: instant, reason: z.string() })),
  version: z.int(),
});
export type Proxy = z.infer<typeof proxy>;

/** Dated rule of the clinic's state: when a parent's rights narrow, to what, and when they end. */
export interface ProxyAges {
  narrowsAt: number;
  /** What a parent of such a minor may still be told of. */
  narrowedTo: readonly TellScope[];
  endsAt: number;
}

export type ProxyStanding =
  | { state: 'in-force'; told: TellScope[]; narrowed: boolean }
  | { state: 'not-yet' | 'expired' | 'of-age' | 'revoked'; told: [] };

/** How somebody's rights stand on a day: what is agreed, under the birthday rule. */
export function proxyStanding(
  held: Pick<Proxy, 'ground' | 'told' | 'startsOn' | 'endsOn' | 'revoked'>,
  { birthOn, on, ages }: { birthOn: string; on: string; ages: ProxyAges },
): ProxyStanding {
  if (held.revoked) return { state: 'revoked', told: [] };
  if (on < held.startsOn) return { state: 'not-yet', told: [] };
  if (held.endsOn !== null && on > held.endsOn) return { state: 'expired', told: [] };
  if (held.ground !== 'parent' && held.ground !== 'guardian')
    return { state: 'in-force', told: [...held.told], narrowed: false };
  const age = ageOn(birthOn, on);
  if (age >= ages.endsAt) return { state: 'of-age', told: [] };
  if (age < ages.narrowsAt) return { state: 'in-force', told: [...held.told], narrowed: false };
  const told = held.told.filter((scope) => ages.narrowedTo.includes(scope));
  return { state: 'in-force', told, narrowed: told.length < held.told.length };
}

/** Somebody who may be told of something today. */
export const mayBeTold = z.strictObject({
  proxyId: z.uuid(),
  family: z.string(),
  given: z.string(),
  relation: z.string(),
  phone: z.nullable(z.string()),
  told: z.array(z.enum(Object.keys(tellScopes) as [TellScope])),
  mayDecide: z.boolean(),
});
export type MayBeTold = z.infer<typeof mayBeTold>;

/** The clinic that writes; who may be told is the organization's. */
const clinicId = z.uuid();
const expectedVersion = z.int32().check(z.positive());

export const listProxies = endpoint({
  name: 'listProxies',
  method: 'GET',
  path: '/api/patients/:patientId/proxies',
  summary:
    'Who acts for a patient or may be told, with how that stands today in the clinic and on what papers.',
  access: 'patient:read',
  clinic: 'query',
  params: z.strictObject({ patientId: z.uuid() }),
  query: z.strictObject({ clinicId }),
  answer: z.strictObject({
    items: z.array(
      z.strictObject({
        proxy,
        state: z.enum(['in-force', 'not-yet', 'expired', 'of-age', 'revoked']),
        /** What they may be told of today. */
        told: z.array(z.enum(Object.keys(tellScopes) as [TellScope])),
        /** Less than agreed, because of the patient's age. */
        narrowed: z.boolean(),
        /** The birthday on which a parent's rights end; `null` where they do not. */
        endsWithBirthdayOn: z.nullable(localDate),
        /** The oldest first, also those that were removed. */
        papers: z.array(proxyPaper),
      }),
    ),
  }),
  showsPatients: true,
});

export const addProxy = endpoint({
  name: 'addProxy',
  method: 'POST',
  path: '/api/patients/:patientId/proxies/add',
  summary: 'Write down who acts for a patient or may be told, on what ground and until when.',
  access: 'proxy:edit',
  clinic: 'body',
  params: z.strictObject({ patientId: z.uuid() }),
  body: z.strictObject({
    clinicId,
    personId: z._default(z.nullable(z.uuid()), null),
    ...proxyFields,
  }),
  answer: proxy,
  rules: ['of-age', 'chart-retired'],
  showsPatients: true,
});

export const revokeProxy = endpoint({
  name: 'revokeProxy',
  method: 'POST',
  path: '/api/patients/proxies/:proxyId/revoke',
  summary: 'End what somebody may be told, at once. Who changes it adds another.',
  access: 'proxy:edit',
  clinic: 'body',
  params: z.strictObject({ proxyId: z.uuid() }),
  body: z.strictObject({ clinicId, expectedVersion, reason: line({ max: 200 }) }),
  answer: proxy,
  rules: ['proxy-revoked'],
  showsPatients: true,
});

export const proxyEndpoints = [listProxies, addProxy, ...proxyPaperEndpoints, revokeProxy] as const;

/** Feed `patients:organization`; thin: whose it is. */
export interface ProxyChange {
  type:
    | 'patients.proxy-added'
    | 'patients.proxy-revoked'
    | 'patients.proxy-paper-attached'
    | 'patients.proxy-paper-removed';
  payload: { patientId: string };
}
