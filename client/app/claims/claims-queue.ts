// What the queue's shell must know of follow-ups.
import {
  appealClaim,
  askReopening,
  billNextPayer,
  closeFollowUp,
  correctClaim,
  matchRemittedClaim,
  recordAppealAnswer,
  reopenFollowUp,
  sendClaimRecords,
  setRootCause,
  settleWriteOff,
  takeUpFollowUp,
  transferToPatient,
  writeOffClaim,
} from '#contract/claim-decisions';
import { deadlineKinds, type FollowUp } from '#contract/claim-follow-up';
import { followUpWorkflow } from '#contract/claim-workflow';
import {
  applyClaimsChange,
  claimQueue,
  claimQueueViews,
  type ClaimsChange,
} from '#contract/claims';
import { changeOf } from '../platform/change-of';
import { exactMoney, moneyWords } from '../platform/money-words';
import {
  priorityColumn,
  tagsColumn,
  whoColumn,
  type QueueColumn,
} from '../platform/work-queue/queue-columns';
import { defineWorkQueue } from '../platform/work-queue/work-queue';
import {
  bandTone,
  bandWords,
  causeWords,
  chanceWords,
  codesWords,
  courseWords,
  deadlineWords,
  kindMark,
  personOf,
  stateWords,
  waitingWords,
  worthWords,
} from './claim-words';
import { toldWords } from './told-words';

type Column = QueueColumn<FollowUp>;

const deadlineColumn: Column = {
  key: 'deadline',
  title: 'Deadline',
  width: 'minmax(168px, 216px)',
  cell: (followUp, { birthDate, day: near, dayAndTime, now }) => {
    const { deadline, work } = followUp;
    // A filing limit may lie a year away.
    const day = (date: string): string =>
      date.slice(0, 4) === now.slice(0, 4) ? near(date) : birthDate(date);
    if (work.closedAt !== null) return { text: `closed ${dayAndTime(work.closedAt)}` };
    const title = `${deadlineWords(followUp, day)}: ${bandWords(followUp).toLowerCase()}`;
    if (deadline === null) return { text: 'no deadline', title };
    const tone = bandTone(followUp);
    const kind = deadlineKinds[deadline.kind];
    const text = deadline.isExpired ? `expired ${day(deadline.on)}` : day(deadline.on);
    return { text, meta: kind, title, ...(tone ? { tone } : {}) };
  },
  onPaper: (followUp, { birthDate }) => deadlineWords(followUp, birthDate),
};

const bandColumn: Column = {
  key: 'band',
  title: 'Working days left',
  width: 'minmax(110px, 160px)',
  from: 1420,
  cell: (followUp) => ({ text: bandWords(followUp) }),
};

const kindColumn: Column = {
  key: 'kind',
  title: 'What',
  width: 'minmax(98px, 116px)',
  cell: (followUp) => {
    const { words, icon } = kindMark(followUp);
    return { text: words, icon };
  },
};

const causeColumn: Column = {
  key: 'cause',
  title: 'Why',
  width: 'minmax(150px, 2.2fr)',
  from: 760,
  cell: (followUp) => {
    const codes = codesWords(followUp);
    const text = followUp.cause === null ? codes : causeWords(followUp);
    const meta = followUp.cause === null ? '' : codes;
    return { text, title: [text, meta].filter(Boolean).join(': '), ...(meta ? { meta } : {}) };
  },
};

const patientColumn: Column = {
  key: 'patient',
  title: 'Patient',
  width: 'minmax(140px, 1.6fr)',
  isName: true,
  cell: (followUp, { birthDate }) => {
    const { patient } = followUp;
    const text = personOf(followUp);
    return patient ? { text, meta: `${patient.mrn} · ${birthDate(patient.birthOn)}` } : { text };
  },
};

const payerColumn: Column = {
  key: 'payer',
  title: 'Payer',
  width: 'minmax(100px, 1fr)',
  from: 980,
  cell: ({ payer }) => ({ text: payer.name, title: payer.name }),
};

const claimColumn: Column = {
  key: 'claim',
  title: 'Claim',
  width: 'minmax(90px, 130px)',
  from: 1120,
  cell: ({ claim }) => ({ text: claim?.controlNumber ?? 'none here' }),
};

const amountColumn: Column = {
  key: 'amount',
  title: 'Amount',
  width: '88px',
  align: 'end',
  cell: ({ amountCents }) => ({ text: exactMoney(amountCents) }),
};

const worthColumn: Column = {
  key: 'worth',
  title: 'Worth',
  width: '116px',
  align: 'end',
  from: 860,
  cell: (followUp) => ({
    text: moneyWords(followUp.worthCents),
    meta: `${followUp.chance.percent} %`,
    title: `${worthWords(followUp)}. ${chanceWords(followUp)}`,
  }),
  onPaper: (followUp) => worthWords(followUp),
};

const statusColumn: Column = {
  key: 'status',
  title: 'Status',
  width: 'minmax(110px, 160px)',
  from: 1240,
  cell: (followUp) => ({
    text: stateWords(followUp),
    title: courseWords(followUp) || stateWords(followUp),
  }),
};

export const claims = defineWorkQueue<FollowUp>({
  name: 'claims',
  noun: ['follow-up', 'follow-ups'],
  endpoints: claimQueue,
  views: claimQueueViews,
  workflow: followUpWorkflow,
  decidesOnVersion: true,
  decisions: {
    correct: correctClaim,
    'ask-reopening': askReopening,
    appeal: appealClaim,
    'appeal-answer': recordAppealAnswer,
    'send-records': sendClaimRecords,
    'bill-next': billNextPayer,
    'take-up': takeUpFollowUp,
    transfer: transferToPatient,
    'write-off': writeOffClaim,
    'settle-write-off': settleWriteOff,
    close: closeFollowUp,
    match: matchRemittedClaim,
  },
  steps: { reopen: reopenFollowUp, 'root-cause': setRootCause },
  columns: [
    deadlineColumn,
    bandColumn,
    kindColumn,
    patientColumn,
    causeColumn,
    payerColumn,
    claimColumn,
    amountColumn,
    worthColumn,
    statusColumn,
    { ...whoColumn, from: 680 },
    // Its band says the same.
    { ...priorityColumn, from: 1640 },
    { ...tagsColumn, from: 1540 },
  ],
  apply: ({ items, bulks }, change) => {
    const held = { followUps: items, bulks, remittances: {}, deposits: {}, views: {} };
    const state = applyClaimsChange(held, changeOf<ClaimsChange>(change));
    return { items: state.followUps, bulks: state.bulks };
  },
  factsOf: (followUp) => ({
    Kind: kindMark(followUp).words,
    Why: causeWords(followUp),
    Amount: exactMoney(followUp.amountCents),
    'Runs with the payer': courseWords(followUp) || 'nothing',
    'Write-off': followUp.writeOff ? exactMoney(followUp.writeOff.cents) : 'none',
    Deadline: deadlineWords(followUp, (date) => date),
  }),
  nameOf: (followUp) =>
    `${personOf(followUp)}: ${causeWords(followUp)}, ${moneyWords(followUp.amountCents)}`,
  waitsFor: waitingWords,
  isUnderWay: () => false,
  tell: (decision, followUp) => `${personOf(followUp)}: ${toldWords(decision, followUp)}`,
});
