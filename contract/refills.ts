// Refills: somebody's supply of a drug ends, and a pharmacy or the patient asks for more.
import * as z from 'zod/mini';
import { drugGroups } from './drug-group.ts';
import { endpoint } from './endpoint.ts';
import { patientSummary } from './patients.ts';
import {
  controlledSchedules,
  medicationOrder,
  pharmacyChoice,
  prescription,
  supply,
  supplyWays,
  type ControlledSchedule,
  type Prescription,
  type SupplyWay,
} from './prescription.ts';
import { upsertVersioned, type ById } from './realtime.ts';
import { refillCard } from './refill-card.ts';
import { protocolTerms, refillProtocol, type RefillProtocol } from './refill-protocol.ts';
import { refillTerms, transports, type Transport } from './refill-terms.ts';
import {
  denialReasons,
  refillDecisions,
  refillWorkflow,
  type DenialReason,
} from './refill-workflow.ts';
import { line, paragraph } from './text.ts';
import { instant, localDate } from './time.ts';
import { work, workPriorities, type WorkAct } from './work.ts';
import type { Bulk } from './work-bulk.ts';
import { leaseToken, listOfEndpoints, queueEndpoints, workRules } from './work-queue.ts';
import {
  applyWorkViewChange,
  workViewEndpoints,
  type WorkView,
  type WorkViewChange,
} from './work-view.ts';

/** Where a request came from. */
export const refillSources = {
  console: 'Taken in here',
  fhir: 'By FHIR',
  file: 'From a file',
} as const;
export type RefillSource = keyof typeof refillSources;

/** What came in, in the words of who sent it; matching goes by it. */
export const refillSaid = z.strictObject({
  /** e.g. `Lopez, Maria, born 1961-03-02`. */
  patient: line({ min: 0, max: 200 }),
  prescriber: line({ min: 0, max: 120 }),
  pharmacy: line({ min: 0, max: 120 }),
  note: paragraph({ max: 1000 }),
});
export type RefillSaid = z.infer<typeof refillSaid>;

export const refillDecision = z.strictObject({
  kind: z.enum(refillDecisions),
  /** Of a denial. */
  reason: z.nullable(z.enum(Object.keys(denialReasons) as [DenialReason])),
  /** What the patient gets; `null` where they get nothing. */
  grant: z.nullable(medicationOrder),
  note: z.string(),
  byId: z.uuid(),
  at: instant,
  /** By which protocol it was delegated; `null` = a prescriber decided. */
  protocol: z.nullable(z.strictObject({ id: z.uuid(), version: z.int(), title: z.string() })),
  /** Whether a prescriber looks at it afterwards, and what they said. */
  coSign: z.nullable(z.enum(['wanted', 'agreed', 'disagreed'])),
  /** Until then it can be taken back; it never leaves before. */
  leavesAt: instant,
});
export type RefillDecision = z.infer<typeof refillDecision>;

export const refillSending = z.strictObject({
  transport: z.enum(Object.keys(transports) as [Transport]),
  /** Who entered or faxed it; `null` = the server. */
  byId: z.nullable(z.uuid()),
  sentAt: z.nullable(instant),
  acknowledgedAt: z.nullable(instant),
  /** Why it did not arrive, in the words of the other side. */
  trouble: z.nullable(z.string()),
});

/** A prescription at another pharmacy that is called off because the drug goes elsewhere now. */
export const refillCancellation = z.strictObject({
  pharmacy: z.string(),
  answer: z.enum(['asked', 'confirmed', 'refused']),
});

