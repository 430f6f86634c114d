// The life of a result in the queue. Review is one track: what a clinician signs. What patients and others see is the other
// (result-release.ts): neither waits for the other.
import type { ReportStatus, Severity } from './result-content.ts';
import { defineWorkflow } from './workflow.ts';

/** Why a result counts no more. */
export const errorReasons = {
  'wrong-patient': 'It belongs to another patient',
  'wrong-specimen': 'The specimen was mixed up',
  'laboratory-error': 'The laboratory took it back',
  duplicate: 'It is here twice',
  'entered-by-mistake': 'Entered by mistake',
} as const;
export type ErrorReason = keyof typeof errorReasons;

export const dropOrderReasons = {
  'not-collected': 'The specimen was never collected',
  'no-show': 'The patient did not come',
  declined: 'The patient does not want it',
  elsewhere: 'Done elsewhere',
  duplicate: 'Ordered twice',
  'not-needed': 'Not needed any more',
} as const;
export type DropOrderReason = keyof typeof dropOrderReasons;

const open = ['unmatched', 'expected', 'preliminary', 'to-review', 'to-recall'] as const;
const seen = ['reviewed', 'filed'] as const;
const work = 'result:work';
const wrong = { records: ['reason'], reasons: errorReasons } as const;

export const resultWorkflow = defineWorkflow({
  name: 'result',
  initial: 'expected',
  states: {
    unmatched: { title: 'To match', fhir: 'requested' },
    expected: { title: 'Expected', fhir: 'requested' },
    preliminary: { title: 'Preliminary', fhir: 'in-progress' },
    'to-review': { title: 'To review', fhir: 'ready' },
    'to-recall': { title: 'Correction recall', fhir: 'in-progress' },
    reviewed: { title: 'Reviewed', closed: true, fhir: 'completed' },
    filed: { title: 'Filed', closed: true, fhir: 'completed' },
    dropped: { title: 'Not coming', closed: true, fhir: 'cancelled' },
    'in-error': { title: 'Entered in error', closed: true, fhir: 'entered-in-error' },
  },
  transitions: {
    match: { title: 'Match', from: ['unmatched'], to: 'to-review', by: work },
    'match-expected': { title: 'Match', from: ['unmatched'], to: 'expected', by: work },
    'match-preliminary': { title: 'Match', from: ['unmatched'], to: 'preliminary', by: work },
    'match-filed': { title: 'Match', from: ['unmatched'], to: 'filed', by: work },
    'match-recalled': { title: 'Match', from: ['unmatched'], to: 'to-recall', by: work },
    'match-reviewed': { title: 'Match', from: ['unmatched'], to: 'reviewed', by: work },
    sign: { title: 'Sign', from: ['to-review'], to: 'reviewed', by: 'result:sign' },
    'sign-to-recall': { title: 'Sign', from: ['to-review'], to: 'to-recall', by: 'result:sign' },
    'end-recall': { title: 'Everybody reached', from: ['to-recall'], to: 'reviewed', by: work },
    'end-recall-filed': { title: 'Everybody reached', from: ['to-recall'], to: 'filed', by: work },
    'end-recall-in-error': {
      title: 'Everybody reached',
      from: ['to-recall'],
      to: 'in-error',
      by: work,
    },
    drop: {
      title: 'Does not come',
      from: ['expected'],
      to: 'dropped',
      by: work,
      records: ['reason'],
      reasons: dropOrderReasons,
    },
    'mark-in-error': {
      title: 'Entered in error',
      from: [...open, ...seen, 'dropped'],
      to: 'in-error',
      by: 'result:sign',
      ...wrong,
    },
    'mark-in-error-to-recall': {
      title: 'Entered in error, after somebody saw it',
      from: ['unmatched', 'preliminary', 'to-review', ...seen],
      to: 'to-recall',
      by: 'result:sign',
      ...wrong,
    },
    'arrive-unmatched': {
      title: 'Arrived, to be matched',
      from: ['expected', 'preliminary', 'to-review', 'to-recall', ...seen, 'dropped', 'in-error'],
      to: 'unmatched',
      by: 'system',
    },
    'arrive-preliminary': {
      title: 'Preliminary result arrived',
      from: ['expected', 'unmatched', 'dropped', 'in-error'],
      to: 'preliminary',
      by: 'system',
    },
    arrive: {
      title: 'Result arrived',
      from: ['expected', 'unmatched', 'preliminary', 'to-recall', ...seen, 'dropped', 'in-error'],
      to: 'to-review',
      by: 'system',
    },
    'arrive-filed': {
      title: 'Filed without review',
      from: ['expected', 'unmatched', 'preliminary', 'in-error'],
      to: 'filed',
      by: 'system',
    },
    'arrive-to-recall': {
      title: 'Somebody saw what is wrong',
      from: ['unmatched', 'preliminary', 'to-review', ...seen],
      to: 'to-recall',
      by: 'system',
    },
    order: { title: 'Ordered', from: ['unmatched', 'dropped'], to: 'expected', by: 'system' },
    revoke: {
      title: 'Order taken back',
      from: ['expected', 'unmatched'],
      to: 'dropped',
      by: 'system',
    },
    'take-back': {
      title: 'Taken back',
      from: [...open, ...seen, 'dropped'],
      to: 'in-error',
      by: 'system',
    },
  },
});
export type ResultStatus = keyof typeof resultWorkflow.states;
export type ResultTransition = keyof typeof resultWorkflow.transitions;

/** What of a report is said to be final: patients may see it, clinicians sign it. A cancelled test is final too: it was not done. */
export const finalStatuses = [
  'final',
  'amended',
  'corrected',
  'appended',
  'cancelled',
] as const satisfies ReportStatus[];

export function isFinal(status: ReportStatus): boolean {
  return (finalStatuses as readonly ReportStatus[]).includes(status);
}

const bands: Record<Severity, number> = {
  critical: -200,
  abnormal: -100,
  unknown: -100,
  normal: 0,
};

/**
 * Where a result stands in the list: critical ones first, then abnormal ones and those of which nobody can tell, then normal
 * ones; the oldest first in each. An instant, moved by a century for each band.
 */
export function resultOrder(severity: Severity, since: string): string {
  const year = Number(since.slice(0, 4)) + bands[severity];
  return `${String(year).padStart(4, '0')}${since.slice(4)}`.replace(/-02-29T/, '-02-28T');
}
