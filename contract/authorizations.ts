// Authorizations: a payer must agree before a visit, drug or procedure, and nothing may wait unseen for it.
import * as z from 'zod/mini';
import { askedLine, diagnosis, lineDecision } from './authorization-line.ts';
import { authorizationDecisionEndpoints } from './authorization-decisions.ts';
import { authorizationExchangeEndpoints } from './authorization-exchange.ts';
import { authorizationFiguresEndpoints } from './authorization-figures.ts';
import { authorizationPaperEndpoints, payerCall } from './authorization-papers.ts';
import {
  authorization,
  authorizationStep,
  held,
  submission,
  urgencies,
  type Authorization,
  type Urgency,
} from './authorization-request.ts';
import { authorizationRuleEndpoints, type AuthorizationRule } from './authorization-rule.ts';
import { authorizationStandingEndpoints } from './authorization-standing.ts';
import { authorizationWorkflow } from './authorization-workflow.ts';
import { endpoint } from './endpoint.ts';
import { upsertVersioned, type ById } from './realtime.ts';
import { npi } from './staff-member.ts';
import { line } from './text.ts';
import { instant } from './time.ts';
import { workPriorities, type WorkAct } from './work.ts';
import type { Bulk } from './work-bulk.ts';
import { listOfEndpoints, queueEndpoints, workRules } from './work-queue.ts';
import {
  applyWorkViewChange,
  workViewEndpoints,
  type WorkView,
  type WorkViewChange,
} from './work-view.ts';

export const authorizationQueue = queueEndpoints({
  queue: 'authorizations',
  noun: ['Authorization', 'Authorizations'],
  item: authorization,
  workflow: authorizationWorkflow,
  read: 'authorization:read',
  work: 'authorization:work',
  assign: 'authorization:assign',
});
export const authorizationQueueViews = workViewEndpoints({
  queue: 'authorizations',
  one: 'Authorization',
  read: 'authorization:read',
});

const orderedBy = {
  orderingId: z.nullable(z.uuid()),
  /** Of who ordered it, where they are none of ours; else empty. */
  orderingName: z._default(line({ min: 0, max: 120 }), ''),
  orderingNpi: z._default(z.nullable(npi), null),
};
const diagnoses = z.array(diagnosis).check(z.maxLength(12));
const lines = z.array(askedLine).check(z.minLength(1), z.maxLength(20));
const urgency = z.enum(Object.keys(urgencies) as [Urgency]);

export const openAuthorization = endpoint({
  name: 'openAuthorization',
  method: 'POST',
  path: '/api/authorizations/items/open',
  summary:
    'Open a request: each line is held against the payer’s rules at once; what is live already is refused with its link.',
  access: 'authorization:open',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    patientId: z.uuid(),
    /** Left out = the first that is in force on the first day asked for. */
    coverageId: z.optional(z.uuid()),
    lines,
    diagnoses: z._default(diagnoses, []),
    ...orderedBy,
    urgency: z._default(urgency, 'standard'),
    priority: z._default(z.enum(workPriorities), 'routine'),
    /** The visit that it is for. */
    appointmentId: z._default(z.nullable(z.uuid()), null),
  }),
  /** Thin for whoever may not read the queue: where it stands is on the patient's page. */
  answer: z.strictObject({ itemId: z.uuid(), lineIds: z.array(z.uuid()), isOpen: z.boolean() }),
  rules: [
    'no-coverage',
    'not-their-coverage',
    'kept-from-plan',
    'asked-already',
    'deceased',
    'chart-retired',
    'visit-not-theirs',
    'unknown-visit-type',
  ],
});

export const describeAuthorization = endpoint({
  ...authorizationStep,
  name: 'describeAuthorization',
  path: '/api/authorizations/items/:itemId/describe',
  summary: 'Mend what is asked for; only while nothing of it was submitted.',
  access: 'authorization:work',
  body: z.strictObject({
    ...held,
    /** In their order; as many as there are. */
    lines,
    diagnoses,
    ...orderedBy,
    urgency,
  }),
  rules: [...workRules, 'submitted-already', 'other-lines', 'asked-already', 'unknown-visit-type'],
});

