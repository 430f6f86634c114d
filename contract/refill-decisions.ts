// Decisions about a refill request, each about the card that was seen; and what it waits for instead.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { medicationOrder, supplyWays, type SupplyWay } from './prescription.ts';
import { knownRefill, refillNote, refillStep } from './refill-request.ts';
import { denialReasons, type DenialReason } from './refill-workflow.ts';
import { leaseToken, workRules } from './work-queue.ts';

const supplyWay = z.enum(Object.keys(supplyWays) as [SupplyWay]);

/** Under the lease, about a card as the caller saw it. */
const deciding = {
  token: leaseToken,
  /** Of the card on screen. */
  stamp: z.string().check(z.maxLength(64)),
  note: refillNote,
};
const decisionRules = [...workRules, 'wrong-state', 'card-turned'] as const;
const grantRules = [...decisionRules, 'not-delegated', 'no-authority', 'too-many-repeats'] as const;

export const approveRefill = endpoint({
  ...refillStep,
  name: 'approveRefill',
  path: '/api/refills/items/:itemId/approve',
  summary: 'Approve as asked: by protocol where all is met, else by a prescriber with a reason.',
  access: 'refill:decide',
  body: z.strictObject(deciding),
  rules: grantRules,
});

export const approveRefillWithChanges = endpoint({
  ...refillStep,
  name: 'approveRefillWithChanges',
  path: '/api/refills/items/:itemId/approve-with-changes',
  summary: 'Approve another quantity, length or number of fills than was asked for.',
  access: 'refill:decide',
  body: z.strictObject({ ...deciding, grant: medicationOrder }),
  rules: [...grantRules, 'other-drug'],
});

export const bridgeRefill = endpoint({
  ...refillStep,
  name: 'bridgeRefill',
  path: '/api/refills/items/:itemId/bridge',
  summary:
    'One short fill until a visit, once for a prescription; somebody calls to book the visit.',
  access: 'refill:decide',
  body: z.strictObject({ ...deciding, days: z.int().check(z.gte(1), z.lte(90)) }),
  rules: [...grantRules, 'bridged-before', 'bridge-too-long'],
});

export const replaceRefill = endpoint({
  ...refillStep,
  name: 'replaceRefill',
  path: '/api/refills/items/:itemId/replace',
  summary: 'Refuse this prescription and order another drug or strength in its place.',
  access: 'refill:decide',
  body: z.strictObject({ ...deciding, grant: medicationOrder }),
  rules: grantRules,
});

export const rerouteRefill = endpoint({
  ...refillStep,
  name: 'rerouteRefill',
  path: '/api/refills/items/:itemId/reroute',
  summary: 'Approve at another pharmacy; the former one is asked to cancel what it has.',
  access: 'refill:decide',
  body: z.strictObject({ ...deciding, pharmacyId: z.uuid(), way: supplyWay }),
  rules: [...grantRules, 'pharmacy-cannot', 'same-pharmacy'],
});

export const denyRefill = endpoint({
  ...refillStep,
  name: 'denyRefill',
  path: '/api/refills/items/:itemId/deny',
  summary: 'Refuse with a coded reason; the patient is told what next.',
  access: 'refill:decide',
  body: z.strictObject({
    token: leaseToken,
    reason: z.enum(Object.keys(denialReasons) as [DenialReason]),
    note: refillNote,
  }),
  rules: [...decisionRules, 'not-delegated'],
});

export const answerRefillOnFile = endpoint({
  ...refillStep,
  name: 'answerRefillOnFile',
  path: '/api/refills/items/:itemId/on-file',
  summary: 'The pharmacy has fills left: nothing new is ordered, and the patient is told.',
  access: 'refill:decide',
  body: z.strictObject({ token: leaseToken, note: refillNote }),
  rules: [...decisionRules, 'no-fills-left'],
});

/** The ways in which it waits for somebody else. */
export const refillAsks = ['ask-clinician', 'ask-information', 'ask-authorization'] as const;

export const askAboutRefill = endpoint({
  ...refillStep,
  name: 'askAboutRefill',
  path: '/api/refills/items/:itemId/ask',
  summary: 'It waits: for a clinician, for information or for authorization.',
  access: 'refill:decide',
  body: z.strictObject({
    token: leaseToken,
    ask: z.enum(refillAsks),
    /** A reason of the step; `''` where it has none. */
    reason: z._default(z.string().check(z.maxLength(40)), ''),
    note: refillNote,
  }),
  rules: [...workRules, 'wrong-state'],
});

export const resumeRefill = endpoint({
  ...refillStep,
  name: 'resumeRefill',
  path: '/api/refills/items/:itemId/resume',
  summary: 'What it waited for is there: it can be decided.',
  access: 'refill:decide',
  body: knownRefill,
  rules: [...workRules, 'wrong-state'],
});

export const undoRefillDecision = endpoint({
  ...refillStep,
  name: 'undoRefillDecision',
  path: '/api/refills/items/:itemId/undo',
  summary: 'Take a decision back before it leaves.',
  access: 'refill:decide',
  body: knownRefill,
  rules: [...workRules, 'wrong-state', 'has-left'],
});

export const refillDecisionEndpoints = [
  approveRefill,
  approveRefillWithChanges,
  bridgeRefill,
  replaceRefill,
  rerouteRefill,
  denyRefill,
  answerRefillOnFile,
  askAboutRefill,
  resumeRefill,
  undoRefillDecision,
] as const;
