// What the queue's shell must know of authorizations.
import {
  acceptDenial,
  askAnew,
  attestUrgency,
  cancelLines,
  dismissContradiction,
  endAppeal,
  endPeerToPeer,
  extendGrant,
  fileAppeal,
  noteReceipt,
  offerPeerToPeer,
  recordAnswer,
  sendAuthorization,
  settleAuthorizationNeed,
  submitAuthorization,
  takeBackAnswer,
} from '#contract/authorization-decisions';
import { askForDocument, logPayerCall, settleDocument } from '#contract/authorization-papers';
import { unitsLeft } from '#contract/authorization-line';
import { urgencies, type Authorization } from '#contract/authorization-request';
import { authorizationWorkflow, type AuthorizationStatus } from '#contract/authorization-workflow';
import {
  applyAuthorizationChange,
  authorizationQueue,
  authorizationQueueViews,
  describeAuthorization,
  type AuthorizationChange,
} from '#contract/authorizations';
import { listName } from '#contract/patients';
import { lineState, quantityWords } from '../platform/authorization-words';
import { changeOf } from '../platform/change-of';
import {
  dueColumn,
  priorityColumn,
  tagsColumn,
  whoColumn,
  type QueueColumn,
} from '../platform/work-queue/queue-columns';
import { defineWorkQueue } from '../platform/work-queue/work-queue';
import { mixedWords, scarcest, unitsWords, whatOf } from './authorization-words';
import { toldWords } from './told-words';

type Column = QueueColumn<Authorization>;

const patientColumn: Column = {
  key: 'patient',
  title: 'Patient',
  width: 'minmax(150px, 2fr)',
  isName: true,
  cell: ({ patient }, { birthDate }) => ({
    text: listName(patient),
    meta: `${patient.mrn} · ${birthDate(patient.birthOn)}`,
  }),
};

const whatColumn: Column = {
  key: 'what',
  title: 'What',
  width: 'minmax(140px, 2fr)',
  cell: (request) => {
    const { text, more } = whatOf(request);
    const all = request.lines.map(({ description }) => description).join('; ');
    return { text, title: all, ...(more ? { meta: more } : {}) };
  },
  onPaper: ({ lines }) => lines.map(({ description }) => description).join('; '),
};

const payerColumn: Column = {
  key: 'payer',
  title: 'Payer',
  width: 'minmax(110px, 1.4fr)',
  from: 760,
  cell: ({ plan }) => ({
    text: plan.payerName,
    meta: plan.planName,
    title: `${plan.payerName}, ${plan.planName}`,
  }),
};

const statusColumn: Column = {
  key: 'status',
  title: 'Status',
  width: 'minmax(140px, 180px)',
  from: 560,
  cell: (request) => {
    const { work } = request;
    const text = authorizationWorkflow.states[work.status as AuthorizationStatus].title;
    const mixed = mixedWords(request);
    const meta = mixed === '' ? {} : { meta: mixed, title: `${text}: ${mixed}` };
    return work.status === 'denied'
      ? { text, tone: 'late', icon: 'block', ...meta }
      : { text, ...meta };
  },
};

const urgencyColumn: Column = {
  key: 'urgency',
  title: 'Urgency',
  width: '104px',
  from: 860,
  cell: ({ urgency, attestation, work }) => {
    if (urgency === 'standard') return { text: urgencies.standard };
    const title =
      attestation === null ? 'Expedited; no clinician has attested it yet' : 'Expedited, attested';
    const tone = work.closedAt === null ? { tone: 'late' as const } : {};
    return { text: urgencies.expedited, icon: 'bolt', title, ...tone };
  },
};

const expectedColumn: Column = {
  key: 'expected',
  title: 'Answer expected',
  width: 'minmax(128px, 1fr)',
  from: 1180,
  cell: ({ expected, lines }, { dayAndTime }) => {
    const waits = lines.some(({ status }) => status === 'submitted' || status === 'pended');
    if (!waits || expected === null) return { text: '' };
    const { medianAt, ninetiethAt, answers } = expected;
    return {
      text: `by ${dayAndTime(medianAt)}`,
      title: `Half of ${answers} answers of this payer came by ${dayAndTime(medianAt)}, nine of ten by ${dayAndTime(ninetiethAt)}`,
    };
  },
};

const unitsColumn: Column = {
  key: 'units',
  title: 'Left',
  width: 'minmax(104px, 130px)',
  from: 980,
  cell: (request) => {
    const line = scarcest(request);
    if (!line?.grant) return { text: '' };
    const left = unitsLeft(line);
    const text = `${left} of ${quantityWords(line.grant.quantity, line.grant.unit)}`;
    return { text, title: unitsWords(line), ...(left <= 0 ? { tone: 'soon' as const } : {}) };
  },
};

export const authorizations = defineWorkQueue<Authorization>({
  name: 'authorizations',
  noun: ['authorization', 'authorizations'],
  endpoints: authorizationQueue,
  views: authorizationQueueViews,
  workflow: authorizationWorkflow,
  decidesOnVersion: true,
  decisions: {
    need: settleAuthorizationNeed,
    describe: describeAuthorization,
    submit: submitAuthorization,
    send: sendAuthorization,
    receipt: noteReceipt,
    answer: recordAnswer,
    extend: extendGrant,
    'take-back': takeBackAnswer,
    dismiss: dismissContradiction,
    'offer-peer': offerPeerToPeer,
    'end-peer': endPeerToPeer,
    appeal: fileAppeal,
    'end-appeal': endAppeal,
    accept: acceptDenial,
    cancel: cancelLines,
    'ask-anew': askAnew,
    'ask-document': askForDocument,
    'settle-document': settleDocument,
  },
  steps: { attest: attestUrgency, 'log-call': logPayerCall },
  columns: [
    // Its deadlines are days away: day and time beside how late it is.
    { ...dueColumn, width: 'minmax(210px, 224px)' },
    patientColumn,
    whatColumn,
    payerColumn,
    statusColumn,
    urgencyColumn,
    expectedColumn,
    unitsColumn,
    whoColumn,
    priorityColumn,
    tagsColumn,
  ],
  apply: ({ items, bulks }, change) => {
    const held = { authorizations: items, rules: {}, bulks, views: {} };
    const state = applyAuthorizationChange(held, changeOf<AuthorizationChange>(change));
    return { items: state.authorizations, bulks: state.bulks };
  },
  factsOf: ({ lines, submission }) => ({
    Lines: lines.map((line) => `${line.description}: ${lineState(line).word}`).join('; '),
    Submission: submission?.confirmation ?? 'none',
  }),
  nameOf: (request) => {
    const { text, more } = whatOf(request);
    return [`${listName(request.patient)}: ${text}`, more].filter(Boolean).join(' ');
  },
  waitsFor: ({ work }, until, { dayAndTime }) =>
    work.status === 'approved' ? `In force; to renew from ${dayAndTime(until)}` : null,
  isUnderWay: () => false,
  tell: (decision, request) => `${listName(request.patient)}: ${toldWords(decision, request)}`,
});
