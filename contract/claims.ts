// Claims: what stands between what was done and what is paid. Follow-ups are worked as a queue; files of payers feed it.
import { claimDecisionEndpoints } from './claim-decisions.ts';
import { claimFileEndpoints, type Deposit, type Remittance } from './claim-files.ts';
import { followUp, type FollowUp } from './claim-follow-up.ts';
import { claimRecordEndpoints } from './claim-record.ts';
import { claimSettingsEndpoints } from './claim-settings.ts';
import { followUpWorkflow } from './claim-workflow.ts';
import { upsertVersioned, type ById } from './realtime.ts';
import type { Bulk } from './work-bulk.ts';
import { listOfEndpoints, queueEndpoints } from './work-queue.ts';
import {
  applyWorkViewChange,
  workViewEndpoints,
  type WorkView,
  type WorkViewChange,
} from './work-view.ts';
import type { WorkAct } from './work.ts';

export const claimQueue = queueEndpoints({
  queue: 'claims',
  noun: ['FollowUp', 'FollowUps'],
  item: followUp,
  workflow: followUpWorkflow,
  read: 'claim:read',
  work: 'claim:work',
  assign: 'claim:assign',
});
export const claimQueueViews = workViewEndpoints({
  queue: 'claims',
  one: 'FollowUp',
  read: 'claim:read',
});

export const claimsEndpoints = [
  ...listOfEndpoints(claimQueue),
  ...listOfEndpoints(claimQueueViews),
  ...claimRecordEndpoints,
  ...claimDecisionEndpoints,
  ...claimFileEndpoints,
  ...claimSettingsEndpoints,
] as const;

/** What happens to a follow-up beside what happens to every work item. */
export const followUpActs = [
  'raised',
  'renewed',
  'answered',
  'settled',
  'ranked',
  'matched',
  'corrected',
  'reopening-asked',
  'appealed',
  'appeal-answered',
  'records-sent',
  'billed-on',
  'taken-up',
  'transferred',
  'written-off',
  'write-off-asked',
  'write-off-refused',
  'closed',
  'reopened',
  'root-cause-set',
] as const;
export type FollowUpAct = (typeof followUpActs)[number];

/** Feed `claims:<clinic>`; the payload is the whole view after the change. */
export type ClaimsChange =
  | { type: `claims.work-${WorkAct}` | `claims.follow-up-${FollowUpAct}`; payload: FollowUp }
  | { type: 'claims.remittance-changed'; payload: Remittance }
  | { type: 'claims.deposit-changed'; payload: Deposit }
  | { type: 'claims.settings-changed'; payload: { clinicId: string } }
  | { type: 'claims.bulk-progressed'; payload: Bulk }
  | WorkViewChange<'claims'>;

export interface ClaimsState {
  followUps: ById<FollowUp>;
  remittances: ById<Remittance>;
  deposits: ById<Deposit>;
  bulks: ById<Bulk>;
  views: ById<WorkView>;
}

export function applyClaimsChange(state: ClaimsState, change: ClaimsChange): ClaimsState {
  if (change.type === 'claims.settings-changed') return state;
  if (change.type === 'claims.remittance-changed')
    return { ...state, remittances: upsertVersioned(state.remittances, change.payload) };
  if (change.type === 'claims.deposit-changed')
    return { ...state, deposits: upsertVersioned(state.deposits, change.payload) };
  if (change.type === 'claims.bulk-progressed')
    return { ...state, bulks: upsertVersioned(state.bulks, change.payload) };
  if (isOf(change, 'claims.view-'))
    return { ...state, views: applyWorkViewChange(state.views, change) };
  return { ...state, followUps: upsertVersioned(state.followUps, change.payload) };
}

function isOf<Start extends string>(
  change: ClaimsChange,
  start: Start,
): change is Extract<ClaimsChange, { type: `${Start}${string}` }> {
  return change.type.startsWith(start);
}
