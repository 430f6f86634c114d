// One line of an authorization: one service, drug, procedure, examination or referral, and what the payer said of it.
import * as z from 'zod/mini';
import {
  authorizationLineWorkflow,
  pendedFor,
  reviewActions,
  type AuthorizationLineStatus,
  type PendedFor,
  type ReviewAction,
} from './authorization-workflow.ts';
import { line, paragraph } from './text.ts';
import { instant, localDate } from './time.ts';

export const authorizationKinds = {
  service: 'Service',
  procedure: 'Procedure',
  imaging: 'Imaging',
  drug: 'Drug',
  referral: 'Referral',
} as const;
export type AuthorizationKind = keyof typeof authorizationKinds;
export const authorizationKind = z.enum(Object.keys(authorizationKinds) as [AuthorizationKind]);

/** CPT and HCPCS share the qualifier `HC` in X12. */
export const serviceCodeSystems = {
  cpt: 'CPT',
  hcpcs: 'HCPCS',
  ndc: 'NDC',
} as const;
export type ServiceCodeSystem = keyof typeof serviceCodeSystems;

const codeForms: Record<ServiceCodeSystem, RegExp> = {
  cpt: /^\d{4}[0-9AFTUM]$/,
  hcpcs: /^[A-V]\d{4}$/,
  // 5-4-2 without hyphens, as X12 has it.
  ndc: /^\d{11}$/,
};

export const serviceCode = z
  .strictObject({
    system: z.enum(Object.keys(serviceCodeSystems) as [ServiceCodeSystem]),
    code: line({ max: 20 }),
    modifiers: z._default(
      z.array(z.string().check(z.regex(/^[A-Z0-9]{2}$/))).check(z.maxLength(4)),
      [],
    ),
  })
  .check(
    z.refine(({ system, code }) => codeForms[system].test(code), {
      path: ['code'],
      message: 'is no code of that system',
    }),
  );
export type ServiceCode = z.infer<typeof serviceCode>;

/** ICD-10-CM, e.g. `E11.9`. */
export const diagnosis = z.strictObject({
  code: z.string().check(z.regex(/^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/, 'is no ICD-10-CM code')),
  text: line({ min: 0, max: 120 }),
});
export type Diagnosis = z.infer<typeof diagnosis>;

/** What is counted → how a list names it. */
export const quantityUnits = {
  visits: 'visits',
  units: 'units',
  days: 'days',
  hours: 'hours',
  months: 'months',
} as const;
export type QuantityUnit = keyof typeof quantityUnits;
const quantity = z.int().check(z.gte(1), z.lte(9_999));
const unit = z.enum(Object.keys(quantityUnits) as [QuantityUnit]);

/** Whom an approval is for: this provider, whoever of the group, whoever at the site. */
export const approvalLevels = {
  individual: 'This provider',
  group: 'A group of providers',
  site: 'The site',
} as const;
export type ApprovalLevel = keyof typeof approvalLevels;

const isInOrder = z.refine<{ from: string; until: string }>(({ from, until }) => from <= until, {
  path: ['until'],
  message: 'is before the first day',
});
/** Local dates of the clinic, both included. */
export const authorizedSpan = z
  .strictObject({ from: localDate, until: localDate })
  .check(isInOrder);

/** What is asked for. */
export const askedLine = z
  .strictObject({
    kind: authorizationKind,
    description: line({ max: 160 }),
    /** `null` = not known yet; it is needed before it is submitted. */
    code: z.nullable(serviceCode),
    quantity,
    unit,
    from: localDate,
    until: localDate,
    /** CMS place of service, e.g. `11` = office. */
    placeOfService: z.string().check(z.regex(/^\d{2}$/, 'is two digits')),
    /** Who renders it; `null` = not said, or a drug. */
    renderingId: z.nullable(z.uuid()),
    /** The visit type whose visits it is for; `null` = for none of ours. */
    visitTypeId: z.nullable(z.uuid()),
    /** Code of the drug group, of a drug. */
    drugGroup: z.nullable(line({ max: 40 })),
  })
  .check(isInOrder);
export type AskedLine = z.infer<typeof askedLine>;

