// The next steps of a request as a person chooses them: their order, titles, keys, and the lines that each is about.
import type { AuthorizationLine } from '#contract/authorization-line';
import type { Authorization } from '#contract/authorization-request';
import {
  authorizationLineWorkflow,
  type AuthorizationLineTransition,
} from '#contract/authorization-workflow';
import { holds, type Grant } from '#contract/permission';
import { allowedTransitions } from '#contract/workflow';

export type StepName =
  | 'require'
  | 'not-required'
  | 'describe'
  | 'attest'
  | 'submit'
  | 'send'
  | 'receipt'
  | 'answer'
  | 'end-peer'
  | 'offer-peer'
  | 'end-appeal'
  | 'appeal'
  | 'ask-anew'
  | 'extend'
  | 'accept'
  | 'take-back'
  | 'cancel';

export interface StepChoice {
  name: StepName;
  title: string;
  shortcut: string | null;
  /** It is what mostly comes next. */
  isLikely: boolean;
  /** What it may be about. */
  lines: readonly AuthorizationLine[];
}

interface Definition {
  title: string;
  shortcut?: string;
  /** Lines are meant that may go this way; left out = what `holds` says. */
  by?: AuthorizationLineTransition;
  when?: (request: Authorization, line: AuthorizationLine) => boolean;
}

const likely: readonly StepName[] = [
  'attest',
  'require',
  'submit',
  'receipt',
  'answer',
  'end-peer',
  'end-appeal',
];

const isUnsubmitted = ({ status }: AuthorizationLine): boolean =>
  status === 'need-check' || status === 'gathering';
const hasTalk = ({ peerToPeer }: AuthorizationLine): boolean => peerToPeer?.outcome === null;
const mayTalk = ({ status }: AuthorizationLine): boolean =>
  status === 'pended' || status === 'denied' || status === 'upheld' || status === 'appealed';

const steps: Record<Exclude<StepName, 'attest'>, Definition> = {
  require: { title: 'Required', shortcut: 'authorizations.require', by: 'require' },
  submit: { title: 'Submitted by hand', shortcut: 'authorizations.submit', by: 'submit' },
  send: { title: 'Send electronically', shortcut: 'authorizations.send', by: 'submit' },
  'not-required': {
    ...{ title: 'Not required', shortcut: 'authorizations.not-required', by: 'find-not-required' },
  },
  answer: { title: 'The payer answered', shortcut: 'authorizations.answer', by: 'approve' },
  receipt: {
    ...{ title: 'The payer received it', shortcut: 'authorizations.receipt' },
    when: ({ submission }, { status }) =>
      submission !== null &&
      submission.receivedAt === null &&
      (status === 'submitted' || status === 'pended'),
  },
  'end-appeal': { title: 'Appeal decided', shortcut: 'authorizations.appeal', by: 'uphold' },
  'end-peer': {
    ...{ title: 'Peer-to-peer is over', shortcut: 'authorizations.peer' },
    when: (_, line) => hasTalk(line),
  },
  'offer-peer': {
    ...{ title: 'Peer-to-peer offered', shortcut: 'authorizations.peer' },
    when: (_, line) => mayTalk(line) && !hasTalk(line),
  },
  appeal: { title: 'Appeal filed', shortcut: 'authorizations.appeal', by: 'appeal' },
  'ask-anew': { title: 'Ask anew', shortcut: 'authorizations.ask-anew', by: 'ask-anew' },
  accept: { title: 'Accept the denial', shortcut: 'authorizations.accept', by: 'accept' },
  extend: { title: 'Extended', shortcut: 'authorizations.extend', by: 'extend' },
  describe: {
    ...{ title: 'Change what is asked', shortcut: 'authorizations.describe' },
    when: ({ lines }) => lines.every(isUnsubmitted),
  },
  'take-back': { title: 'Take the answer back', by: 'take-back' },
  cancel: { title: 'Cancel', by: 'cancel' },
};

/** Those that can be taken now, the likely ones first. */
export function stepsFor(request: Authorization, grants: readonly Grant[]): StepChoice[] {
  const { clinicId, closedAt } = request.work;
  if (closedAt !== null) return [];
  const attest = attestStep(request, grants);
  if (!holds(grants, 'authorization:work', clinicId)) return attest;
  const taken = Object.entries(steps) as [Exclude<StepName, 'attest'>, Definition][];
  return taken.reduce<StepChoice[]>((found, [name, { title, shortcut = null, by, when }]) => {
    const lines = request.lines.filter((line) => {
      if (by === undefined) return when?.(request, line) ?? false;
      const item = { status: line.status, clinicId };
      return allowedTransitions(authorizationLineWorkflow, item, grants).includes(by);
    });
    if (lines.length === 0) return found;
    // Of two that share a key the first one has it.
    const isFree = !found.some((other) => other.shortcut === shortcut);
    return [
      ...found,
      {
        isLikely: likely.includes(name),
        name,
        title: titleOf(name, title, lines),
        shortcut: isFree ? shortcut : null,
        lines,
      },
    ];
  }, attest);
}

/** What is in force is renewed. */
function titleOf(name: StepName, title: string, lines: readonly AuthorizationLine[]): string {
  return name === 'ask-anew' && lines.every(({ status }) => status === 'approved')
    ? 'Renew'
    : title;
}

function attestStep(request: Authorization, grants: readonly Grant[]): StepChoice[] {
  const { attestation, lines, work } = request;
  const mayAttest = holds(grants, 'authorization:attest', work.clinicId);
  if (!mayAttest || attestation !== null || !lines.some(isUnsubmitted)) return [];
  return [
    {
      name: 'attest',
      title: 'Attest urgency',
      isLikely: true,
      shortcut: 'authorizations.attest',
      lines,
    },
  ];
}
