// What a result is, in the words of lists and panels.
import { listName } from '#contract/patients';
import { reportStatuses, resultKinds, severities, type Severity } from '#contract/result-content';
import { missingParts, type CriticalCallState, type Result } from '#contract/result-report';
import { resultWorkflow, type ResultStatus } from '#contract/result-workflow';
import type { WhenWords } from '../platform/work-queue/work-queue';
import type { Tone } from '../ui/status-chip/status-chip';
import type { IconName } from '../ui/svg-icon/svg-icon';

/** Whose it is, or what nobody could tell. */
export function personOf({ patient }: Pick<Result, 'patient'>): string {
  return patient ? listName(patient) : 'Not matched';
}

/** `Not known: whose it is, which order it answers`; empty where nothing is missing. */
export function missingWords({ missing }: Pick<Result, 'missing'>): string {
  if (missing.length === 0) return '';
  return `Not known: ${missing.map((part) => missingParts[part].toLowerCase()).join(', ')}`;
}

export interface Mark {
  words: string;
  tone: Tone;
  icon: IconName;
}

const severityMarks: Record<Severity, Pick<Mark, 'tone' | 'icon'>> = {
  critical: { tone: 'late', icon: 'error' },
  abnormal: { tone: 'soon', icon: 'warning' },
  unknown: { tone: 'info', icon: 'visibility' },
  normal: { tone: 'ok', icon: 'check-circle' },
};

/** `null` while nothing has come. */
export function severityMark({
  severity,
  number,
}: Pick<Result, 'severity' | 'number'>): Mark | null {
  return number === 0 ? null : { words: severities[severity], ...severityMarks[severity] };
}

/** What a report says of itself beyond being final: `Preliminary`, `Corrected`, `Not done`. */
export function reportWords({
  reportStatus,
  number,
}: Pick<Result, 'reportStatus' | 'number'>): string {
  return number === 0 || reportStatus === 'final' ? '' : reportStatuses[reportStatus];
}

export function stateWords({ work }: Pick<Result, 'work'>): string {
  return resultWorkflow.states[work.status as ResultStatus].title;
}

/** The kind stands beside the title unless the title says it. */
export function kindWords({ kind, title }: Pick<Result, 'kind' | 'title'>): string {
  const words = resultKinds[kind];
  return title === words ? '' : words;
}

export function orderedByWords({ orderedBy }: Pick<Result, 'orderedBy'>): string {
  const { name, npi, hasLeft } = orderedBy;
  if (name === '' && npi === null) return 'nobody is named';
  const number = npi === null ? '' : `NPI ${npi}`;
  return [name, number, hasLeft ? 'has left' : ''].filter(Boolean).join(', ');
}

/** Who outside sees it now, in short. */
export function seenByWords(result: Pick<Result, 'released' | 'holds' | 'number'>): {
  text: string;
  icon: IconName;
  tone?: Tone;
} {
  if (result.released.some(({ viewer }) => viewer === 'patient'))
    return { text: 'Patient sees it', icon: 'visibility' };
  if (result.holds > 0) return { text: 'Held', icon: 'lock', tone: 'held' };
  return { text: 'Not yet', icon: 'visibility-off' };
}

/** Everybody outside who sees it now: `Patient, 1 proxy, outside providers`; empty = nobody does. */
export function releasedWords({ released }: Pick<Result, 'released'>): string {
  const proxies = released.filter(({ viewer }) => viewer.startsWith('proxy:')).length;
  const sees = (viewer: string): boolean => released.some((each) => each.viewer === viewer);
  return [
    sees('patient') ? 'patient' : '',
    proxies === 0 ? '' : proxies === 1 ? '1 proxy' : `${proxies} proxies`,
    sees('outside') ? 'outside providers' : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** What an item that is out of sight waits for; `null` = a person put it off. */
export function waitingWords(
  { work, source }: Pick<Result, 'work' | 'source'>,
  until: string,
  { dayAndTime }: WhenWords,
): string | null {
  const whom = source === '' ? 'the laboratory' : source;
  if (work.status === 'expected') return `Waits for ${whom} until ${dayAndTime(until)}`;
  if (work.status === 'preliminary') return `Waits for the final result until ${dayAndTime(until)}`;
  return null;
}

/** Of a critical call that nobody has ended. */
export function isCallOpen({ criticalCall }: Pick<Result, 'criticalCall'>): boolean {
  return criticalCall !== null && openCalls.includes(criticalCall.state);
}

const openCalls: readonly CriticalCallState[] = ['open', 'exhausted'];
