// What the queue's shell must know of results.
import { logCriticalAttempt, recordDisposition, recordReadBack } from '#contract/result-critical';
import {
  askForResultVisit,
  categorizeResult,
  dropExpectedResult,
  expectResultLater,
  markResultInError,
  matchResult,
  signResult,
  writeResultLetter,
} from '#contract/result-decisions';
import { endResultHold, holdResult, releaseResultEarly } from '#contract/result-release';
import { recordRecallContact } from '#contract/result-record';
import { criticalCallStates, type Result } from '#contract/result-report';
import { resultWorkflow } from '#contract/result-workflow';
import {
  applyResultChange,
  resultQueue,
  resultQueueViews,
  type ResultChange,
} from '#contract/results';
import { changeOf } from '../platform/change-of';
import {
  dueColumn,
  priorityColumn,
  tagsColumn,
  whoColumn,
  type QueueColumn,
} from '../platform/work-queue/queue-columns';
import { defineWorkQueue } from '../platform/work-queue/work-queue';
import {
  isCallOpen,
  kindWords,
  missingWords,
  orderedByWords,
  personOf,
  releasedWords,
  reportWords,
  seenByWords,
  severityMark,
  stateWords,
  waitingWords,
} from './result-words';
import { toldWords } from './told-words';

type Column = QueueColumn<Result>;

const severityColumn: Column = {
  key: 'severity',
  title: 'Severity',
  width: '116px',
  cell: (result) => {
    const mark = severityMark(result);
    if (mark === null) return { text: 'Nothing yet' };
    const call = result.criticalCall;
    const title =
      isCallOpen(result) && call
        ? `${mark.words}: ${criticalCallStates[call.state].toLowerCase()}`
        : mark.words;
    // What is closed presses nobody any more.
    const tone = result.work.closedAt === null ? { tone: mark.tone } : {};
    return { text: mark.words, icon: mark.icon, title, ...tone };
  },
};

const patientColumn: Column = {
  key: 'patient',
  title: 'Patient',
  width: 'minmax(160px, 2fr)',
  isName: true,
  cell: (result, { birthDate }) => {
    const { patient } = result;
    const missing = missingWords(result);
    if (!patient) return { text: personOf(result), meta: missing, title: missing };
    const meta = `${patient.mrn} · ${birthDate(patient.birthOn)}`;
    return { text: personOf(result), meta: missing === '' ? meta : missing };
  },
};

const titleColumn: Column = {
  key: 'title',
  title: 'Result',
  width: 'minmax(150px, 2fr)',
  cell: (result) => {
    const kind = kindWords(result);
    return { text: result.title, title: result.title, ...(kind === '' ? {} : { meta: kind }) };
  },
};

const statusColumn: Column = {
  key: 'status',
  title: 'Status',
  width: 'minmax(120px, 150px)',
  from: 840,
  cell: (result) => {
    const meta = reportWords(result);
    return { text: stateWords(result), ...(meta === '' ? {} : { meta }) };
  },
};

const orderedByColumn: Column = {
  key: 'ordered-by',
  title: 'Ordered by',
  width: 'minmax(110px, 1fr)',
  from: 1330,
  cell: (result) => {
    const { name, hasLeft } = result.orderedBy;
    const text = name === '' ? 'Nobody named' : name;
    return { text, title: orderedByWords(result), ...(hasLeft ? { meta: 'has left' } : {}) };
  },
};

const receivedColumn: Column = {
  key: 'received',
  title: 'Received',
  width: 'minmax(128px, 150px)',
  from: 1200,
  cell: ({ receivedAt, orderedAt }, { dayAndTime }) => {
    if (receivedAt !== null) return { text: dayAndTime(receivedAt) };
    return orderedAt === null
      ? { text: '' }
      : { text: 'Not here', meta: `ordered ${dayAndTime(orderedAt)}` };
  },
};

const seenByColumn: Column = {
  key: 'seen-by',
  title: 'Who sees it',
  width: 'minmax(120px, 140px)',
  from: 1060,
  cell: (result) => {
    const { text, icon, tone } = seenByWords(result);
    const all = releasedWords(result);
    const title = all === '' ? `${text}: nobody outside sees it` : `Seen now by: ${all}`;
    return { text, icon, title, ...(tone ? { tone } : {}) };
  },
  onPaper: (result) => {
    const all = releasedWords(result);
    return all === '' ? seenByWords(result).text : all;
  },
};

export const results = defineWorkQueue<Result>({
  name: 'results',
  noun: ['result', 'results'],
  endpoints: resultQueue,
  views: resultQueueViews,
  workflow: resultWorkflow,
  decidesOnVersion: true,
  decisions: {
    match: matchResult,
    sign: signResult,
    drop: dropExpectedResult,
    'expect-later': expectResultLater,
    'log-attempt': logCriticalAttempt,
    'read-back': recordReadBack,
    disposition: recordDisposition,
  },
  steps: {
    'mark-in-error': markResultInError,
    categorize: categorizeResult,
    visit: askForResultVisit,
    letter: writeResultLetter,
    hold: holdResult,
    'end-hold': endResultHold,
    release: releaseResultEarly,
    contact: recordRecallContact,
  },
  manyDecisions: [
    {
      ...{ decision: 'sign', title: 'Sign normals', past: 'signed' },
      ...{ by: 'result:sign', canBeUndone: false },
    },
  ],
  columns: [
    severityColumn,
    patientColumn,
    titleColumn,
    // Its deadlines are days away: day and time beside how late it is.
    { ...dueColumn, width: 'minmax(200px, 216px)' },
    statusColumn,
    receivedColumn,
    seenByColumn,
    orderedByColumn,
    whoColumn,
    // Severity says the same, in colour and word.
    { ...priorityColumn, from: 1440 },
    { ...tagsColumn, from: 1540 },
  ],
  apply: ({ items, bulks }, change) => {
    const held = { results: items, observations: {}, bulks, views: {} };
    const state = applyResultChange(held, changeOf<ResultChange>(change));
    return { items: state.results, bulks: state.bulks };
  },
  factsOf: (result) => ({
    Version: result.number === 0 ? 'nothing yet' : String(result.number),
    Report: reportWords(result) || 'Final',
    Severity: severityMark(result)?.words ?? 'nothing yet',
    'Critical call': result.criticalCall ? criticalCallStates[result.criticalCall.state] : 'none',
    'Seen outside': releasedWords(result) || 'by nobody',
  }),
  nameOf: (result) => `${personOf(result)}: ${result.title}`,
  waitsFor: waitingWords,
  isUnderWay: () => false,
  tell: (decision, result) => `${personOf(result)}: ${toldWords(decision, result)}`,
});
