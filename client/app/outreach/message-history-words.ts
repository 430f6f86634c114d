// The steps of a message as sentences.
import { messageReasons } from '#contract/message-workflow';
import type { MessageChangeType, MessageStep } from '#contract/outreach';

type MessageStepAct = MessageChangeType extends `outreach.message-${infer Act}` ? Act : never;

const stepWords: Readonly<Record<MessageStepAct, string>> = {
  queued: 'Written, to leave',
  'put-off': 'Put off',
  leaving: 'Handed to the carrier',
  sent: 'Taken by the carrier',
  retried: 'Not taken, to be tried again',
  lost: 'Handed over, and nobody knows what became of it',
  failed: 'Not delivered',
  delivered: 'Delivered',
  expired: 'Too late to leave',
  forbidden: 'Kept from leaving',
  withdrawn: 'Taken back',
  dropped: 'Dropped',
  resent: 'To be sent again',
};

export interface StepLine {
  words: string;
  by: string;
  at: string;
  why: string;
}

export function stepLine(step: MessageStep, when: (iso: string) => string): StepLine {
  const { act, at, by, because } = step;
  const isMarked = act === 'delivered' && by !== null;
  return {
    words: isMarked ? 'Marked as delivered' : wordsOf(act),
    by: by ?? 'The system',
    at: when(at),
    why: because === null ? '' : messageReasons[because],
  };
}

function wordsOf(act: string): string {
  return act in stepWords ? stepWords[act as MessageStepAct] : act;
}