export const refill = z.strictObject({
  id: z.uuid(),
  version: z.int(),
  /** `null` = not matched yet. */
  patient: z.nullable(patientSummary),
  source: z.enum(Object.keys(refillSources) as [RefillSource]),
  /** How often it was asked for: the same request joins the first. */
  asked: z.int(),
  said: refillSaid,
  requested: medicationOrder,
  prescriptionId: z.nullable(z.uuid()),
  /** What is ordered now; `null` = no prescription is matched. */
  active: z.nullable(medicationOrder),
  prescriberId: z.nullable(z.uuid()),
  prescriberName: z.string(),
  schedule: z.nullable(z.enum(Object.keys(controlledSchedules) as [ControlledSchedule])),
  pharmacy: z.nullable(pharmacyChoice),
  supply,
  /** When it must leave, so that it arrives before the patient runs out: transit is counted. */
  neededOn: z.nullable(localDate),
  highRisk: z.boolean(),
  /** To stop the drug from one day to the next does harm. */
  abruptStop: z.boolean(),
  /** How the card stood when it was last judged; `null` = never yet. */
  readiness: z.nullable(
    z.strictObject({
      pass: z.int(),
      fail: z.int(),
      unknown: z.int(),
      /** A protocol covers it and nothing speaks against. */
      delegable: z.boolean(),
      /** Of that card: whoever has another on screen reads it again. */
      stamp: z.string(),
    }),
  ),
  decision: z.nullable(refillDecision),
  sending: z.nullable(refillSending),
  cancellation: z.nullable(refillCancellation),
  work,
});
export type Refill = z.infer<typeof refill>;

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
const expectedVersion = z.int32().check(z.positive());
const inClinic = { clinicId: z.uuid() };
const supplyWay = z.enum(Object.keys(supplyWays) as [SupplyWay]);
const note = z._default(paragraph({ max: 1000 }), '');

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
    way: z._default(supplyWay, 'pickup'),
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
  body: z.strictObject({ expectedVersion, patientId: z.uuid(), prescriptionId: z.uuid() }),
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

/** Under the lease, about a card as the caller saw it. */
const deciding = {
  token: leaseToken,
  /** Of the card on screen. */
  stamp: z.string().check(z.maxLength(64)),
  note,
};
const step = { method: 'POST' as const, params, answer: refill, showsPatients: true };
const decisionRules = [...workRules, 'wrong-state', 'card-turned'] as const;
const grantRules = [...decisionRules, 'not-delegated', 'no-authority', 'too-many-repeats'] as const;

export const approveRefill = endpoint({
  ...step,
  name: 'approveRefill',
  path: '/api/refills/items/:itemId/approve',
  summary: 'Approve as asked: by protocol where all is met, else by a prescriber with a reason.',
  access: 'refill:decide',
  body: z.strictObject(deciding),
  rules: grantRules,
});

export const approveRefillWithChanges = endpoint({
  ...step,
  name: 'approveRefillWithChanges',
  path: '/api/refills/items/:itemId/approve-with-changes',
  summary: 'Approve another quantity, length or number of fills than was asked for.',
  access: 'refill:decide',
  body: z.strictObject({ ...deciding, grant: medicationOrder }),
  rules: [...grantRules, 'other-drug'],
});

export const bridgeRefill = endpoint({
  ...step,
  name: 'bridgeRefill',
  path: '/api/refills/items/:itemId/bridge',
  summary:
    'One short fill until a visit, once for a prescription; somebody calls to book the visit.',
  access: 'refill:decide',
  body: z.strictObject({ ...deciding, days: z.int().check(z.gte(1), z.lte(90)) }),
  rules: [...grantRules, 'bridged-before', 'bridge-too-long'],
});

export const replaceRefill = endpoint({
  ...step,
  name: 'replaceRefill',
  path: '/api/refills/items/:itemId/replace',
  summary: 'Refuse this prescription and order another drug or strength in its place.',
  access: 'refill:decide',
  body: z.strictObject({ ...deciding, grant: medicationOrder }),
  rules: grantRules,
});

export const rerouteRefill = endpoint({
  ...step,
  name: 'rerouteRefill',
  path: '/api/refills/items/:itemId/reroute',
  summary: 'Approve at another pharmacy; the former one is asked to cancel what it has.',
  access: 'refill:decide',
  body: z.strictObject({ ...deciding, pharmacyId: z.uuid(), way: supplyWay }),
  rules: [...grantRules, 'pharmacy-cannot', 'same-pharmacy'],
});

export const denyRefill = endpoint({
  ...step,
  name: 'denyRefill',
  path: '/api/refills/items/:itemId/deny',
  summary: 'Refuse with a coded reason; the patient is told what next.',
  access: 'refill:decide',
  body: z.strictObject({
    token: leaseToken,
    reason: z.enum(Object.keys(denialReasons) as [DenialReason]),
    note,
  }),
  rules: [...decisionRules, 'not-delegated'],
});

export const answerRefillOnFile = endpoint({
  ...step,
  name: 'answerRefillOnFile',
  path: '/api/refills/items/:itemId/on-file',
  summary: 'The pharmacy has fills left: nothing new is ordered, and the patient is told.',
  access: 'refill:decide',
  body: z.strictObject({ token: leaseToken, note }),
  rules: [...decisionRules, 'no-fills-left'],
});

