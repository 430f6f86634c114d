// The next steps of a result as a person chooses them: their order, titles and keys.
import { holds, type Grant } from '#contract/permission';
import type { Result } from '#contract/result-report';
import {
  resultWorkflow,
  type ResultStatus,
  type ResultTransition,
} from '#contract/result-workflow';
import { allowedTransitions } from '#contract/workflow';
import type { ResultRelease } from './results-api';
import { isCallOpen } from './result-words';

export type StepName =
  | 'sign'
  | 'sign-with-note'
  | 'expect-later'
  | 'drop'
  | 'letter'
  | 'visit'
  | 'hold'
  | 'release'
  | 'categorize'
  | 'mark-in-error';

export interface StepChoice {
  name: StepName;
  title: string;
  shortcut: string | null;
  /** It is what mostly comes next. */
  isLikely: boolean;
  /** Nothing is asked before it is written. */
  isAtOnce: boolean;
}

/** Those that can be taken now. What keeps its signature from it says the panel. */
export function stepsFor(
  result: Result,
  release: ResultRelease | null,
  grants: readonly Grant[],
): StepChoice[] {
  const { clinicId } = result.work;
  const status = result.work.status as ResultStatus;
  const allowed = allowedTransitions(resultWorkflow, { status, clinicId }, grants);
  const may = (...transitions: ResultTransition[]): boolean =>
    transitions.some((each) => allowed.includes(each));
  const [signs, decides] = [
    holds(grants, 'result:sign', clinicId),
    holds(grants, 'result:hold', clinicId),
  ];
  const isWrong = result.reportStatus === 'entered-in-error';
  const isNormal = result.severity === 'normal';
  const isSignable = may('sign') && !isCallOpen(result);
  const possible: Record<StepName, boolean> = {
    sign: isSignable,
    'sign-with-note': isSignable && isNormal,
    'expect-later': status === 'expected' && holds(grants, 'result:work', clinicId),
    drop: may('drop'),
    letter: signs && result.patient !== null,
    visit: signs && result.patient !== null,
    hold: decides && !isWrong,
    release: decides && mayBeReleased(release),
    categorize: signs && !isWrong,
    'mark-in-error': may('mark-in-error') && !isWrong,
  };
  return (Object.keys(titles) as StepName[])
    .filter((name) => possible[name])
    .map((name) => ({
      name,
      title: titles[name],
      shortcut: shortcuts[name] ?? null,
      isLikely: name === 'sign' || name === 'expect-later',
      isAtOnce: name === 'sign' && isNormal,
    }));
}

/** Where the rule that delays it leaves that to a clinician. */
function mayBeReleased(release: ResultRelease | null): boolean {
  return release?.viewers.some((viewer) => viewer.mayBeReleased) ?? false;
}

const titles: Record<StepName, string> = {
  sign: 'Sign',
  'expect-later': 'Comes later',
  drop: 'Does not come',
  letter: 'Write a letter',
  visit: 'Ask for a visit',
  release: 'Release now',
  hold: 'Hold back',
  'sign-with-note': 'Sign with a note',
  categorize: 'What it is about',
  'mark-in-error': 'Entered in error',
};

const shortcuts: Partial<Record<StepName, string>> = {
  sign: 'results.sign',
  'expect-later': 'results.later',
  drop: 'results.drop',
  letter: 'results.letter',
  visit: 'results.visit',
  hold: 'results.hold',
  release: 'results.release',
  categorize: 'results.categorize',
  'mark-in-error': 'results.mark-in-error',
};