/** What was asked and answered, oldest first: for whoever talks with the payer. */
export const getAuthorizationRecord = endpoint({
  name: 'getAuthorizationRecord',
  method: 'GET',
  path: '/api/authorizations/items/:itemId/record',
  summary:
    'Submissions, answers and phone calls of a request, oldest first, and which visits use it.',
  access: 'authorization:read',
  params: z.strictObject({ itemId: z.uuid() }),
  answer: z.strictObject({
    submissions: z.array(submission),
    answers: z.array(
      z.strictObject({
        lineId: z.uuid(),
        ...lineDecision.shape,
        at: instant,
        /** `stood` = it counted; `contradicted` = another stood already; `taken-back` = it was a mistake. */
        fate: z.enum(['stood', 'contradicted', 'taken-back']),
      }),
    ),
    calls: z.array(payerCall),
    uses: z.array(
      z.strictObject({
        lineId: z.uuid(),
        appointmentId: z.uuid(),
        startsAt: instant,
        units: z.int(),
        state: z.enum(['reserved', 'used', 'returned']),
      }),
    ),
  }),
  showsPatients: true,
});

export const authorizationsEndpoints = [
  ...listOfEndpoints(authorizationQueue),
  ...listOfEndpoints(authorizationQueueViews),
  openAuthorization,
  describeAuthorization,
  getAuthorizationRecord,
  ...authorizationDecisionEndpoints,
  ...authorizationExchangeEndpoints,
  ...authorizationPaperEndpoints,
  ...authorizationStandingEndpoints,
  ...authorizationRuleEndpoints,
  ...authorizationFiguresEndpoints,
] as const;

/** What happens to a request beside what happens to every work item. */
export const authorizationActs = [
  'opened',
  'described',
  'need-settled',
  'attested',
  'submitted',
  'received',
  'not-delivered',
  'answered',
  'contradicted',
  'contradiction-dismissed',
  'extended',
  'answer-taken-back',
  'peer-to-peer-offered',
  'peer-to-peer-ended',
  'appeal-filed',
  'appeal-ended',
  'denial-accepted',
  'lines-cancelled',
  'asked-anew',
  'document-asked',
  'document-settled',
  'call-logged',
  'units-moved',
  'rechecked',
  'expired',
] as const;
export type AuthorizationAct = (typeof authorizationActs)[number];

/** Feed `authorizations:<clinic>`; the payload is the whole view after the change. */
export type AuthorizationChange =
  | {
      type: `authorizations.work-${WorkAct}` | `authorizations.authorization-${AuthorizationAct}`;
      payload: Authorization;
    }
  | { type: `authorizations.rule-${'added' | 'changed'}`; payload: AuthorizationRule }
  | { type: 'authorizations.bulk-progressed'; payload: Bulk }
  | WorkViewChange<'authorizations'>;

export interface AuthorizationsState {
  authorizations: ById<Authorization>;
  rules: ById<AuthorizationRule>;
  bulks: ById<Bulk>;
  views: ById<WorkView>;
}

export function applyAuthorizationChange(
  state: AuthorizationsState,
  change: AuthorizationChange,
): AuthorizationsState {
  if (change.type === 'authorizations.bulk-progressed')
    return { ...state, bulks: upsertVersioned(state.bulks, change.payload) };
  if (isOf(change, 'authorizations.view-'))
    return { ...state, views: applyWorkViewChange(state.views, change) };
  if (isOf(change, 'authorizations.rule-'))
    return { ...state, rules: upsertVersioned(state.rules, change.payload) };
  return { ...state, authorizations: upsertVersioned(state.authorizations, change.payload) };
}

function isOf<Start extends string>(
  change: AuthorizationChange,
  start: Start,
): change is Extract<AuthorizationChange, { type: `${Start}${string}` }> {
  return change.type.startsWith(start);
}