/** The ways in which it waits for somebody else. */
export const refillAsks = ['ask-clinician', 'ask-information', 'ask-authorization'] as const;

export const askAboutRefill = endpoint({
  ...step,
  name: 'askAboutRefill',
  path: '/api/refills/items/:itemId/ask',
  summary: 'It waits: for a clinician, for information or for authorization.',
  access: 'refill:decide',
  body: z.strictObject({
    token: leaseToken,
    ask: z.enum(refillAsks),
    /** A reason of the step; `''` where it has none. */
    reason: z._default(z.string().check(z.maxLength(40)), ''),
    note,
  }),
  rules: [...workRules, 'wrong-state'],
});

const known = z.strictObject({ expectedVersion });

export const resumeRefill = endpoint({
  ...step,
  name: 'resumeRefill',
  path: '/api/refills/items/:itemId/resume',
  summary: 'What it waited for is there: it can be decided.',
  access: 'refill:decide',
  body: known,
  rules: [...workRules, 'wrong-state'],
});

export const undoRefillDecision = endpoint({
  ...step,
  name: 'undoRefillDecision',
  path: '/api/refills/items/:itemId/undo',
  summary: 'Take a decision back before it leaves.',
  access: 'refill:decide',
  body: known,
  rules: [...workRules, 'wrong-state', 'has-left'],
});

export const sendRefill = endpoint({
  ...step,
  name: 'sendRefill',
  path: '/api/refills/items/:itemId/send',
  summary: 'Write down how a decision was handed on: printed, faxed or entered in the EHR.',
  access: 'refill:send',
  body: z.strictObject({ expectedVersion, transport: z.enum(['print', 'ehr']) }),
  rules: [...workRules, 'wrong-state', 'not-left', 'controlled-transport'],
});

/** What is heard of a decision after it left, and the transitions of it. */
export const refillNews = [
  'acknowledge',
  'fail',
  'dispense',
  'pick-up',
  'return-to-stock',
] as const;

export const noteRefillNews = endpoint({
  ...step,
  name: 'noteRefillNews',
  path: '/api/refills/items/:itemId/note-news',
  summary: 'Write down what the pharmacy did with it, or that it did not arrive.',
  access: 'refill:take-in',
  body: z.strictObject({
    expectedVersion,
    news: z.enum(refillNews),
    /** Why it did not arrive. */
    trouble: z._default(line({ min: 0, max: 200 }), ''),
  }),
  rules: [...workRules, 'wrong-state', 'missing-record'],
});

export const reopenRefill = endpoint({
  ...step,
  name: 'reopenRefill',
  path: '/api/refills/items/:itemId/reopen',
  summary: 'What did not arrive is decided again.',
  access: 'refill:decide',
  body: known,
  rules: [...workRules, 'wrong-state'],
});

export const withdrawRefill = endpoint({
  ...step,
  name: 'withdrawRefill',
  path: '/api/refills/items/:itemId/withdraw',
  summary: 'The request is not to be answered.',
  access: 'refill:take-in',
  body: z.strictObject({ expectedVersion, reason: z.string().check(z.maxLength(40)) }),
  rules: [...workRules, 'wrong-state', 'unknown-reason'],
});

export const answerCancellation = endpoint({
  ...step,
  name: 'answerCancellation',
  path: '/api/refills/items/:itemId/answer-cancellation',
  summary: 'What the former pharmacy said when it was asked to cancel.',
  access: 'refill:take-in',
  body: z.strictObject({ expectedVersion, answer: z.enum(['confirmed', 'refused']) }),
  rules: [...workRules, 'nothing-cancelled'],
});

export const coSignRefill = endpoint({
  ...step,
  name: 'coSignRefill',
  path: '/api/refills/items/:itemId/co-sign',
  summary: 'A prescriber looks at a delegated approval afterwards.',
  access: 'refill:decide',
  body: z.strictObject({ expectedVersion, answer: z.enum(['agreed', 'disagreed']) }),
  rules: ['no-co-sign', 'no-authority'],
});

