// What the queue's shell must know of calls.
import {
  applyCallChange,
  callKinds,
  callQueue,
  callQueueViews,
  callWorkflow,
  cancelCall,
  endCall,
  startCall,
  type Call,
  type CallChange,
} from '#contract/calls';
import { listName } from '#contract/patients';
import {
  dueColumn,
  priorityColumn,
  statusColumn,
  tagsColumn,
  whoColumn,
  type QueueColumn,
} from '../platform/work-queue/queue-columns';
import { defineWorkQueue } from '../platform/work-queue/work-queue';
import { changeOf } from '../platform/change-of';

const patientColumn: QueueColumn<Call> = {
  key: 'patient',
  title: 'Patient',
  width: 'minmax(200px, 3fr)',
  isName: true,
  cell: ({ patient }, { birthDate }) => ({
    text: listName(patient),
    meta: `${patient.mrn} · ${birthDate(patient.birthOn)}`,
  }),
};

const kindColumn: QueueColumn<Call> = {
  key: 'kind',
  title: 'Why',
  width: 'minmax(110px, 148px)',
  from: 700,
  cell: ({ kind }) => ({ text: callKinds[kind] }),
};

const aboutColumn: QueueColumn<Call> = {
  key: 'about',
  title: 'About',
  width: 'minmax(80px, 2fr)',
  from: 1000,
  cell: ({ about }) => ({ text: about, title: about }),
};

const attemptsColumn: QueueColumn<Call> = {
  key: 'attempts',
  title: 'Tries',
  width: '40px',
  align: 'end',
  from: 960,
  cell: ({ attempts }) => ({ text: attempts.length === 0 ? '–' : String(attempts.length) }),
};

export const calls = defineWorkQueue<Call>({
  name: 'calls',
  noun: ['call', 'calls'],
  endpoints: callQueue,
  views: callQueueViews,
  workflow: callWorkflow,
  decisions: { start: startCall, end: endCall, cancel: cancelCall },
  columns: [
    dueColumn,
    patientColumn,
    kindColumn,
    aboutColumn,
    statusColumn(callWorkflow),
    attemptsColumn,
    priorityColumn,
    whoColumn,
    tagsColumn,
  ],
  apply: ({ items, bulks }, change) => {
    const held = { calls: items, bulks, views: {} };
    const state = applyCallChange(held, changeOf<CallChange>(change));
    return { items: state.calls, bulks: state.bulks };
  },
  nameOf: ({ patient }) => listName(patient),
  isUnderWay: ({ callingSince }) => callingSince !== null,
  tell: (decision, call) => (decision === 'start' ? null : outcomeWords(call)),
});

function outcomeWords({ patient, work, attempts }: Call): string {
  const name = listName(patient);
  const state = callWorkflow.states[work.status as keyof typeof callWorkflow.states].title;
  if (work.closedAt !== null) return `${name}: ${state.toLowerCase()}`;
  const outcome = attempts.at(-1)?.outcome;
  const words = outcome ? callWorkflow.transitions[outcome].title.toLowerCase() : state;
  return `${name}: ${words}; it comes back by itself`;
}
