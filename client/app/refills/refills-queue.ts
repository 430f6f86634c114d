// What the queue's shell must know of refills.
import { controlledSchedules } from '#contract/prescription';
import { refillWorkflow, type RefillStatus } from '#contract/refill-workflow';
import {
  answerCancellation,
  coSignRefill,
  noteRefillNews,
  reopenRefill,
  sendRefill,
  withdrawRefill,
} from '#contract/refill-afterwards';
import {
  answerRefillOnFile,
  approveRefill,
  approveRefillWithChanges,
  askAboutRefill,
  bridgeRefill,
  denyRefill,
  replaceRefill,
  rerouteRefill,
  resumeRefill,
  undoRefillDecision,
} from '#contract/refill-decisions';
import { refillSources, type Refill } from '#contract/refill-request';
import {
  applyRefillChange,
  matchRefill,
  refillQueue,
  refillQueueViews,
  type RefillChange,
} from '#contract/refills';
import { changeOf } from '../platform/change-of';
import { localDateOf } from '../platform/wall-time';
import {
  dueColumn,
  priorityColumn,
  tagsColumn,
  whoColumn,
  type QueueColumn,
} from '../platform/work-queue/queue-columns';
import { defineWorkQueue } from '../platform/work-queue/work-queue';
import { drugOf, personOf, readinessMark, runOutWords, waitingWords } from './refill-words';

const runOutColumn: QueueColumn<Refill> = {
  key: 'runs-out',
  title: 'Runs out',
  width: 'minmax(150px, 190px)',
  cell: ({ supply, neededOn, work, abruptStop }, { now, zone, day }) => {
    const today = localDateOf(now, zone);
    const { words, tone, because } = runOutWords(supply, { today, day });
    const isEarlier = neededOn !== null && neededOn !== supply.runsOutOn;
    const full = [
      words,
      because ?? '',
      isEarlier ? `must leave by ${day(neededOn)}` : '',
      abruptStop ? 'to stop it abruptly does harm' : '',
    ];
    return {
      text: words,
      title: full.filter(Boolean).join('; '),
      ...(because ? { meta: because } : {}),
      // What is closed presses nobody any more.
      ...(tone && work.closedAt === null ? { tone } : {}),
    };
  },
  onPaper: ({ supply }, { now, zone, day, birthDate }) => {
    if (supply.runsOutOn !== null) return birthDate(supply.runsOutOn);
    const { words, because } = runOutWords(supply, { today: localDateOf(now, zone), day });
    return because ? `${words}: ${because}` : words;
  },
};

const patientColumn: QueueColumn<Refill> = {
  key: 'patient',
  title: 'Patient',
  width: 'minmax(170px, 2fr)',
  isName: true,
  cell: (refill, { birthDate }) => {
    const { patient } = refill;
    const text = personOf(refill);
    return patient ? { text, meta: `${patient.mrn} · ${birthDate(patient.birthOn)}` } : { text };
  },
};

const drugColumn: QueueColumn<Refill> = {
  key: 'drug',
  title: 'Drug',
  width: 'minmax(140px, 2fr)',
  cell: (refill) => {
    const [text, schedule] = [drugOf(refill), refill.schedule];
    const marks = [
      schedule === null ? '' : controlledSchedules[schedule],
      refill.highRisk ? 'high risk' : '',
    ].filter(Boolean);
    return { text, title: text, ...(marks.length > 0 ? { meta: marks.join(', ') } : {}) };
  },
};

const requestColumn: QueueColumn<Refill> = {
  key: 'request',
  title: 'Request',
  width: 'minmax(96px, 1fr)',
  from: 1180,
  cell: ({ source, asked }) => ({
    text: refillSources[source],
    ...(asked > 1 ? { meta: `asked ${asked} times` } : {}),
  }),
};

const statusColumn: QueueColumn<Refill> = {
  key: 'status',
  title: 'Status',
  width: 'minmax(134px, 150px)',
  from: 860,
  cell: ({ work }) => {
    const text = refillWorkflow.states[work.status as RefillStatus].title;
    return work.status === 'error' ? { text, tone: 'late', icon: 'error' } : { text };
  },
};

const readinessColumn: QueueColumn<Refill> = {
  key: 'readiness',
  title: 'Readiness',
  width: 'minmax(148px, 164px)',
  from: 640,
  cell: ({ readiness }) => {
    const { words, tone, icon } = readinessMark(readiness);
    return { text: words, tone, icon };
  },
};

const minute = { step: 'undo', seconds: 60 };

export const refills = defineWorkQueue<Refill>({
  name: 'refills',
  noun: ['refill', 'refills'],
  endpoints: refillQueue,
  views: refillQueueViews,
  workflow: refillWorkflow,
  decisions: {
    approve: approveRefill,
    'approve-with-changes': approveRefillWithChanges,
    bridge: bridgeRefill,
    replace: replaceRefill,
    reroute: rerouteRefill,
    deny: denyRefill,
    'on-file': answerRefillOnFile,
    ask: askAboutRefill,
  },
  steps: {
    match: matchRefill,
    resume: resumeRefill,
    undo: undoRefillDecision,
    send: sendRefill,
    news: noteRefillNews,
    reopen: reopenRefill,
    withdraw: withdrawRefill,
    'answer-cancellation': answerCancellation,
    'co-sign': coSignRefill,
  },
  takesBack: {
    approve: minute,
    'approve-with-changes': minute,
    bridge: minute,
    replace: minute,
    reroute: minute,
    deny: minute,
    'on-file': minute,
  },
  manyDecisions: [
    {
      ...{ decision: 'approve', title: 'Approve', past: 'approved' },
      ...{ by: 'refill:decide', canBeUndone: true },
    },
  ],
  columns: [
    runOutColumn,
    patientColumn,
    drugColumn,
    requestColumn,
    statusColumn,
    readinessColumn,
    dueColumn,
    priorityColumn,
    whoColumn,
    tagsColumn,
  ],
  apply: ({ items, bulks }, change) => {
    const held = { refills: items, prescriptions: {}, protocols: {}, bulks, views: {} };
    const state = applyRefillChange(held, changeOf<RefillChange>(change));
    return { items: state.refills, bulks: state.bulks };
  },
  nameOf: (refill) => `${personOf(refill)}: ${drugOf(refill)}`,
  waitsFor: waitingWords,
  isUnderWay: () => false,
  tell: (decision, refill) => `${personOf(refill)}: ${toldWords(decision, refill)}`,
});

const told: Readonly<Record<string, string>> = {
  approve: 'approved; it leaves in a minute',
  'approve-with-changes': 'approved with changes; it leaves in a minute',
  bridge: 'bridged; it leaves in a minute',
  replace: 'replaced; it leaves in a minute',
  reroute: 'approved at another pharmacy; it leaves in a minute',
  deny: 'denied; the answer leaves in a minute',
  'on-file': 'answered: refills are on file; it leaves in a minute',
  undo: 'taken back; it can be decided again',
  match: 'matched; it can be decided',
  'answer-cancellation': 'written down what the former pharmacy said',
  'co-sign': 'looked at afterwards',
};

/** What has no words of its own is told by where it stands now. */
function toldWords(decision: string, { work }: Refill): string {
  return told[decision] ?? refillWorkflow.states[work.status as RefillStatus].title.toLowerCase();
}