export const listCoSigns = endpoint({
  name: 'listCoSigns',
  method: 'GET',
  path: '/api/refills/co-signs',
  summary: 'Delegated approvals that wait for a co-signature, oldest first (100 at most).',
  access: 'refill:decide',
  clinic: 'query',
  query: z.strictObject(inClinic),
  answer: z.strictObject({ items: z.array(refill) }),
  showsPatients: true,
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

export const listPatientPrescriptions = endpoint({
  name: 'listPatientPrescriptions',
  method: 'GET',
  path: '/api/refills/patients/:patientId/prescriptions',
  summary: "A patient's prescriptions with their fills, active ones first (100 at most).",
  access: 'refill:read',
  params: z.strictObject({ patientId: z.uuid() }),
  answer: z.strictObject({ items: z.array(prescription) }),
  showsPatients: true,
});

const prescriptionSaid = z.pick(prescription, {
  order: true,
  schedule: true,
  asNeeded: true,
  issuedOn: true,
  expiresOn: true,
  startedOn: true,
  prescriberId: true,
}).shape;

export const addPrescription = endpoint({
  name: 'addPrescription',
  method: 'POST',
  path: '/api/refills/prescriptions/add',
  summary:
    'Write down a prescription that was issued elsewhere, e.g. in the EHR; nothing is ordered by it.',
  access: 'refill:decide',
  clinic: 'body',
  body: z.strictObject({
    ...inClinic,
    patientId: z.uuid(),
    ...prescriptionSaid,
    prescriberName: line({ min: 0, max: 120 }),
    pharmacyId: z.nullable(z.uuid()),
    way: z._default(supplyWay, 'pickup'),
    priorId: z._default(z.nullable(z.uuid()), null),
  }),
  answer: prescription,
  rules: ['pharmacy-cannot', 'too-many-repeats', 'not-their-prescription'],
  showsPatients: true,
});

export const recordFill = endpoint({
  name: 'recordFill',
  method: 'POST',
  path: '/api/refills/prescriptions/:prescriptionId/record-fill',
  summary: 'Write down what the pharmacy gave out; when the patient runs out follows from it.',
  access: 'refill:take-in',
  params: z.strictObject({ prescriptionId: z.uuid() }),
  body: z.strictObject({
    expectedVersion,
    filledOn: localDate,
    status: z.enum(['in-progress', 'completed']),
    /** `null` = another part of the last fill. */
    number: z.nullable(z.int().check(z.gte(1), z.lte(100))),
    given: medicationOrder,
  }),
  answer: prescription,
  rules: ['not-active'],
  showsPatients: true,
});

/** How a prescription ends by hand. */
export const prescriptionEnds = ['stopped', 'completed', 'cancelled', 'entered-in-error'] as const;

export const endPrescription = endpoint({
  name: 'endPrescription',
  method: 'POST',
  path: '/api/refills/prescriptions/:prescriptionId/end',
  summary: 'The prescription is not valid any more.',
  access: 'refill:decide',
  params: z.strictObject({ prescriptionId: z.uuid() }),
  body: z.strictObject({ expectedVersion, as: z.enum(prescriptionEnds), note }),
  answer: prescription,
  rules: ['not-active'],
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

export const listRefillProtocols = endpoint({
  name: 'listRefillProtocols',
  method: 'GET',
  path: '/api/refills/protocols',
  summary:
    'The protocols of a clinic: who signed them, until when they delegate, and what each asks.',
  access: 'refill:read',
  clinic: 'query',
  query: z.strictObject(inClinic),
  answer: z.strictObject({ items: z.array(refillProtocol) }),
});

export const addRefillProtocol = endpoint({
  name: 'addRefillProtocol',
  method: 'POST',
  path: '/api/refills/protocols/add',
  summary: 'Draft a protocol; it delegates nothing before a prescriber signs it.',
  access: 'refill:configure',
  clinic: 'body',
  body: z.strictObject({ ...inClinic, terms: protocolTerms }),
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
  query: z.strictObject(inClinic),
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
    ...inClinic,
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
    ...inClinic,
    expectedVersion: z.int32().check(z.nonnegative()),
    groups: drugGroups,
    source,
  }),
  answer: refillSettings,
});

export const refillsEndpoints = [
  ...listOfEndpoints(refillQueue),
  ...listOfEndpoints(refillQueueViews),
  takeInRefill,
  matchRefill,
  getRefillCard,
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
  sendRefill,
  noteRefillNews,
  reopenRefill,
  withdrawRefill,
  answerCancellation,
  coSignRefill,
  listCoSigns,
  listPatientRefills,
  listPatientPrescriptions,
  addPrescription,
  recordFill,
  endPrescription,
  getRefillOutlook,
  listRefillProtocols,
  addRefillProtocol,
  changeRefillProtocol,
  signRefillProtocol,
  endRefillProtocol,
  getRefillSettings,
  changeRefillTerms,
  changeDrugGroups,
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
