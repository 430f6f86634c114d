// Results: orders that wait for one, reports to review, who sees them, and whom a correction must reach.
import { observationEndpoints, type ObservationChange, type Observation } from './observations.ts';
import { upsertVersioned, type ById } from './realtime.ts';
import { resultCriticalEndpoints } from './result-critical.ts';
import { resultDecisionEndpoints } from './result-decisions.ts';
import { resultIntakeEndpoints } from './result-intake.ts';
import { resultPortalEndpoints } from './result-portal.ts';
import { resultRecordEndpoints } from './result-record.ts';
import { resultReleaseEndpoints } from './result-release.ts';
import { result, type Result } from './result-report.ts';
import { resultSettingsEndpoints } from './result-settings.ts';
import { resultStandingEndpoints } from './result-standing.ts';
import { resultWorkflow } from './result-workflow.ts';
import type { WorkAct } from './work.ts';
import type { Bulk } from './work-bulk.ts';
import { listOfEndpoints, queueEndpoints } from './work-queue.ts';
import {
  applyWorkViewChange,
  workViewEndpoints,
  type WorkView,
  type WorkViewChange,
} from './work-view.ts';

export const resultQueue = queueEndpoints({
  queue: 'results',
  noun: ['Result', 'Results'],
  item: result,
  workflow: resultWorkflow,
  read: 'result:read',
  work: 'result:work',
  assign: 'result:assign',
});
export const resultQueueViews = workViewEndpoints({
  queue: 'results',
  one: 'Result',
  read: 'result:read',
});

export const resultsEndpoints = [
  ...listOfEndpoints(resultQueue),
  ...listOfEndpoints(resultQueueViews),
  ...resultRecordEndpoints,
  ...resultReleaseEndpoints,
  ...resultDecisionEndpoints,
  ...resultCriticalEndpoints,
  ...resultPortalEndpoints,
  ...resultStandingEndpoints,
  ...resultSettingsEndpoints,
  ...resultIntakeEndpoints,
  ...observationEndpoints,
] as const;

/** What happens to a result beside what happens to every work item. */
export const resultActs = [
  'ordered',
  'order-revoked',
  'arrived',
  'renewed',
  'matched',
  'signed',
  'dropped',
  'expected-later',
  'categorized',
  'held',
  'hold-ended',
  'released',
  'release-changed',
  'critical-attempted',
  'critical-ended',
  'letter-written',
  'visit-asked-for',
  'seen',
  'contact-recorded',
  'marked-in-error',
] as const;
export type ResultAct = (typeof resultActs)[number];

/** Feed `results:<clinic>`; the payload is the whole view after the change, without a value. */
export type ResultChange =
  | { type: `results.work-${WorkAct}` | `results.result-${ResultAct}`; payload: Result }
  | { type: 'results.settings-changed'; payload: { clinicId: string } }
  | { type: 'results.bulk-progressed'; payload: Bulk }
  | ObservationChange
  | WorkViewChange<'results'>;

export interface ResultsState {
  results: ById<Result>;
  observations: ById<Observation>;
  bulks: ById<Bulk>;
  views: ById<WorkView>;
}

export function applyResultChange(state: ResultsState, change: ResultChange): ResultsState {
  if (change.type === 'results.settings-changed') return state;
  if (change.type === 'results.bulk-progressed')
    return { ...state, bulks: upsertVersioned(state.bulks, change.payload) };
  if (isOf(change, 'results.view-'))
    return { ...state, views: applyWorkViewChange(state.views, change) };
  if (isOf(change, 'results.observation-'))
    return { ...state, observations: upsertVersioned(state.observations, change.payload) };
  return { ...state, results: upsertVersioned(state.results, change.payload) };
}

function isOf<Start extends string>(
  change: ResultChange,
  start: Start,
): change is Extract<ResultChange, { type: `${Start}${string}` }> {
  return change.type.startsWith(start);
}