/** What the payer lets be done, as it said it. */
export const lineGrant = z
  .strictObject({
    quantity,
    unit,
    from: localDate,
    until: localDate,
    level: z.enum(Object.keys(approvalLevels) as [ApprovalLevel]),
    /** Of level `individual`: exactly one. Of `group`: whoever of them renders it. Of `site`: none. */
    providerIds: z.array(z.uuid()).check(z.maxLength(50)),
    /** What was certified instead of what was asked for; `null` = the same. */
    code: z.nullable(serviceCode),
  })
  .check(
    isInOrder,
    z.refine(
      ({ level, providerIds }) =>
        level === 'site' ? providerIds.length === 0 : providerIds.length >= 1,
      { path: ['providerIds'], message: 'does not fit the level' },
    ),
    z.refine(({ level, providerIds }) => level !== 'individual' || providerIds.length === 1, {
      path: ['providerIds'],
      message: 'names one provider',
    }),
  );
export type LineGrant = z.infer<typeof lineGrant>;

/** How we heard it. */
export const heardVia = {
  portal: 'Payer’s portal',
  fax: 'Fax',
  phone: 'Phone',
  letter: 'Letter',
  x12: 'X12 278',
  fhir: 'FHIR',
} as const;
export type HeardVia = keyof typeof heardVia;

const action = z.enum(Object.keys(reviewActions) as [ReviewAction]);
const via = z.enum(Object.keys(heardVia) as [HeardVia]);

export const lineDecision = z.strictObject({
  action,
  /** The payer's certification number, as claims carry it; `null` = none was given. */
  number: z.nullable(z.string()),
  /** Codes of the payer, HCR03. */
  reasonCodes: z.array(z.string()),
  /** The specific reason of a denial, in the payer's words. */
  because: z.string(),
  via,
  /** Who wrote it down; `null` = the server read it. */
  byId: z.nullable(z.uuid()),
  /** When the payer decided, as far as it said so. */
  decidedAt: instant,
});
export type LineDecision = z.infer<typeof lineDecision>;

/**
 * An answer that contradicts the one that stands, or that could not be written down as the payer gave it: what stands
 * stays until somebody has looked.
 */
export const lineContradiction = z.strictObject({
  action,
  number: z.nullable(z.string()),
  because: z.string(),
  via,
  at: instant,
});

/** A talk between the payer's clinician and ours. It never stops the clock of an appeal. */
export const peerToPeer = z.strictObject({
  until: instant,
  outcome: z.nullable(z.enum(['overturned', 'upheld', 'not-held'])),
  heldAt: z.nullable(instant),
});

export const appeal = z.strictObject({
  /** From 1 on; the highest is an external review. */
  level: z.int(),
  filedAt: instant,
  confirmation: z.string(),
  outcome: z.nullable(z.enum(['upheld', 'overturned'])),
  decidedAt: z.nullable(instant),
});

export const authorizationLine = z.strictObject({
  id: z.uuid(),
  /** From 1 on. FHIR `item.sequence`. */
  position: z.int(),
  status: z.enum(Object.keys(authorizationLineWorkflow.states) as [AuthorizationLineStatus]),
  ...askedLine.shape,
  /** Why it is, or is not, required: the rule, or the proof in words. */
  need: z.nullable(z.string()),
  pendedFor: z.nullable(z.enum(Object.keys(pendedFor) as [PendedFor])),
  decision: z.nullable(lineDecision),
  grant: z.nullable(lineGrant),
  /** Reserved = booked; used = done. What is left is what is granted less both. */
  units: z.strictObject({ reserved: z.int(), used: z.int() }),
  /** What of the grant does not hold any more, e.g. that the plan has changed; `null` = nothing. */
  trouble: z.nullable(z.enum(['coverage-changed', 'provider-left', 'visit-outside'])),
  contradiction: z.nullable(lineContradiction),
  peerToPeer: z.nullable(peerToPeer),
  appeals: z.array(appeal),
  cancelledBecause: z.nullable(z.string()),
});
export type AuthorizationLine = z.infer<typeof authorizationLine>;

/** Units that nobody has booked or used; 0 without a grant. */
export function unitsLeft({ grant, units }: Pick<AuthorizationLine, 'grant' | 'units'>): number {
  return grant === null ? 0 : grant.quantity - units.reserved - units.used;
}

/** What a rule or a person says of why nothing is asked. */
export const needProof = paragraph({ max: 500 });
