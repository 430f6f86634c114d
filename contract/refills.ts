// Refills: somebody's supply of a drug ends, and a pharmacy or the patient asks for more.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { prescriptionEndpoints } from './prescription-record.ts';
import { medicationOrder, supplyWays, type Prescription, type SupplyWay } from './prescription.ts';
import { upsertVersioned, type ById } from './realtime.ts';
import { refillAfterwardsEndpoints } from './refill-afterwards.ts';
import { refillCard } from './refill-card.ts';
import { refillDecisionEndpoints } from './refill-decisions.ts';
import type { RefillProtocol } from './refill-protocol.ts';
import { refill, refillSaid, type Refill } from './refill-request.ts';
import { refillSettingsEndpoints } from './refill-settings.ts';
import { refillWorkflow } from './refill-workflow.ts';
import { instant, localDate } from './time.ts';
import { workPriorities, type WorkAct } from './work.ts';
import type { Bulk } from './work-bulk.ts';
import { listOfEndpoints, queueEndpoints, workRules } from './work-queue.ts';
import {
  applyWorkViewChange,
  workViewEndpoints,
  type WorkView,
  type WorkViewChange,
} from './work-view.ts';

export const refillQueue = queueEndpoints({
  queue: 'refills',
  noun: ['Refill', 'Refills'],
  item: refill,
  workflow: refillWorkflow,
  read: 'refill:read',
  work: 'refill:work',
  assign: 'refill:assign',
});
export const refillQueueViews = workViewEndpoints({
  queue: 'refills',
  one: 'Refill',
  read: 'refill:read',
});

const params = z.strictObject({ itemId: z.uuid() });
const inClinic = { clinicId: z.uuid() };

export const takeInRefill = endpoint({
  name: 'takeInRefill',
  method: 'POST',
  path: '/api/refills/items/take-in',
  summary: 'Take in a request; the same one that waits already is joined, and nothing is lost.',
  access: 'refill:take-in',
  clinic: 'body',
  body: z.strictObject({
    ...inClinic,
    patientId: z.nullable(z.uuid()),
    prescriptionId: z.nullable(z.uuid()),
    requested: medicationOrder,
    pharmacyId: z.nullable(z.uuid()),
    way: z._default(z.enum(Object.keys(supplyWays) as [SupplyWay]), 'pickup'),
    said: z._default(refillSaid, { patient: '', prescriber: '', pharmacy: '', note: '' }),
    priority: z._default(z.enum(workPriorities), 'routine'),
  }),
  answer: z.strictObject({ item: refill, joined: z.boolean() }),
  rules: ['not-their-prescription', 'pharmacy-cannot', 'nothing-to-match'],
  showsPatients: true,
});

export const matchRefill = endpoint({
  name: 'matchRefill',
  method: 'POST',
  path: '/api/refills/items/:itemId/match',
  summary: 'Say whom and which prescription a request is for; it can be decided from then on.',
  access: 'refill:take-in',
  params,
  body: z.strictObject({
    expectedVersion: z.int32().check(z.positive()),
    patientId: z.uuid(),
    prescriptionId: z.uuid(),
  }),
  answer: refill,
  rules: [...workRules, 'wrong-state', 'not-their-prescription'],
  showsPatients: true,
});

export const getRefillCard = endpoint({
  name: 'getRefillCard',
  method: 'GET',
  path: '/api/refills/items/:itemId/card',
  summary:
    'The readiness card: each rule with what it found, and what is asked, ordered and given out side by side.',
  access: 'refill:read',
  params,
  answer: refillCard,
  showsPatients: true,
});

/** What runs out before the clinic opens next, and what waits beside it. */
export const getRefillOutlook = endpoint({
  name: 'getRefillOutlook',
  method: 'GET',
  path: '/api/refills/outlook',
  summary: 'The day on which the clinic opens next, and how many requests press before it.',
  access: 'refill:read',
  clinic: 'query',
  query: z.strictObject(inClinic),
  answer: z.strictObject({
    /** The next day, after today, on which the clinic works. */
    opensOn: localDate,
    /** What sorts before this is needed by then. */
    before: instant,
    /** Each stops at 10,000. */
    pressing: z.int(),
    unknown: z.int(),
    errors: z.int(),
  }),
});

export const listPatientRefills = endpoint({
  name: 'listPatientRefills',
  method: 'GET',
  path: '/api/refills/patients/:patientId/items',
  summary:
    "A patient's requests in the clinics that the caller may see, newest first (50 at most).",
  access: 'refill:read',
  params: z.strictObject({ patientId: z.uuid() }),
  answer: z.strictObject({ items: z.array(refill) }),
  showsPatients: true,
});

export const refillsEndpoints = [
  ...listOfEndpoints(refillQueue),
  ...listOfEndpoints(refillQueueViews),
  takeInRefill,
  matchRefill,
  getRefillCard,
  listPatientRefills,
  getRefillOutlook,
  ...refillDecisionEndpoints,
  ...refillAfterwardsEndpoints,
  ...prescriptionEndpoints,
  ...refillSettingsEndpoints,
] as const;

/** What happens to a request beside what happens to every work item. */
export const refillActs = [
  'taken-in',
  'joined',
  'matched',
  'decided',
  'waiting',
  'resumed',
  'decision-undone',
  'sent',
  'news-noted',
  'reopened',
  'withdrawn',
  'cancellation-answered',
  'co-signed',
  'answered',
  'reckoned',
] as const;
export type RefillAct = (typeof refillActs)[number];

/** Feed `refills:<clinic>`; the payload is the whole view after the change. */
export type RefillChange =
  | { type: `refills.work-${WorkAct}` | `refills.refill-${RefillAct}`; payload: Refill }
  | {
      type: `refills.prescription-${'added' | 'filled' | 'ended' | 'reinstated'}`;
      payload: Prescription;
    }
  | {
      type: `refills.protocol-${'added' | 'changed' | 'signed' | 'ended'}`;
      payload: RefillProtocol;
    }
  | { type: 'refills.settings-changed'; payload: { id: string; version: number } }
  | { type: 'refills.bulk-progressed'; payload: Bulk }
  | WorkViewChange<'refills'>;

export interface RefillsState {
  refills: ById<Refill>;
  prescriptions: ById<Prescription>;
  protocols: ById<RefillProtocol>;
  bulks: ById<Bulk>;
  views: ById<WorkView>;
}

export function applyRefillChange(state: RefillsState, change: RefillChange): RefillsState {
  if (change.type === 'refills.settings-changed') return state;
  if (change.type === 'refills.bulk-progressed')
    return { ...state, bulks: upsertVersioned(state.bulks, change.payload) };
  if (isOf(change, 'refills.view-'))
    return { ...state, views: applyWorkViewChange(state.views, change) };
  if (isOf(change, 'refills.prescription-'))
    return { ...state, prescriptions: upsertVersioned(state.prescriptions, change.payload) };
  if (isOf(change, 'refills.protocol-'))
    return { ...state, protocols: upsertVersioned(state.protocols, change.payload) };
  return { ...state, refills: upsertVersioned(state.refills, change.payload) };
}

function isOf<Start extends string>(
  change: RefillChange,
  start: Start,
): change is Extract<RefillChange, { type: `${Start}${string}` }> {
  return change.type.startsWith(start);
}
